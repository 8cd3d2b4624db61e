import { COMMAND_SIGN } from '../core/unsafe-text.js'
import type { Printed } from './reporter.js'

/** The escape sequences that chalk writes for the paints of style.ts. */
const PAINT = '\\u001b\\[(?:1|2|22|31|32|35|39)m'
/** Control and invisible characters that are cheap to search for, except line breaks and tabs. */
const CONTROL =
  '\\r(?!\\n)|[\\0-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]|\\udb40[\\udc00-\\udfff]'

interface Pattern {
  /** Group 1: what precedes `::` at the start of a line. Group 2: a paint, which is kept. Otherwise a control. */
  readonly found: RegExp
  readonly suspicious: RegExp
}
const patternOf = (painted: boolean): Pattern => {
  const paint = painted ? PAINT : '(?!)'
  const start = `^((?:[ \\t\\u00a0\\u3000]|${paint})*)::`
  return {
    found: new RegExp(`${start}|(${paint})|${CONTROL}`, 'gm'),
    suspicious: new RegExp(`${start}|##|${CONTROL}`, 'm'),
  }
}
const PATTERNS = { plain: patternOf(false), painted: patternOf(true) }

/**
 * A last check of text before it is written to a stream. Reporters escape every name they insert; if one of them
 * misses one, or a line break creates a workflow command, this still escapes it.
 * Documents (JSON, YAML, CSV, XML) have their own escapes and pass unchanged.
 *
 * @param midLine the text continues in the middle of a line.
 */
export function guarded(text: string, painted: boolean, midLine = false): string {
  const { found, suspicious } = painted ? PATTERNS.painted : PATTERNS.plain
  if (!suspicious.test(text)) return text
  return text
    .replace(found, (all: string, before: string | undefined, paint: unknown, at: number) => {
      if (before !== undefined) return midLine && at === 0 ? all : `${before}\\u{3a}:`
      return paint === undefined ? `\\u{${all.codePointAt(0)?.toString(16)}}` : all
    })
    .replace(COMMAND_SIGN, '#\\u{23}')
}

export function guardedParts(printed: Printed, painted: boolean): Printed {
  return typeof printed === 'string' ? guarded(printed, painted) : parts(printed, painted)
}

function* parts(printed: Iterable<string>, painted: boolean): Generator<string> {
  let midLine = false
  for (const part of printed) {
    yield guarded(part, painted, midLine)
    if (part !== '') midLine = !part.endsWith('\n')
  }
}
