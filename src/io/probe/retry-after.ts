/** What to wait if a server does not say, and the longest that it may ask for, in seconds. */
const USUAL = 1
const LONGEST = 60

/**
 * How long to wait, in seconds (RFC 9110 §10.2.3): a number of them, or a date.
 * @param now what the server's clock shows
 */
export function retryAfter(header: string | undefined, now: number | undefined): number {
  if (header === undefined) return USUAL
  const until = Date.parse(header) / 1000
  const seconds = /^\d+$/.test(header) ? Number(header) : until - (now ?? until)
  return Number.isNaN(seconds) ? USUAL : Math.min(LONGEST, Math.max(0, seconds))
}
