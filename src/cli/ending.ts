import { writeSync } from 'node:fs'
import { bugText } from '../report/bug.js'
import { EXIT } from './exit.js'

/** The parts of Node's process that are used. */
interface Ending {
  exitCode?: number | string | null | undefined
  on(event: 'exit', listener: (code: number) => void): unknown
  exit(code: number): never
}

/**
 * Returns the function that ends a run immediately. Whatever is still open then (timers, connections, V8's background
 * compilation) cannot change the answer, and all output is already written.
 *
 * If a run stops without an answer, Node exits with 0, which would mean "allow": that is reported as a bug.
 */
export function endingOf(host: Ending): (exit: number) => never {
  let answered = false
  host.on('exit', (code) => {
    if (answered || code !== EXIT.yes) return
    host.exitCode = EXIT.bug
    try {
      writeSync(2, bugText(new Error('the run ended without an answer'), false))
    } catch {
      // stderr is closed, or rendering failed: the exit code still reports it.
    }
  })
  return (exit) => {
    answered = true
    return host.exit(exit ?? EXIT.bug) // undefined, despite the type, would become Node's 0
  }
}
