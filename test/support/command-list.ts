import { Command, type Option } from 'commander'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { kindOf } from '../../src/commands/command.js'
import { formatsOf } from '../../src/report/formats.js'

/** A command as declared in its own file. */
export interface Declared {
  readonly name: string
  readonly summary: string
  readonly about: string | undefined
  readonly examples: readonly string[]
  readonly args: readonly { readonly usage: string; readonly says: string }[]
  readonly options: readonly Option[]
}

/** Every command with its declarations; there is no separate list here. */
export const declaredCommands = (): Promise<Declared[]> =>
  Promise.all(
    ALL_COMMANDS.map(async (listed) => {
      const { name, summary } = listed
      const { command } = await listed.load()
      const built = command.define(new Command(name).helpOption(false), formatsOf(kindOf(listed)))
      const args = built.registeredArguments.map((arg) => ({
        usage: arg.variadic ? `${arg.name()}...` : arg.name(),
        says: arg.description,
      }))
      const { about, examples } = command
      return { name, summary, about, examples, args, options: built.options }
    }),
  )

/** The group of the flags that every command has. */
export const GLOBALS = 'Globals:'

/** All forms of a flag: `-c`, `--catalog`. */
export const spellings = ({ short, long }: Option): string[] =>
  [short, long].filter((flag) => flag !== undefined && flag !== null)
