import { duration, instant } from '../time.js'

/** The time that the calls span. */
export const durationFrom = (from: number, to: number): string =>
  from === to ? ` at ${instant(from)}` : ` in ${duration(to - from)} from ${instant(from)}`
