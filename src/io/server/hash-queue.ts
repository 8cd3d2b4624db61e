import { ClientGone } from './client-gone.js'

/** Too many are waiting, or the server is about to stop. */
export class TooBusy extends Error {
  /** Seconds after which to try again. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super('too many passwords are waiting to be checked')
    this.retryAfter = retryAfter
  }
}

export interface HashQueue {
  /**
   * Does the work when it is its turn.
   *
   * @param gone the client; when it is gone before its turn, nothing is computed for it
   * @throws ClientGone, TooBusy
   */
  run<T>(work: () => Promise<T>, gone?: AbortSignal): Promise<T>
  /** Refuses what is waiting, and everything from now on. @returns resolves when nothing is being computed any more */
  close(): Promise<void>
}

interface Job {
  start(): void
  refuse(why: Error): void
}

export interface QueueLimits {
  /** How many are computed at once. */
  readonly slots: number
  /** How many may wait. */
  readonly most: number
}

/** What a hash of the usual cost takes on an idle machine. */
const USUAL_SECONDS = 0.2

/**
 * A queue for hashing passwords, which takes a fifth of a second of a whole core. Node computes hashes in its four worker
 * threads, in the order of the calls: without a queue, logins would take all of them, and everything else that needs one
 * (such as verifying a signature) would wait for all logins before it. What has started cannot be stopped, and the
 * process cannot end before it.
 */
export function hashQueue({ slots, most }: QueueLimits): HashQueue {
  const waiting = new Set<Job>()
  let running = 0
  let isClosed = false
  const idle = new Set<() => void>()

  function next(): void {
    const [job] = waiting
    if (!job || running >= slots) return
    waiting.delete(job)
    job.start()
  }
  async function counted<T>(work: () => Promise<T>): Promise<T> {
    running++
    try {
      return await work()
    } finally {
      running--
      next()
      if (running === 0) for (const resolve of idle) resolve()
    }
  }
  const busy = (): TooBusy =>
    new TooBusy(Math.max(1, Math.ceil((waiting.size * USUAL_SECONDS) / slots)))

  return {
    run(work, gone) {
      return new Promise((resolve, reject) => {
        if (gone?.aborted) return reject(new ClientGone())
        if (isClosed || waiting.size >= most) return reject(busy())
        const left = (): void => {
          waiting.delete(job)
          reject(new ClientGone())
        }
        const job: Job = {
          start() {
            gone?.removeEventListener('abort', left)
            counted(work).then(resolve, reject)
          },
          refuse(why) {
            gone?.removeEventListener('abort', left)
            reject(why)
          },
        }
        gone?.addEventListener('abort', left, { once: true })
        waiting.add(job)
        next()
      })
    },
    close() {
      isClosed = true
      for (const job of waiting) job.refuse(busy())
      waiting.clear()
      return new Promise((resolve) => {
        if (running === 0) resolve()
        else idle.add(resolve)
      })
    },
  }
}
