/** A map from a file: not a list and not null. Read only its own members. */
export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The map that a text in JSON is; undefined for other text. */
export function mapFromJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMap(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Names that JavaScript objects inherit: refused in every file, so that no lookup can ever find them. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
])

/** The first reserved name in a value read from JSON, at any depth. */
export function reservedNameIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const found = RESERVED_NAMES.has(name) ? name : reservedNameIn(inner)
    if (found !== undefined) return found
  }
  return undefined
}
