import { writeSync } from 'node:fs'
import { bugText } from '../report/bug.js'
import { EXIT } from './exit.js'

/** Node's process, as far as it is used. */
interface Ending {
  exitCode?: number | string | null | undefined
  on(event: 'exit', listener: (code: number) => void): unknown
  exit(code: number): never
}

/**
 * How a run ends: by the function that this returns, at once. What is left then (timers, open connections, what V8
 * compiles beside) has no part in the answer, and all that was said is written.
 *
 * A run that has nothing left to wait for, but no answer, is ended by Node with 0, which would say "allow": it is a bug.
 */
export function endingOf(host: Ending): (exit: number) => never {
  let answered = false
  host.on('exit', (code) => {
    if (answered || code !== EXIT.yes) return
    host.exitCode = EXIT.bug
    try {
      writeSync(2, bugText(new Error('it ended without an answer'), false))
    } catch {
      // stderr is closed, or the text itself is broken: the exit code says it.
    }
  })
  return (exit) => {
    answered = true
    return host.exit(exit ?? EXIT.bug) // what has no code, against its type, would be Node's 0
  }
}
