import type { Command, OptionValues } from 'commander'
import type { Answer } from '../core/answer.js'
import type { Context } from '../io/context.js'

/** Prints one answer at once, for commands that answer line by line; the promise is there for backpressure. */
export type Emit = (answer: Answer) => Promise<void>

/**
 * What a command's file exports as `command`: its flags, and a function of what was given and the outside.
 * It returns an answer or throws a ScopectlError; it never prints and never knows an exit number.
 */
export interface CommandModule {
  /** Two lines that work, without the leading `scopectl`: the end of `--help`. */
  readonly examples: readonly [string, string]
  /** More than the summary says, for `--help`; sentences, one a line, at most 80 columns. */
  readonly about?: string
  /** What `--format` takes, the default first; left out: `text` and `json`. `-q` silences `text` alone. */
  readonly formats?: readonly string[]
  /** The format that a flag of the command asks for, in place of `--format`; undefined where none does. */
  formatOf?(options: OptionValues): string | undefined
  /** Adds the arguments and flags, the globals too (see shared-flags.ts); has no action. */
  define(command: Command): Command
  /** `args` are the positionals; `options` is what `define` makes of the flags: give it the type that fits. */
  run(
    args: readonly string[],
    options: OptionValues,
    ctx: Context,
    emit: Emit,
  ): Answer | Promise<Answer>
}

/** A line of the list of commands: all that is known of one before it is loaded. */
export interface Listed {
  /** One word, or a group and a word, such as `keys rotate`. */
  readonly name: string
  /** What its answers are called, also where there is none, if not as the command. */
  readonly kind?: Answer['kind']
  readonly group: string
  readonly summary: string
  load(): Promise<{ readonly command: CommandModule }>
}
