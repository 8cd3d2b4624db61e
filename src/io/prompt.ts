import { ReadStream } from 'node:tty'
import inquirer from 'inquirer'
import { fail } from '../core/errors.js'

export interface Choice {
  readonly value: string
  readonly name: string
}

/** Asks the user. Each question has a default answer, which pressing Enter gives. */
export interface Asker {
  /** `check` returns what is wrong with a text, or undefined. */
  text(
    question: string,
    usual: string,
    check: (text: string) => string | undefined,
  ): Promise<string>
  one(question: string, choices: readonly Choice[], usual: string): Promise<string>
  /** `least`: the minimum number of choices. */
  several(
    question: string,
    choices: readonly Choice[],
    usual: readonly string[],
    least?: number,
  ): Promise<readonly string[]>
  confirm(question: string): Promise<boolean>
}

/** An asker that can also read a secret. */
export interface TerminalAsker extends Asker {
  /** Nothing of what is typed is shown, and there is no default answer. */
  hidden(question: string, check: (text: string) => string | undefined): Promise<string>
}

/**
 * Asks on the terminal. Import this file only to ask: with its library it is half a megabyte.
 *
 * @throws ScopectlError with the code `cancelled` on Ctrl-C, Ctrl-D and anything else that ends the input
 */
export function terminalAsker(
  color: boolean,
  cancelled: 'init-cancelled' | 'passwd-cancelled' = 'init-cancelled',
): TerminalAsker {
  const input = new ReadStream(0)
  const theme = color ? MARKS : { ...MARKS, ...PLAIN }

  async function ask<T>(question: object): Promise<T> {
    const ended = new AbortController()
    // Ctrl-D closes the line without an answer, and the library does not notice: it would wait forever.
    const onPause = () => void setTimeout(() => ended.abort())
    input.once('pause', onPause)
    input.ref()
    try {
      const prompt = inquirer.createPromptModule({ input, signal: ended.signal })
      const answers = await prompt([{ ...question, name: 'answer', theme } as never])
      return (answers as { answer: T }).answer
    } catch (error) {
      // Compared by name: the bundle has its own classes.
      if (error instanceof Error && STOPPED.has(error.name)) return fail(cancelled, {})
      throw error
    } finally {
      input.off('pause', onPause)
      input.unref() // otherwise it would keep the process alive with nothing to ask
    }
  }

  const list = { pageSize: 12, loop: false }
  return {
    text: (message, usual, check) =>
      ask({
        type: 'input',
        message,
        default: usual,
        validate: (text: string) => check(text) ?? true,
      }),
    one: (message, choices, usual) =>
      ask({ type: 'select', message, choices, default: usual, ...list }),
    several: (message, choices, usual, least = 0) =>
      ask({
        type: 'checkbox',
        message,
        choices: choices.map((choice) => ({
          ...choice,
          short: choice.value,
          checked: usual.includes(choice.value),
        })),
        validate: (chosen: readonly unknown[]) =>
          chosen.length >= least || `choose at least ${least}`,
        ...list,
      }),
    confirm: (message) => ask({ type: 'confirm', message, default: true }),
    hidden: (message, check) =>
      ask({
        type: 'password',
        message,
        toggleMask: false,
        validate: (text: string) => check(text) ?? true,
      }),
  }
}

const STOPPED: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError'])

/** ASCII marks, for terminals with any locale. */
const MARKS = {
  prefix: { idle: '?', done: '-' },
  icon: { checked: '[x]', unchecked: '[ ]', cursor: '>' },
}

const plain = (text: string): string => text
const PLAIN = {
  style: {
    answer: plain,
    message: plain,
    error: (text: string) => `> ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    help: plain,
    highlight: plain,
    key: plain,
    description: plain,
    keysHelpTip: (keys: readonly (readonly [string, string])[]) =>
      keys.map(([key, action]) => `${key} ${action}`).join(', '),
  },
}
