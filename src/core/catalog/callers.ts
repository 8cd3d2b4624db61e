import { isMark, type Token, tokensOf } from '../word.js'
import { type Norm, partsOf } from './norm.js'

/**
 * One way to pass: everything that a caller needs at the same time, as texts that are equal only for equal conditions.
 * A scope also needs an accepted token, and a scheme's scope needs that scheme, so both are included. A way therefore
 * lets in no more callers than another one exactly if it contains it.
 */
export type Way = ReadonlySet<string>

const TOKEN = 'token'

/** The ways in by a token of the catalog alone; `public` needs nothing. */
export function tokenWays({ level, alternatives }: Norm): Way[] {
  if (level === 'public') return [new Set()]
  if (level === 'authenticated') return [new Set([TOKEN])]
  return alternatives.map((scopes) => new Set([TOKEN, ...scopes.map(scope)]))
}

/** The ways in that also need a scheme or a rule in words, or only these. */
export function otherWaysIn({ others }: Norm): Way[] {
  return others.map((text) => new Set(partsOf(tokensOf(text) ?? [], '+').flatMap(conditions)))
}

export const allWays = (needs: Norm): Way[] => [...tokenWays(needs), ...otherWaysIn(needs)]

/** Whether some caller passes through `ways` and through none of `known`. */
export function letIn(ways: readonly Way[], known: readonly Way[]): boolean {
  return ways.some((way) => !known.some((other) => [...other].every((each) => way.has(each))))
}

const SCOPE = 'scope '
const scope = (name: string): string => SCOPE + name

/** The scopes of the token that a way needs; undefined if it needs none. */
export const tokenScopes = (way: Way): string[] | undefined =>
  way.has(TOKEN)
    ? [...way].flatMap((each) => (each.startsWith(SCOPE) ? [each.slice(SCOPE.length)] : []))
    : undefined

/** Whether a way needs nothing beside a token that the other one does not. */
export const needsNoMoreThan = (way: Way, other: Way): boolean =>
  [...way].every((each) => other.has(each) || each === TOKEN || each.startsWith(SCOPE))

/** A part of what `otherText` writes: `a b`, `authenticated`, `scheme ApiKey(a b)`, `other "a rule"`. */
function conditions(part: readonly Token[]): string[] {
  const [first, name, ...rest] = part
  if (isMark(first, 'other')) return [`other ${name?.text}`]
  if (isMark(first, 'scheme')) {
    const own = JSON.stringify(name?.text)
    const scopes = rest.filter((token) => !isMark(token, '(') && !isMark(token, ')'))
    return [`scheme ${own}`, ...scopes.map(({ text }) => `scheme ${own} ${text}`)]
  }
  if (isMark(first, 'authenticated')) return [TOKEN]
  return [TOKEN, ...part.map(({ text }) => scope(text))]
}
