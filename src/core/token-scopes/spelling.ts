import { slipsBetween } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import type { Spelling } from '../problems/decision.js'

/** Characters written between names instead of a space: separators of other formats, and their escapes. */
const SEPARATOR = /(?:%20|%2[Cc]|[,+;|\s])+/
const LIST = /^\[(.*)\]$/s
/** What servers and providers put before a name: Spring's authorities, the URI of an API (Entra, Google), Keycloak's groups. */
const PREFIX =
  /^(?:(?:SCOPE|ROLE|GROUP|PERM|PERMISSION|AUTHORITY)_|.*\/|[a-z][a-z0-9+.-]*:\/\/.*[:#.]|urn:.*:)$/i
const MOST = 3
/** The most names that are examined: tokens come from outside. */
const MOST_NAMES = 200

/** Names as they are in a token's claim. */
export interface NamesRead {
  readonly claim: string
  readonly form: 'string' | 'array'
  readonly names: readonly string[]
  /** Without a catalog, nothing can be declared in it. */
  readonly byFlags?: boolean | undefined
}

/**
 * Why a scope or role that the token seems to carry does not count: the claim is written in another form, or the name in
 * another spelling. This is only advice: names are compared exactly (RFC 6749 §3.3), and none of this gives a scope.
 *
 * @param declared the catalog's names; one of these is never a misspelling.
 * @param wanted the names that would have helped.
 */
export function hintAtSpelling(
  kind: 'scope' | 'role',
  { claim, form, names, byFlags }: NamesRead,
  declared: { has(name: string): boolean },
  wanted: ReadonlySet<string>,
): Problem[] {
  const unknown = names.filter((name) => !declared.has(name)).slice(0, MOST_NAMES)
  // A list written as text may contain spaces, at which it was split.
  const list = form === 'string' ? listed(names.join(' ')) : undefined
  const found = list?.some((name) => wanted.has(name))
    ? [{ how: 'list', name: names.join(' '), meant: list } as const]
    : unknown.flatMap((name) => spellingOf(name, form, wanted) ?? [])
  return found
    .slice(0, MOST)
    .map((each) => problem('scope-spelling', { ...each, kind, claim, form, byFlags }))
}

/** How a name differs from a wanted one; undefined if it resembles none. */
export function spellingOf(
  name: string,
  form: 'string' | 'array',
  wanted: ReadonlySet<string>,
): Spelling | undefined {
  const inside = listed(name)
  const parts = inside ?? name.split(SEPARATOR).filter((part) => part !== '')
  if ((parts.length > 1 || parts[0] !== name) && parts.some((part) => wanted.has(part))) {
    const isElement = form === 'array' && /^[^,+;|%]*$/.test(name)
    return { how: inside ? 'list' : isElement ? 'element' : 'separator', name, meant: parts }
  }
  for (const [how, isAlike] of ALIKE) {
    for (const scope of wanted) if (isAlike(name, scope)) return { how, name, meant: [scope] }
  }
  return undefined
}

/** The ways in which a single name may differ, the most likely first. */
const ALIKE: readonly [how: Spelling['how'], (name: string, wanted: string) => boolean][] = [
  ['case', (name, wanted) => name.toLowerCase() === wanted.toLowerCase()],
  [
    'prefix',
    (name, wanted) =>
      name.toLowerCase().endsWith(wanted.toLowerCase()) &&
      PREFIX.test(name.slice(0, -wanted.length)),
  ],
  ['punctuation', (name, wanted) => wordsOf(name).join(' ') === wordsOf(wanted).join(' ')],
  ['order', (name, wanted) => inOrder(name) === inOrder(wanted)],
  // Every short name is only a few letters away from any other.
  [
    'letters',
    (name, wanted) =>
      wanted.length >= 6 &&
      Math.abs(name.length - wanted.length) <= 2 &&
      slipsBetween(name, wanted, 2) <= 2,
  ],
]

const wordsOf = (name: string): string[] => name.toLowerCase().split(/[:._/-]+/)
const inOrder = (name: string): string => wordsOf(name).sort().join(' ')

function listed(text: string): string[] | undefined {
  const inside = LIST.exec(text)?.[1]
  return inside?.split(/[\s,"']+/).filter((part) => part !== '')
}
