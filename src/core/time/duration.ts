const UNITS = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
])

/**
 * Reads `90s`, `15m`, `1h30m`, `7d`: whole numbers with units, largest first, each at most once.
 * @returns seconds, or undefined for anything else (a bare number has no unit, so it is not a duration).
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/.exec(text)
  if (!match || text === '') return undefined
  const [, ...parts] = match
  return [...UNITS.values()]
    .reverse()
    .reduce((sum, unit, i) => sum + unit * Number(parts[i] ?? 0), 0)
}

/** The form in which a lock writes a duration: what parseDuration reads, in the largest unit that divides it. */
export function durationText(seconds: number): string {
  const fitting = [...UNITS].filter(([, size]) => seconds % size === 0)
  const [unit, size] = fitting.at(-1) ?? ['s', 1]
  return `${seconds / size}${unit}`
}
