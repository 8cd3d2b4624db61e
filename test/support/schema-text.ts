/** What fits on a line of this length is one: a diff stays readable, and the package is 2 kB smaller than with 100. */
const LINE = 200

/** The text of a JSON Schema as it is committed and published. */
export const schemaText = (schema: object): string => `${text(schema, '')}\n`

function text(value: unknown, indent: string): string {
  const flat = JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return flat
  if (indent.length + flat.length <= LINE) return flat
  const inner = `${indent} `
  const lines = Array.isArray(value)
    ? value.map((item) => inner + text(item, inner))
    : Object.entries(value).map(
        ([key, member]) => `${inner}${JSON.stringify(key)}: ${text(member, inner)}`,
      )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`
}
