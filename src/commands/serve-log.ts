import type { ServeAnswer, ServeEvent } from '../core/serve/answer.js'
import { within } from '../io/later.js'
import type { Emit } from './command.js'

/** The most lines that may wait for a reader. */
const MOST = 1000

export interface Log {
  say(answer: ServeAnswer): void
  readonly requests: number
  /** Requests whose line was dropped, or still waits for a reader. */
  readonly unlogged: number
  /** Resolves when all lines are written, or after this many milliseconds. */
  end(ms: number): Promise<void>
}

/**
 * Writes one line after the other. Requests do not wait for it: if the reader is too slow, lines are dropped and counted
 * until it has read those that wait; then one line says how many are missing.
 *
 * @param line makes an answer of an event
 */
export function logOf(emit: Emit, line: (event: ServeEvent) => ServeAnswer): Log {
  const waiting: ServeAnswer[] = []
  let writing: Promise<void> | undefined
  let requests = 0
  let unlogged = 0
  /** Since the last line that was written. */
  let dropped = 0

  async function write(): Promise<void> {
    for (;;) {
      const [next] = waiting
      const lines = dropped
      if (!next && lines === 0) return
      if (next) {
        await emit(next)
        waiting.shift()
      } else {
        dropped = 0
        await emit(line({ event: 'dropped', lines }))
      }
    }
  }
  return {
    say(answer) {
      const isRequest = answer.event === 'request'
      if (isRequest) requests++
      if (dropped > 0 || waiting.length >= MOST) {
        dropped++
        if (isRequest) unlogged++
        return
      }
      waiting.push(answer)
      writing ??= write().finally(() => {
        writing = undefined
      })
    },
    get requests() {
      return requests
    },
    get unlogged() {
      return unlogged + waiting.filter(({ event }) => event === 'request').length
    },
    end: (ms) => within(ms, writing),
  }
}
