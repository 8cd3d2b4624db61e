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

/** The value alone, to replace the value of a name with this indentation. */
export const inlineValue = (value: unknown, indent: number): string =>
  inlineEntry('x', value, indent).slice('x: '.length)

/** Text inside brackets or braces, where more characters need quotes. */
export function flowText(text: string): string {
  const list = inlineEntry('x', [text], 0)
  const isOneLine = list.startsWith('x: [') && !list.includes('\n')
  return isOneLine ? list.slice('x: ['.length, -1) : JSON.stringify(text)
}
