/** The time in seconds, when a token is pasted. */
export const now = (): number => Math.floor(Date.now() / 1000)

/** Timers of browsers end after 24 days. */
const LONGEST = 1_000_000

/**
 * Does something once, after some seconds or, for a very long time, too early.
 *
 * @returns how to call it off
 */
export function after(seconds: number, act: () => void): () => void {
  const timer = setTimeout(act, Math.min(LONGEST, seconds) * 1000)
  return () => clearTimeout(timer)
}
