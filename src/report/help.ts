import type { HelpAnswer } from '../core/answer.js'
import type { ArgumentFacts, CommandFacts, FlagFacts } from '../core/command-line/model.js'
import type { JsonOf } from './documents/dsl.js'
import type { help, helpArgument, helpCommand, helpFlag } from './documents/small.js'

export const text = (answer: HelpAnswer): string => answer.text

export const json = ({ topic, text, facts }: HelpAnswer): JsonOf<typeof help> => ({
  topic: topic ?? null,
  text,
  commands: facts?.commands.map(commandJson) ?? [],
  topics: facts?.topics ?? [],
  exit_codes: facts?.exitCodes ?? [],
})

const commandJson = ({
  arguments: args,
  flags,
  ...command
}: CommandFacts): JsonOf<typeof helpCommand> => ({
  ...command,
  arguments: args.map(argumentJson),
  flags: flags.map(flagJson),
})

const argumentJson = ({ choices, ...argument }: ArgumentFacts): JsonOf<typeof helpArgument> => ({
  ...argument,
  choices: choices.length > 0 ? choices : null,
})

const flagJson = ({
  short,
  value,
  choices,
  default: usual,
  ...flag
}: FlagFacts): JsonOf<typeof helpFlag> => ({
  ...flag,
  short: short ?? null,
  value: value ?? null,
  choices: choices.length > 0 ? choices : null,
  default: usual ?? null,
})
