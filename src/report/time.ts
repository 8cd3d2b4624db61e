const UNITS = [
  ['y', 31_536_000],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const

const LONGEST_YEARS = 10_000
/** The largest number of seconds that a Date supports, positive or negative. */
const LAST_SECOND = 8.64e12

/** A duration in at most two neighbouring units: `2h 4m`, `14m 58s`, `0s`. The sign is dropped. */
export function duration(seconds: number): string {
  if (Number.isNaN(seconds)) return 'an unknown time'
  let rest = Math.floor(Math.abs(seconds))
  if (rest >= LONGEST_YEARS * UNITS[0][1]) return 'over 10000 years'
  const first = UNITS.findIndex(([, size]) => rest >= size)
  if (first < 0) return '0s'
  const parts: string[] = []
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * size
  }
  return parts.join(' ')
}

/** A time as `2026-11-24 04:27:12Z`; a number that is not a date, as a number. */
export function instant(seconds: number): string {
  if (!(Math.abs(seconds) <= LAST_SECOND)) return `${digitsOf(seconds)}s after 1970 (not a date)`
  return `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, -5).replace('T', ' ')}Z`
}

/** JavaScript loses digits of larger numbers: the remaining digits would be a guess. */
const digitsOf = (seconds: number): string =>
  Number.isFinite(seconds) && !Number.isSafeInteger(seconds) && Math.abs(seconds) > LAST_SECOND
    ? `about ${seconds.toExponential(3)}`
    : String(seconds)

/** `2h 4m ago`, `in 12m 51s`, `now`. */
export function relative(seconds: number, now: number): string {
  const span = duration(seconds - now)
  if (span === '0s') return 'now'
  return seconds < now ? `${span} ago` : `in ${span}`
}

/** Probably milliseconds: the year 5138 in seconds, 1973 in milliseconds. */
export const isFar = (seconds: number): boolean => Math.abs(seconds) >= 1e11
