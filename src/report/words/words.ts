import type { Fault } from '../../core/problems/fault.js'
import { escapeText } from '../escape.js'
import { instant, relative } from '../time.js'

/** Lower case, no full stop at the end, user input through `quote`. */
export interface Sentence {
  readonly says: string
  /** What to do about it. */
  readonly hint?: string | undefined
  /** A note shown as `warning:`, even with -q: for what may be dangerous. */
  readonly warns?: true | undefined
  /** A note shown as `error:`, even with -q: the reason why a run with an answer fails. */
  readonly fails?: true | undefined
}

/** One sentence per problem code of a topic: a code without one does not compile. */
export type Words<P> = { readonly [C in keyof P]: (args: P[C]) => Sentence }

/** The words for each fault of a kind: a fault without words does not compile. */
export type FaultWords<F> = { readonly [K in keyof F]: string | ((facts: F[K]) => string) }

export function faultText<F>(words: FaultWords<F>, fault: Fault<F>): string {
  // The type pairs each fault with its own facts; a union of faults loses the pairing.
  const found = words[fault.is] as string | ((facts: Fault<F>) => string)
  return typeof found === 'string' ? found : found(fault)
}

const LONGEST = 80
const PASTED = 2000

/** Text from a user, file or token, for use in a sentence: escaped, shortened, in backticks that it cannot close. */
export const quote = (text: string | number | boolean): string => quoted(text, LONGEST)

/** Quotes a text that people paste: it is not shortened. */
export const quotePasted = (text: string): string => quoted(text, PASTED)

function quoted(text: string | number | boolean, longest: number): string {
  let shown = ''
  let length = 0
  for (const character of String(text)) {
    const safe = character === '`' ? '\\u{60}' : escapeText(character)
    length += safe.length
    if (length > longest) return `\`${shown}...\``
    shown += safe
  }
  return `\`${shown}\``
}

/** `no route`, `1 route`, `2 routes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return `no ${one}`
  return count === 1 ? `1 ${one}` : `${count} ${many}`
}

/** `2 of 8 routes`, `no route of 8`; of one, `1 route` or `no route`. */
export function outOf(count: number, total: number, one: string): string {
  if (total < 2) return plural(count, one)
  return count === 0 ? `no ${one} of ${total}` : `${count} of ${plural(total, one)}`
}

/** `a`, `b` or `c`, each quoted. */
export function list(names: readonly string[], word: 'or' | 'and' = 'or'): string {
  const quoted = names.map(quote)
  const last = quoted.pop()
  return quoted.length === 0 ? (last ?? 'nothing') : `${quoted.join(', ')} ${word} ${last}`
}

export const didYouMean = (suggestion: string | undefined): string | undefined =>
  suggestion === undefined ? undefined : `did you mean ${quote(suggestion)}?`

/** A time in both forms: `2h 4m ago (2026-11-24 04:27:12Z)`. */
export const when = (seconds: number, now: number): string =>
  `${relative(seconds, now)} (${instant(seconds)})`

/** `a string`, `an array`, `an RSA`. */
export const article = (type: string): string =>
  /^[aeiouR]/.test(type) ? `an ${type}` : `a ${type}`

/** A size limit. */
export const bytes = (count: number): string =>
  count % 1_000_000 === 0 ? `${count / 1_000_000} MB` : `${count} bytes`
