/** The largest number of seconds that a Date supports, positive or negative. */
const LAST_SECOND = 8.64e12

/** Seconds since 1970 as ISO 8601 in UTC; null if out of range. */
export const iso = (seconds: number): string | null =>
  Math.abs(seconds) <= LAST_SECOND
    ? `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, -5)}Z`
    : null
