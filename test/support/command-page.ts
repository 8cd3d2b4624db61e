import type { Option } from 'commander'
import { type Declared, GLOBALS } from './command-list.js'

/** docs/reference/commands.md: every command, from its declaration. */
export function commandPage(commands: readonly Declared[]): string {
  const globals = commands[0]?.options.filter(isGlobal) ?? []
  return `<!-- Made by \`npm run docs\`: edit src/commands. -->

# Commands

\`scopectl COMMAND --help\` shows the same.

## All commands

${table(globals.map((option) => row(option, option.long === '--format')))}
${commands.map(section).join('\n')}`
}

const isGlobal = ({ helpGroupHeading }: Option): boolean => helpGroupHeading === GLOBALS

function section({ name, summary, about, examples, args, options }: Declared): string {
  const own = options.filter((option) => !isGlobal(option))
  const format = options.find(({ long }) => long === '--format')
  const usage = ['scopectl', name, ...args.map((arg) => `[${arg.usage}]`), '[flags]'].join(' ')
  const rows = [...args.map((arg) => cells(arg.usage, arg.says)), ...own.map((each) => row(each))]
  return `## ${name}

\`${usage}\`: ${summary}
${about === undefined ? '' : `\n${sentences(about)}\n`}
${rows.length === 0 ? '' : `${table(rows)}\n`}Formats: ${format?.description.replace(/ \(\w+\)$/, '')}

\`\`\`sh
${examples.map((line) => `scopectl ${line}\n`).join('')}\`\`\`
`
}

/** Words in angle brackets and Markdown characters are plain text here. */
const sentences = (about: string): string =>
  about.replace(/[*<>|]/g, (mark) => `\\${mark}`).replace(/ {2,}/g, ' ')

const table = (rows: readonly string[]): string =>
  ['| | |', '| --- | --- |', ...rows, ''].join('\n')

const cells = (flag: string, says: string): string =>
  `| \`${flag.replaceAll('|', '\\|')}\` | ${sentences(says)} |`

const row = ({ flags, description }: Option, varies = false): string =>
  cells(flags, varies ? 'one of the formats of the command; the first is the default' : description)
