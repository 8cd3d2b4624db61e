import { EXIT, EXIT_MEANING } from '../../src/cli/exit.js'
import { COMMANDS } from '../../src/commands/index.js'

/** The README with its generated tables, updated from the code. */
export function withTables(readme: string): string {
  return replaceBetween(
    replaceBetween(readme, 'commands', commandTable()),
    'exit-codes',
    exitTable(),
  )
}

function replaceBetween(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from === -1 || to === -1) throw new Error(`README.md has no place for its ${name}`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}

const commandTable = (): string =>
  [
    '| command | |',
    '| --- | --- |',
    ...COMMANDS.map(({ name, summary }) => `| \`${name}\` | ${summary} |`),
    '',
  ].join('\n')

const exitTable = (): string =>
  [
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(EXIT).map(
      ([name, code]) => `| ${code} | ${EXIT_MEANING[name as keyof typeof EXIT]} |`,
    ),
    '',
  ].join('\n')

const BLOCK = /```console\n([\s\S]*?)```/g

/** Replaces the output of each `$ ` line in the console blocks. */
export async function withOutputs(
  readme: string,
  run: (command: string) => Promise<string>,
): Promise<string> {
  let out = ''
  let at = 0
  for (const block of readme.matchAll(BLOCK)) {
    const commands = (block[1] ?? '').split('\n').filter((line) => line.startsWith('$ '))
    const printed: string[] = []
    for (const command of commands) printed.push(`${command}\n${await run(command.slice(2))}`)
    out += `${readme.slice(at, block.index)}\`\`\`console\n${printed.join('')}\`\`\``
    at = block.index + block[0].length
  }
  return out + readme.slice(at)
}
