import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { grantsOf } from '../subject/grants.js'
import { isDisabled } from '../subject/model.js'
import type { NamedSubject } from './model.js'

/** The scopes in a subject's token, as each kind of server reads them; the two differ only for bare scopes. */
export interface Carried {
  readonly literal: ReadonlySet<string>
  readonly implied: ReadonlySet<string>
}

/**
 * What the token of a subject without a flaw carries, computed without making one; undefined: it gets no token. The
 * request of a narrowed subject is assumed to be granted: resolveSubject has checked that.
 */
export function carriedBy(
  catalog: Catalog,
  { subject, scope }: Pick<NamedSubject, 'subject' | 'scope'>,
): Carried | undefined {
  if (subject.kind === 'anonymous' || isDisabled(subject)) return undefined
  if (subject.kind === 'scopes') {
    const literal = new Set(subject.scopes)
    return { literal, implied: close(catalog.implied, literal) }
  }
  const all = scope ? close(catalog.implied, scope) : (grantsOf(catalog, subject) ?? new Set())
  return { literal: all, implied: all }
}
