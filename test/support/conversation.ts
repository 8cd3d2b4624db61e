import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { heldTerminal } from './held-terminal.js'
import { plainEnv, wrapperDir } from './scopectl.js'

export const ENTER = '\r'
export const DOWN = '\u001b[B'
export const SPACE = ' '
export const CTRL_C = '\u0003'
export const CTRL_D = '\u0004'

/** A prompt needs a second. */
const LONGEST_SECONDS = 120

/** Somebody at a real terminal: waits for questions, and types answers. */
export interface Conversation {
  /** Waits until the screen has shown the pattern since the last keys, then types them one by one. */
  answer(pattern: RegExp, ...keys: readonly string[]): Promise<void>
  /** The exit code, and everything that was shown; `raw` includes escapes. */
  end(): Promise<{ readonly exit: number; readonly shown: string; readonly raw: string }>
}

/** Starts scopectl on a pseudo-terminal; if it hangs, it is killed, and what it showed becomes the error. */
export const converse = (
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Conversation => converseWith(join(wrapperDir(), 'scopectl'), args, cwd, env)

/** Starts any other program on a pseudo-terminal. */
export function converseWith(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Conversation {
  let shown = ''
  let since = 0
  let exit: number | undefined
  let failure = ''
  let wake = () => {}
  const text = () => stripVTControlCharacters(shown)
  const options = { cwd, cols: 100, rows: 40, env: { ...plainEnv(cwd), TERM: 'xterm', ...env } }
  const terminal = heldTerminal(program, args, options, (more) => {
    shown += more
    wake()
  })
  onTestFinished(terminal.kill)
  terminal.ended
    .then(
      (code) => {
        exit = code
      },
      ({ message }) => {
        failure = message
      },
    )
    .then(() => wake())

  function until(done: () => boolean, awaited: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (why: string) => reject(new Error(`${why} ${awaited}; shown:\n${text()}`))
      const timer = setTimeout(() => {
        terminal.kill()
        stop(`waited ${LONGEST_SECONDS} s for`)
      }, LONGEST_SECONDS * 1000)
      wake = () => {
        if (!done() && exit === undefined && failure === '') return
        clearTimeout(timer)
        wake = () => {}
        if (done()) resolve()
        else stop(`${failure || `exit ${exit}`} before`)
      }
      wake()
    })
  }

  return {
    async answer(pattern, ...keys) {
      await until(() => pattern.test(text().slice(since)), String(pattern))
      for (const key of keys) {
        since = text().length
        terminal.write(key)
        // A list redraws itself after each key; the following keys are for the new state.
        await until(
          () => text().length > since || exit !== undefined,
          `an echo of ${JSON.stringify(key)}`,
        )
      }
    },
    async end() {
      await until(() => exit !== undefined, 'the end')
      return { exit: exit ?? -1, shown: text(), raw: shown }
    },
  }
}
