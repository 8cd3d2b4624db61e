import { isLevel, type Level } from '../scope-token.js'
import { byCodeUnit, isMark, isName, type Token, word } from '../word.js'
import type { Alternative, OtherWay } from './model.js'

/** A requirement in normal form: two are equal if and only if they give the same answer for every token. */
export interface Norm {
  readonly level: 'public' | 'authenticated' | 'undecided' | 'scopes'
  /** The minimal sets of scopes, each sorted, and the list sorted; not closed under implication. */
  readonly alternatives: readonly (readonly string[])[]
  /** The ways in that need more than a token, as `otherText` writes them, sorted. */
  readonly others: readonly string[]
}

/** `public`, `authenticated | [scheme ApiKey]`, or `admin | users:delete users:read | [read + scheme ApiKey]`. */
export function normText(norm: Norm): string {
  const known = texts.get(norm)
  if (known !== undefined) return known
  const text = textOf(norm)
  texts.set(norm, text)
  return text
}

/** A lock of thousands of routes needs the text of each several times. */
const texts = new WeakMap<Norm, string>()

function textOf({ level, alternatives, others }: Norm): string {
  const sets = alternatives.map((set) => set.map((name) => word(name)).join(' '))
  const own = level === 'scopes' ? sets : [level]
  return [...own, ...others.map((way) => `[${way}]`)].join(' | ')
}

/** `read + scheme ApiKey`, `authenticated + scheme ApiKey`, `scheme OAuth2(a b)`, `other "the user themselves"`. */
export function otherText({ scopes, others }: Alternative): string {
  const names = [...scopes].sort(byCodeUnit).map((name) => word(name))
  const ways = [...new Set(others.map(wayText))].sort(byCodeUnit)
  return [...(names.length > 0 ? [names.join(' ')] : []), ...ways].join(' + ')
}

function wayText(way: OtherWay): string {
  if ('authenticated' in way) return 'authenticated'
  if ('other' in way) return `other ${word(way.other)}`
  const scopes = [...new Set(way.scopes)].sort(byCodeUnit).map((name) => word(name))
  return `scheme ${word(way.scheme)}${scopes.length > 0 ? `(${scopes.join(' ')})` : ''}`
}

/** Reads what `normText` writes; `line` is where the tokens come from. */
export function readNorm(tokens: readonly Token[], line: string): Norm | undefined {
  const [first, ...rest] = partsOf(tokens)
  const level = levelIn(first)
  if (level !== undefined && rest.length === 0) return { level, alternatives: [], others: [] }
  // Other ways can be beside `authenticated`; nothing else can be beside a level.
  if (level !== undefined && level !== 'authenticated') return undefined
  const alternatives: string[][] = []
  const others: string[] = []
  for (const part of level === undefined ? partsOf(tokens) : rest) {
    const [head] = part
    const last = part.at(-1)
    if (level === undefined && part.length > 0 && part.every(isScope)) {
      alternatives.push(part.map(({ text }) => text).sort(byCodeUnit))
    } else if (head && last && isMark(head, '[') && isMark(last, ']') && part.length > 2) {
      others.push(line.slice(head.end, last.start).trim())
    } else return undefined
  }
  const key = (set: readonly string[]): string => set.join(' ')
  alternatives.sort((a, b) => byCodeUnit(key(a), key(b)))
  return { level: level ?? 'scopes', alternatives, others: others.sort(byCodeUnit) }
}

/** The keyword, if it is all of a part. */
const levelIn = ([word, ...more]: readonly Token[] = []): Level | undefined =>
  word && more.length === 0 && !word.quoted && isLevel(word.text) ? word.text : undefined

/** A scope with the name of a keyword is always quoted. */
const isScope = (token: Token): boolean => isName(token) && (token.quoted || !isLevel(token.text))

/** Split at each `|`, or at another mark. */
export function partsOf(tokens: readonly Token[], mark: '|' | '+' = '|'): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens) {
    if (isMark(token, mark)) parts.push([])
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
