import { CommanderError, type OptionValues } from 'commander'
import { type CommandModule, kindOf, type Listed } from '../commands/command.js'
import type { Reports } from '../commands/report-flags.js'
import type { GlobalOptions } from '../commands/shared-flags.js'
import type { Part } from '../core/command-line/line.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { formatsOf } from '../report/formats.js'
import { type AsksAlone, asksAlone, HELP_FLAGS } from './alone.js'
import { meantLine } from './meant/meant-line.js'
import type { Typed } from './meant/pieces.js'
import { paragraphs } from './paragraphs.js'
import { StrictCommand } from './strict-command.js'

/** A line that can be run, or one that contains `-h`, which is not checked any further. */
export type Read =
  | ({ readonly is: 'line' } & Parsed)
  | { readonly is: 'help'; readonly asks: AsksAlone }

export interface Parsed {
  readonly args: readonly string[]
  readonly options: GlobalOptions & OptionValues
  readonly format: string
}

/** The commander program of one command: only the requested one is ever built. */
function build(listed: Listed, module: CommandModule): StrictCommand {
  const { name, summary } = listed
  const command = new StrictCommand(`scopectl ${name}`)
  command
    .description(module.about ? `${summary}\n${module.about}` : summary)
    .helpOption(false)
    .configureHelp({ helpWidth: 80, showGlobalOptions: false, boxWrap: paragraphs })
    .exitOverride()
  module.define(command, formatsOf(kindOf(listed)))
  return command
}

/** Parses the line of a command; throws mistakes as problems. */
export function parse(listed: Listed, module: CommandModule, argv: readonly string[]): Read {
  const command = build(listed, module)
  const parts = command.read(argv)
  const asks = asksAlone(parts, HELP_FLAGS)
  if (asks) return { is: 'help', asks: { ...asks, alone: asks.alone || isTyped(command, parts) } }
  command.check(parts)
  try {
    command.parse([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError)
      fail('usage', { what: error.message.replace(/^error: /, '') })
    throw error
  }
  const options = command.opts<GlobalOptions & OptionValues>()
  return {
    is: 'line',
    args: command.args,
    options,
    format: formatOf(options, formatsOf(kindOf(listed)), module.reports?.(options)),
  }
}

/**
 * Whether `-h` was certainly typed: where a command takes arguments, it may be the value of a variable (`check "$TOKEN"`),
 * and help with exit 0 would be mistaken for a yes. In place of a flag's value it is reported as missing. With -q, help
 * would be an exit code only.
 */
const isTyped = (command: StrictCommand, parts: readonly Part[]): boolean =>
  command.registeredArguments.length === 0 &&
  parts.every((part) => part.is !== 'operand' && part.flag !== '-q' && part.flag !== '--quiet')

/**
 * The line that was probably meant instead of one that could not be run; see meant/meant-line.ts.
 * @param word the word typed instead of the command's name, if it differs
 */
export function lineMeant(
  listed: Listed,
  module: CommandModule,
  argv: readonly string[],
  { word, ...around }: Pick<Typed, 'piped' | 'word' | 'missing' | 'subjectFlag' | 'isScope'>,
): string | undefined {
  const command = build(listed, module)
  const { flags, registeredArguments } = command
  const most = registeredArguments.some(({ variadic }) => variadic)
    ? 99
    : registeredArguments.length
  return meantLine(
    { command: listed.name, flags, most, ...around, ...(word ? { word } : {}) },
    argv,
  )
}

/** The format for stdout. `--format` was checked by its option; formats of other reports are checked here. */
function formatOf(
  { format, json }: GlobalOptions,
  formats: readonly string[],
  reports: Reports | undefined,
): string {
  const asked = reports?.stdout
  for (const text of [asked ?? [], reports?.writes.map((write) => write.format) ?? []].flat()) {
    if (!formats.includes(text))
      fail('report-kind', { text, kinds: formats, suggestion: nearest(text, formats) })
  }
  const other = json ? 'json' : format
  if (asked !== undefined && other !== undefined && other !== asked) {
    fail('conflicting-flags', {
      flags: [`--report ${asked}`, json ? '--json' : `--format ${other}`],
    })
  }
  if (json && format !== undefined && format !== 'json') {
    fail('conflicting-flags', { flags: ['--json', `--format ${format}`] })
  }
  return asked ?? other ?? formats[0] ?? 'text'
}

/** What `scopectl NAME --help` prints. */
export function helpOf(listed: Listed, module: CommandModule): string {
  const examples = module.examples.map((line) => `  scopectl ${line}\n`)
  return `${build(listed, module).helpInformation()}\nExamples:\n${examples.join('')}`
}
