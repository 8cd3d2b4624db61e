const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})?)?$/

export type BadInstant = 'form' | 'no-zone' | 'no-such-date' | 'milliseconds'

/**
 * Reads a time as seconds since 1970, as ISO 8601 with a zone (`2026-01-01T00:00:00Z`), or as a date, which is its
 * first second in UTC. A time without a zone means a different moment on every machine, so it is refused.
 * @returns whole seconds (fractions are cut off), or why not.
 */
export function parseInstant(text: string): number | BadInstant {
  if (/^\d{1,11}$/.test(text)) return Number(text)
  if (/^\d{12,14}$/.test(text)) return 'milliseconds'
  const match = WRITTEN.exec(text)
  if (!match) return 'form'
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone] = match
  if (match[4] !== undefined && zone === undefined) return 'no-zone'
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const utc = Date.parse(`${wall}Z`)
  // Date.parse repairs some dates that do not exist (30 February) and accepts 24:00:00; both are refused here.
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 19) !== wall) return 'no-such-date'
  const offset = offsetOf(zone)
  return offset === undefined ? 'no-such-date' : utc / 1000 - offset
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number)
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60)
}
