import { parseInstant } from '../time/instant.js'
import type { Json } from '../token/model.js'

/** The year 5138 in seconds, 1973 in milliseconds. */
const FAR = 1e11
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'
/** `$time_local` of nginx: 28/Nov/2026:10:00:00 +0100. */
const LOCAL = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})$/

/** Seconds since 1970, without fractions; undefined for what is not a time. */
export function readTime(value: Json): number | undefined {
  const text = typeof value === 'string' ? value : undefined
  const number =
    typeof value === 'number'
      ? value
      : text && /^\d+(\.\d+)?$/.test(text)
        ? Number(text)
        : undefined
  if (number !== undefined) {
    if (!(number >= 0 && number < FAR * 1000)) return undefined
    return Math.floor(number < FAR ? number : number / 1000)
  }
  if (text === undefined) return undefined
  const inUtc = UTC.exec(text)
  if (inUtc) return minuteOf(text.slice(0, 16), Number(inUtc[1]))
  const seconds = parseInstant(isoOf(text))
  return typeof seconds === 'number' ? seconds : undefined
}

/** The usual form. The lines of a log are close together, so the minute of the last one is remembered. */
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:([0-5]\d)(?:\.\d{1,9})?Z$/
let last: { readonly minute: string; readonly seconds: number } | undefined

function minuteOf(minute: string, second: number): number | undefined {
  if (last?.minute !== minute) {
    const seconds = parseInstant(`${minute}:00Z`)
    if (typeof seconds !== 'number') return undefined
    last = { minute, seconds }
  }
  return last.seconds + second
}

function isoOf(text: string): string {
  const found = LOCAL.exec(text)
  // DuckDB writes an offset of whole hours as `+00`.
  if (!found) return text.replace(/(:\d{2}(?:\.\d+)?[+-]\d{2})$/, '$1:00')
  const [, day, month = '', year, clock, hours, minutes] = found
  const number = MONTHS.indexOf(month) / 3 + 1
  return `${year}-${String(number).padStart(2, '0')}-${day}T${clock}${hours}:${minutes}`
}
