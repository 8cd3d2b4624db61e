import type { Command, OptionValues } from 'commander'
import type { Answer } from '../core/answer.js'
import type { Context } from '../io/context.js'
import type { Reports } from './report-flags.js'

/** Prints one answer immediately, for commands that answer line by line; the promise is for backpressure. */
export type Emit = (answer: Answer) => Promise<void>

/**
 * What the file of a command exports as `command`: its flags, and a function of the arguments and the context.
 * It returns an answer or throws a ScopectlError; it never prints and knows no exit codes.
 */
export interface CommandModule {
  /** Two working examples without the leading `scopectl`, shown at the end of `--help`. */
  readonly examples: readonly [string, string]
  /** More detail for `--help`: lines of at most 80 columns. */
  readonly about?: string
  /**
   * The command runs until it is interrupted: output that nobody reads must not block it. `emit` then waits without
   * blocking, and the end does not wait for long.
   */
  readonly live?: true
  /**
   * Adds the arguments and flags, including the globals (see shared-flags.ts); sets no action.
   * @param formats the formats of the command's answers (report/formats.ts), default first
   */
  define(command: Command, formats: readonly string[]): Command
  /** Reports requested by flags other than `--format`; the caller checks that their formats exist. */
  reports?(options: OptionValues): Reports
  /** `args` are the positional arguments; `options` are the flags that `define` added: give it the matching type. */
  run(
    args: readonly string[],
    options: OptionValues,
    ctx: Context,
    emit: Emit,
  ): Answer | Promise<Answer>
}

type Kind = Answer['kind']

/**
 * An entry in the list of commands: everything that is known before the command is loaded. `name` is one word, or a group and a word,
 * like `keys rotate`; `kind` is the kind of its answers, if it differs from the name.
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
