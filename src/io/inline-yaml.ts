import { writeYaml } from './write-yaml.js'

/** `name: value` as it stands in a block map of that indentation: what does not fit on a line goes on deeper. */
export function inlineEntry(name: string, value: unknown, indent: number): string {
  const draft = { head: '', value: { [name]: value }, inline: ['*'], comments: [] }
  const lines = writeYaml(draft as unknown as Parameters<typeof writeYaml>[0]).split('\n')
  return lines
    .slice(1)
    .join(`\n${' '.repeat(indent)}`)
    .trim()
}

/** The value alone, to stand where a name of that indentation has another one. */
export const inlineValue = (value: unknown, indent: number): string =>
  inlineEntry('x', value, indent).slice('x: '.length)
