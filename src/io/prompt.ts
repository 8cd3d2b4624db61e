import { ReadStream } from 'node:tty'
import inquirer from 'inquirer'
import { fail } from '../core/errors.js'

export interface Choice {
  readonly value: string
  readonly name: string
}

/** Whom to ask. Each question has a usual answer, which Enter alone gives. */
export interface Asker {
  /** `check` says what is wrong with a text, or nothing. */
  text(
    question: string,
    usual: string,
    check: (text: string) => string | undefined,
  ): Promise<string>
  one(question: string, choices: readonly Choice[], usual: string): Promise<string>
  /** `least`: how many must be chosen. */
  several(
    question: string,
    choices: readonly Choice[],
    usual: readonly string[],
    least?: number,
  ): Promise<readonly string[]>
  confirm(question: string): Promise<boolean>
}

/** An asker that can keep a secret. */
export interface TerminalAsker extends Asker {
  /** Nothing of what is typed is shown, and there is no usual answer. */
  hidden(question: string, check: (text: string) => string | undefined): Promise<string>
}

/**
 * Asks on the terminal. This file and the library behind it are half a megabyte: import it only to ask.
 *
 * @throws ScopectlError with the code `cancelled` on Ctrl-C, Ctrl-D and whatever else ends the input
 */
export function terminalAsker(
  color: boolean,
  cancelled: 'init-cancelled' | 'passwd-cancelled' = 'init-cancelled',
): TerminalAsker {
  const input = new ReadStream(0)
  const theme = color ? MARKS : { ...MARKS, ...PLAIN }

  async function ask<T>(question: object): Promise<T> {
    const ended = new AbortController()
    // At Ctrl-D the line is closed without an answer, of which the library hears nothing: it would wait for ever.
    const onPause = () => void setTimeout(() => ended.abort())
    input.once('pause', onPause)
    input.ref()
    try {
      const prompt = inquirer.createPromptModule({ input, signal: ended.signal })
      const answers = await prompt([{ ...question, name: 'answer', theme } as never])
      return (answers as { answer: T }).answer
    } catch (error) {
      // By name: the bundle has classes of its own.
      if (error instanceof Error && STOPPED.has(error.name)) return fail(cancelled, {})
      throw error
    } finally {
      input.off('pause', onPause)
      input.unref() // or it would keep the process waiting, with nothing to ask
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

/** Marks of ASCII alone, for terminals of every locale. */
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
