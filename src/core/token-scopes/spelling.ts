import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import type { ScopeSpelling } from '../problems/decision.js'
import type { TokenScopes } from './read.js'

/** Separators used instead of a space: those of other formats, and their escapes. */
const SEPARATOR = /(?:%20|%2[Cc]|[,+;|\s])+/
const LIST = /^\[(.*)\]$/s
/** What servers and providers put before a name: Spring's authorities, the URI of an API (Entra, Google). */
const PREFIX = /^(?:SCOPE_|ROLE_|.*\/)$/i
const MOST = 3

/**
 * Why a scope that the token seems to carry is not held: the claim is written in another form, or the name in another
 * spelling. This is only advice: names are compared exactly (RFC 6749 §3.3), and none of this grants a scope.
 *
 * @param wanted the scopes that would have helped.
 */
export function hintAtSpelling(
  catalog: Catalog,
  { claim, form, names }: TokenScopes,
  wanted: ReadonlySet<string>,
): Problem[] {
  if (claim === undefined || form === undefined) return []
  const unknown = names.filter((name) => !catalog.scopes.has(name))
  // A list written as text may contain spaces, at which it was split.
  const list = form === 'string' ? listed(names.join(' ')) : undefined
  const found = list?.some((name) => wanted.has(name))
    ? [{ how: 'list', name: names.join(' '), meant: list } as const]
    : unknown.flatMap((name) => spellingOf(name, form, wanted) ?? [])
  return found.slice(0, MOST).map((each) => problem('scope-spelling', { ...each, claim, form }))
}

/** How a name differs from a wanted one; undefined if it resembles none. */
export function spellingOf(
  name: string,
  form: 'string' | 'array',
  wanted: ReadonlySet<string>,
): ScopeSpelling | undefined {
  const inside = listed(name)
  const parts = inside ?? name.split(SEPARATOR).filter((part) => part !== '')
  if ((parts.length > 1 || parts[0] !== name) && parts.some((part) => wanted.has(part))) {
    const how = inside
      ? 'list'
      : form === 'array' && /^[^,+;|%]*$/.test(name)
        ? 'element'
        : 'separator'
    return { how, name, meant: parts }
  }
  for (const scope of wanted) {
    if (name.toLowerCase() === scope.toLowerCase()) return { how: 'case', name, meant: [scope] }
    const prefix = name.slice(0, -scope.length)
    const isEnd = name.toLowerCase().endsWith(scope.toLowerCase())
    if (isEnd && PREFIX.test(prefix)) return { how: 'prefix', name, meant: [scope] }
  }
  return undefined
}

function listed(text: string): string[] | undefined {
  const inside = LIST.exec(text)?.[1]
  return inside?.split(/[\s,"']+/).filter((part) => part !== '')
}
