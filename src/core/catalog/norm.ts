import { isLevel } from '../scope-token.js'
import { byCodeUnit, isMark, isName, type Token, word } from '../word.js'
import type { Alternative, OtherWay } from './model.js'

/** A requirement in normal form: two are equal if and only if they give the same answer for every token. */
export interface Norm {
  readonly level: 'public' | 'authenticated' | 'undecided' | 'scopes'
  /** The minimal sets of scopes, each sorted, and the list sorted; not closed under implication. */
  readonly alternatives: readonly (readonly string[])[]
  /** The ways in that need more than scopes, as `otherText` writes them, sorted. */
  readonly others: readonly string[]
}

/** `public`, or `admin | users:delete users:read | [read + scheme ApiKey]`. */
export function normText({ level, alternatives, others }: Norm): string {
  if (level !== 'scopes') return level
  const sets = alternatives.map((set) => set.map((name) => word(name)).join(' '))
  return [...sets, ...others.map((way) => `[${way}]`)].join(' | ')
}

/** `read + scheme ApiKey`, `scheme OAuth2(a b)`, `other "the user themselves"`. */
export function otherText({ scopes, others }: Alternative): string {
  const names = [...scopes].sort(byCodeUnit).map((name) => word(name))
  const ways = [...new Set(others.map(wayText))].sort(byCodeUnit)
  return [...(names.length > 0 ? [names.join(' ')] : []), ...ways].join(' + ')
}

function wayText(way: OtherWay): string {
  if ('other' in way) return `other ${word(way.other)}`
  const scopes = [...new Set(way.scopes)].sort(byCodeUnit).map((name) => word(name))
  return `scheme ${word(way.scheme)}${scopes.length > 0 ? `(${scopes.join(' ')})` : ''}`
}

/** Reads what `normText` writes; `line` is where the tokens come from. */
export function readNorm(tokens: readonly Token[], line: string): Norm | undefined {
  const [first, second] = tokens
  if (first && !second && !first.quoted && isLevel(first.text)) {
    return { level: first.text, alternatives: [], others: [] }
  }
  const alternatives: string[][] = []
  const others: string[] = []
  for (const part of partsOf(tokens)) {
    const [head] = part
    const last = part.at(-1)
    if (part.length > 0 && part.every(isName)) {
      alternatives.push(part.map(({ text }) => text).sort(byCodeUnit))
    } else if (head && last && isMark(head, '[') && isMark(last, ']') && part.length > 2) {
      others.push(line.slice(head.end, last.start).trim())
    } else return undefined
  }
  const key = (set: readonly string[]): string => set.join(' ')
  alternatives.sort((a, b) => byCodeUnit(key(a), key(b)))
  return { level: 'scopes', alternatives, others: others.sort(byCodeUnit) }
}

/** Split at each `|`. */
export function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (isMark(token, '|')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

/** Whether a token that holds these scopes (undefined: no token) passes. An undecided requirement allows nobody. */
export function passes(
  { level, alternatives }: Norm,
  held: ReadonlySet<string> | undefined,
): boolean {
  if (level === 'public') return true
  if (level === 'undecided' || held === undefined) return false
  return (
    level === 'authenticated' || alternatives.some((set) => set.every((name) => held.has(name)))
  )
}
