/** A map as files have them: no list, and no null. Its names are read as own ones only. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names that JavaScript objects are born with: refused in every file, so that no lookup anywhere can meet them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
])
