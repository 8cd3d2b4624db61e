// How names are written in generated lines (access.lock): a plain name as it is, any other one as a JSON string. Two
// names never look the same, and no name can be mistaken for punctuation, a keyword or a second line.

/** No space, quote, backslash, bracket, `|`, `+`; ASCII only, so that look-alikes show. */
const BARE = /^[A-Za-z0-9_:./@{}*~%!$&'=#?<>^,-]+$/
const KEYWORDS: ReadonlySet<string> = new Set([
  ...['-', '*', '=>', 'any', 'scheme', 'other'],
  ...['public', 'authenticated', 'undecided'],
])
const NOT_PLAIN = /[^\x20-\x7e]/g

/** One name as one word. `more`: other words that would be keywords at this position. */
export function word(name: string, more?: ReadonlySet<string>): string {
  const plain = BARE.test(name) && !KEYWORDS.has(name) && !more?.has(name)
  return plain ? name : JSON.stringify(name).replace(NOT_PLAIN, unit)
}

const unit = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

export interface Token {
  /** A name without its quotes, or one of `[ ] ( ) | +`. */
  readonly text: string
  readonly quoted: boolean
  /** Its position in the line. */
  readonly start: number
  readonly end: number
}

const TOKEN = / *("(?:[^"\\]|\\.)*"|[A-Za-z0-9_:./@{}*~%!$&'=#?<>^,-]+|[[\]()|+]) */y

/** A line's words and punctuation; undefined for a line that `word` would not write. */
export function tokensOf(line: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < line.length) {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(line)
    if (!found) return undefined
    const raw = found[1] ?? ''
    const start = from + found[0].indexOf(raw)
    const quoted = raw.startsWith('"')
    const text = quoted ? unquote(raw) : raw
    if (text === undefined) return undefined
    tokens.push({ text, quoted, start, end: start + raw.length })
  }
  return tokens
}

function unquote(raw: string): string | undefined {
  try {
    return JSON.parse(raw) as string
  } catch {
    return undefined
  }
}

/** Whether the token is this keyword or punctuation, not a name with the same spelling. */
export const isMark = (token: Token | undefined, text: string): boolean =>
  token !== undefined && !token.quoted && token.text === text

const PUNCTUATION: ReadonlySet<string> = new Set(['[', ']', '(', ')', '|', '+'])

export const isName = (token: Token | undefined): token is Token =>
  token !== undefined && (token.quoted || !PUNCTUATION.has(token.text))

/** Compares by code unit, which gives the same order on every machine. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
