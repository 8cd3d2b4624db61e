/** `key: value` as written in the catalog: examples are plain text, or lists and maps of it. */
export const exampleLine = (key: string, example: unknown): string => `${key}: ${textOf(example)}`

function textOf(example: unknown): string {
  if (Array.isArray(example)) return `[${example.join(', ')}]`
  if (typeof example !== 'object' || example === null) return String(example)
  const entries = Object.entries(example).map(([name, value]) => exampleLine(name, value))
  return `{ ${entries.join(', ')} }`
}
