import type { Catalog, Requirement } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'
import { isDisabled, type Subject } from '../subject/model.js'
import type { Users } from '../users/model.js'

/** Of nobody in particular, for an API that does not look users up. */
const EVERYONE: Subject = { kind: 'role', roles: [] }

/** Everyone that the server may know: the users and clients who are not disabled. */
export function knownSubjects({ users, clients }: Users): Subject[] {
  const all: Subject[] = [
    ...[...users.values()].map((user): Subject => ({ kind: 'user', user })),
    ...[...clients.values()].map((client): Subject => ({ kind: 'client', client })),
  ]
  return all.filter((subject) => !isDisabled(subject))
}

/**
 * The subject of a route's tokens: the first who may call it by the most alternatives, since some servers also compare a
 * token's scopes with those of its user. Only the scopes of the tokens differ.
 */
export function subjectFor(
  catalog: Catalog,
  requirement: Requirement,
  subjects: readonly Subject[],
): Subject {
  const ways = tokenAlternatives(requirement)
  const held = subjects.map((subject) => {
    const granted = grantsOf(catalog, subject)
    return ways.filter((names) => names.every((name) => granted?.has(name))).length
  })
  return subjects[held.indexOf(Math.max(...held))] ?? EVERYONE
}
