import type { ServeAnswer } from '../core/serve/answer.js'
import type { Emit } from './command.js'

/** How many lines may wait for a reader. */
const MOST = 10_000

export interface Log {
  say(answer: ServeAnswer): void
  readonly requests: number
  readonly unlogged: number
  /** Resolves when all that was said is out. */
  end(): Promise<void>
}

/** Says one line after the other. No request waits for it, and what nobody takes away is counted, not kept. */
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
