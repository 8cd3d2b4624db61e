import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { grantsOf } from '../subject/grants.js'
import { isDisabled } from '../subject/model.js'
import type { NamedSubject } from './model.js'

/** The scopes in a subject's token, as each kind of server reads them; the two differ for bare scopes only. */
export interface Carried {
  readonly literal: ReadonlySet<string>
  readonly implied: ReadonlySet<string>
}

/**
 * What the token of a subject without a flaw carries, worked out without making one; undefined: it gets none.
 * The wish of a narrowed subject is taken as granted: resolveSubject has seen to that.
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
