import { COMMAND_SIGN } from '../core/unsafe-text.js'
import type { Printed } from './reporter.js'

/** What chalk writes for the few paints of style.ts. */
const PAINT = '\\u001b\\[(?:1|2|22|31|32|33|39)m'
/** What a terminal obeys or nobody sees, as far as it costs nothing to look for; line ends and tabs stay. */
const CONTROL =
  '\\r(?!\\n)|[\\0-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]|\\udb40[\\udc00-\\udfff]'

interface Pattern {
  /** Group 1: what a `::` follows at the start of a line. Group 2: a paint, which stays. Else a control. */
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
 * The last look at text on its way to a stream. Reporters escape every name where it is put in; what one of them has
 * overlooked, or what became a command only by where a line was broken, must still be no control and no command.
 * Documents (JSON, YAML, CSV, XML) are escaped in their own way and pass unchanged.
 *
 * @param midLine the text goes on in the middle of a line.
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
