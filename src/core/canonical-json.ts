import type { Json } from './token/model.js'

/** A value as JSON with sorted names in every object, so that equal values have equal texts. */
export const canonicalJson = (value: Json): string => JSON.stringify(sorted(value))

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  // No prototype: a name may be `__proto__`.
  const out: Record<string, Json> = Object.create(null)
  for (const [name, each] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    out[name] = sorted(each)
  }
  return out
}
