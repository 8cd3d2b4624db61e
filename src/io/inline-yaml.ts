import { writeYaml } from './write-yaml.js'

/**
 * `name: value` as an entry of a block map with this indentation; what does not fit on a line continues further
 * indented.
 */
export function inlineEntry(name: string, value: unknown, indent: number): string {
  const draft = { head: '', value: { [name]: value }, inline: ['*'], comments: [] }
  const lines = writeYaml(draft as unknown as Parameters<typeof writeYaml>[0]).split('\n')
  return lines
    .slice(1)
    .join(`\n${' '.repeat(indent)}`)
    .trim()
}

/** What follows the colon of a name with this indentation: a space and the value, or a line end and a block. */
export const inlineValue = (value: unknown, indent: number): string =>
  inlineEntry('x', value, indent).slice('x:'.length)

/** A value inside brackets or braces, on one line. */
export function flowValue(value: unknown): string {
  if (typeof value === 'string') return flowText(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`
  const members = Object.entries(value)
  return `{ ${members.map(([name, each]) => `${flowText(name)}: ${flowValue(each)}`).join(', ')} }`
}

/** Text inside brackets or braces, where more characters need quotes. */
function flowText(text: string): string {
  const list = inlineEntry('x', [text], 0)
  const isOneLine = list.startsWith('x: [') && !list.includes('\n')
  return isOneLine ? list.slice('x: ['.length, -1) : JSON.stringify(text)
}
