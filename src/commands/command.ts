import type { Command, OptionValues } from 'commander'
import type { Answer } from '../core/answer.js'
import type { Context } from '../io/context.js'
import type { Reports } from './report-flags.js'

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
  /**
   * Adds the arguments and flags, the globals too (see shared-flags.ts); sets no action.
   * @param formats those of the command's answers (report/formats.ts), the default first
   */
  define(command: Command, formats: readonly string[]): Command
  /** The reports that flags ask for besides `--format`; whether these formats exist is checked by the caller. */
  reports?(options: OptionValues): Reports
  /** `args` are the positionals; `options` is what `define` makes of the flags: give it the type that fits. */
  run(
    args: readonly string[],
    options: OptionValues,
    ctx: Context,
    emit: Emit,
  ): Answer | Promise<Answer>
}

type Kind = Answer['kind']

/**
 * A line of the list of commands: all that is known of one before it is loaded. `name` is one word, or a group and a word,
 * such as `keys rotate`; `kind` is that of its answers, if they are not named after the command.
 */
export type Listed = {
  readonly group: string
  readonly summary: string
  load(): Promise<{ readonly command: CommandModule }>
} & (
  | { readonly name: Kind; readonly kind?: never }
  | { readonly name: string; readonly kind: Kind }
)

/** The kind of the command's answers. */
export const kindOf = (listed: Listed): Kind => listed.kind ?? listed.name
