import { fail } from '../core/errors.js'
import { parseDuration } from '../core/time/duration.js'
import { parseInstant } from '../core/time/instant.js'

/** Seconds since 1970, or `iat`: when the token was issued. */
export type At = number | 'iat'

const MOST_LEEWAY = 300

/** Parser for `--at`. */
export function parseAt(text: string): At {
  if (text === 'iat') return 'iat'
  const seconds = parseInstant(text)
  return typeof seconds === 'number'
    ? seconds
    : fail('bad-time', { flag: '--at', text, why: seconds })
}

/** Parser for `--leeway`: more than five minutes would make expired tokens valid again. */
export function parseLeeway(text: string): number {
  return parseSpan('--leeway', text, 0, MOST_LEEWAY)
}

/** Reads a duration flag, in seconds, from `least` to `most`. */
export function parseSpan(flag: string, text: string, least: number, most: number): number {
  const seconds = parseDuration(text)
  if (seconds === undefined || seconds < least || seconds > most) {
    return fail('bad-span', { flag, text, least, most })
  }
  return seconds
}
