import { type Argument, Command, type Option } from 'commander'
import { kindOf, type Listed } from '../../commands/command.js'
import { choicesOf, repeatable } from '../../commands/shared-flags.js'
import type { ArgumentFacts, CommandFacts, FlagFacts } from '../../core/command-line/model.js'
import { formatsOf } from '../../report/formats.js'

/** What a command declares, as data. It loads the command, but runs nothing. */
export async function describe(listed: Listed): Promise<CommandFacts> {
  const { name, group, summary } = listed
  const { command } = await listed.load()
  const formats = formatsOf(kindOf(listed))
  const { options, registeredArguments } = command.define(
    new Command(name).helpOption(false),
    formats,
  )
  return {
    name,
    group,
    summary,
    about: command.about ?? '',
    arguments: registeredArguments.map(argumentFacts),
    flags: options.map((option) => flagFacts(option, formats)),
    formats,
    examples: command.examples,
  }
}

const argumentFacts = (argument: Argument): ArgumentFacts => ({
  name: argument.name(),
  required: argument.required,
  variadic: argument.variadic,
  choices: choicesOf(argument.parseArg),
  description: argument.description,
})

function flagFacts(option: Option, formats: readonly string[]): FlagFacts {
  const { long, short, flags, parseArg, description, defaultValue, helpGroupHeading } = option
  const value = /<(.+)>/.exec(flags)?.[1]
  const isFormat = long === '--format'
  return {
    long: long ?? flags,
    short: short ?? undefined,
    value,
    repeatable: parseArg === repeatable,
    choices: isFormat || long === '--report' ? formats : choicesOf(parseArg),
    default: isFormat ? formats[0] : defaultOf(option, defaultValue),
    description,
    group: (helpGroupHeading ?? 'Options:').replace(/:$/, ''),
  }
}

/** `--no-color` has the default true, which is the absence of the flag. */
const defaultOf = ({ defaultValueDescription }: Option, value: unknown): string | undefined =>
  defaultValueDescription ??
  (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)
