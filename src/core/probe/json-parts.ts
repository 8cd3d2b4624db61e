// JSON bodies, read within limits: they come from a server that may be hostile.

const MOST_PARTS = 10_000
/** A document that is nested deeper is compared as text. */
const MOST_DEPTH = 64

export function json(text: string): unknown {
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
export const isThing = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** The document and everything in it, the outer parts first. */
export function partsOf(whole: unknown): unknown[] {
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

export const canonical = (value: unknown): string => JSON.stringify(value, sortedKeys)

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The names and types of a document, without its values. */
export function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length === 0 ? '' : shape(value[0])}]`
  if (typeof value !== 'object' || value === null) return typeof value
  const members = Object.entries(value).map(([name, each]) => `${name}:${shape(each)}`)
  return `{${members.sort().join()}}`
}

/** The values of a document by their path, as text; lists by position. */
export function leaves(value: unknown): Map<string, string> {
  const found = new Map<string, string>()
  const stack: [path: string, part: unknown][] = [['', value]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [path, part] = next
    if (found.size >= MOST_PARTS) break
    if (!isThing(part)) found.set(path, canonical(part) ?? '')
    else for (const [name, each] of Object.entries(part)) stack.push([`${path}/${name}`, each])
  }
  return found
}
