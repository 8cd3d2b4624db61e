import { EXIT, EXIT_MEANING } from '../../src/cli/exit.js'

/** The README with its table of exit codes as the code has it today. */
export const withTables = (readme: string): string =>
  replaceBetween(readme, 'exit-codes', exitTable())

function replaceBetween(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from === -1 || to === -1) throw new Error(`README.md has no place for its ${name}`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}

const exitTable = (): string =>
  [
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(EXIT).map(
      ([name, code]) => `| ${code} | ${EXIT_MEANING[name as keyof typeof EXIT]} |`,
    ),
    '',
  ].join('\n')
