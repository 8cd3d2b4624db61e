import type { Catalog } from '../catalog/model.js'
import type { Location } from '../problem.js'
import type { Grant, Subject } from './model.js'

/** Where grants are written, each place once: at the role that lists the scope, or at the subject itself. */
export function placesOfGrants(
  catalog: Catalog,
  by: readonly Grant[],
  subject: Subject | undefined,
): Location[] {
  const places = by.flatMap((grant) => placeOfGrant(catalog, grant, subject) ?? [])
  const lines = new Map(places.map((at) => [`${at.line} ${at.file}`, at]))
  return [...lines.values()]
}

export function placeOfGrant(
  catalog: Catalog,
  { via, from, role }: Grant,
  subject: Subject | undefined,
): Location | undefined {
  if (via === 'role') return catalog.roles.get(from ?? role ?? '')?.at
  if (subject?.kind === 'user') return subject.user.at
  return subject?.kind === 'client' ? subject.client.at : undefined
}
