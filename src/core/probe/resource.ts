import type { Received } from './model.js'

/** Two answers that show the same resource, although times or counters in it may differ. */
export function isSameResource(a: Received, b: Received): boolean {
  if (a.body === b.body) return true
  const [left, right] = [json(a.body), json(b.body)]
  if (left === undefined || right === undefined) return false
  return isThing(left) && shape(left) === shape(right)
}

/** Two answers with the same content, whatever the order of its members. */
export function isEqualResource(a: Received, b: Received): boolean {
  if (a.body === b.body) return true
  const [left, right] = [json(a.body), json(b.body)]
  return isThing(left) && isThing(right) && canonical(left) === canonical(right)
}

/**
 * Whether a refusal contains the resource: all of it, as text or as some part of a JSON document. Values that many
 * documents contain, like `{}` or `true`, are not taken for a resource.
 */
export function leaks(refusal: Received, resource: Received): boolean {
  const wanted = resource.body.trim()
  if (wanted.length < LEAST) return false
  if (refusal.body.includes(wanted)) return true
  const [part, whole] = [json(wanted), json(refusal.body)]
  if (part === undefined || whole === undefined || !isThing(part)) return false
  const text = canonical(part)
  return partsOf(whole).some((each) => isThing(each) && canonical(each) === text)
}

/** The shortest body that says something, in characters. */
const LEAST = 8
const MOST_PARTS = 10_000
/** A document that is nested deeper is compared as text. */
const MOST_DEPTH = 64

function json(text: string): unknown {
  if (isDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDeep(text: string): boolean {
  let depth = 0
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/g)) {
    if (piece === '[' || piece === '{') depth++
    else if (piece === ']' || piece === '}') depth--
    if (depth > MOST_DEPTH) return true
  }
  return false
}

/** An object or array with contents. */
const isThing = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

function partsOf(whole: unknown): unknown[] {
  const parts = [whole]
  for (const part of parts) {
    if (!isThing(part)) continue
    for (const each of Object.values(part)) {
      if (parts.length >= MOST_PARTS) return parts
      parts.push(each)
    }
  }
  return parts
}

const canonical = (value: unknown): string => JSON.stringify(value, sortedKeys)

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The names and types of a document, without its values. */
function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length === 0 ? '' : shape(value[0])}]`
  if (typeof value !== 'object' || value === null) return typeof value
  const members = Object.entries(value).map(([name, each]) => `${name}:${shape(each)}`)
  return `{${members.sort().join()}}`
}
