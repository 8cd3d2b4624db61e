import type { ServeAnswer } from '../core/serve/answer.js'
import type { Emit } from './command.js'

/** The most lines that may wait for a reader. */
const MOST = 10_000

export interface Log {
  say(answer: ServeAnswer): void
  readonly requests: number
  readonly unlogged: number
  /** Resolves when all lines are written. */
  end(): Promise<void>
}

/** Writes one line after the other. Requests do not wait for it: if the reader is too slow, lines are dropped and counted. */
export function logOf(emit: Emit): Log {
  let last: Promise<void> = Promise.resolve()
  let waiting = 0
  let requests = 0
  let unlogged = 0
  return {
    say(answer) {
      if (answer.event === 'request') requests++
      if (waiting >= MOST) {
        unlogged++
        return
      }
      waiting++
      last = last.then(() => emit(answer)).finally(() => waiting--)
    },
    get requests() {
      return requests
    },
    get unlogged() {
      return unlogged
    },
    end: () => last,
  }
}
