import { availableParallelism } from 'node:os'
import type { Key } from '../../core/token/model.js'
import { isSignedBy } from '../../core/token/signature-holds.js'
import { answerHere, type Question, SignatureThread } from './signature-thread.js'

/** Fewer tokens are verified before threads have started. */
const FEW = 500

/** How many tokens are sent at once: sending a message takes as long as verifying a token. */
const BATCH = 32

/** One thread reads the log for all of them, and cannot keep more of them busy. */
const MOST_THREADS = 8

/**
 * Verifies the signatures of many tokens with all cores. WebCrypto has threads too, but starting a job for each token keeps
 * the thread that reads the log busier than the token itself.
 *
 * The first tokens are verified by WebCrypto, and so are all if threads cannot be started. Both give the same answers.
 */
export class SignatureThreads {
  #asked = 0
  #threads: readonly SignatureThread[] | undefined
  readonly #waiting = new Map<Key, Question[]>()

  /** As {@link isSignedBy}, for a token in its strict form. */
  readonly holds = (token: string, key: Key): Promise<boolean> => {
    if (this.#asked++ < FEW) return isSignedBy(token, key)
    return new Promise((answer) => this.#add(key, { token, answer }))
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all((this.#threads ?? []).map((thread) => thread.close()))
  }

  #add(key: Key, question: Question): void {
    const waiting = this.#waiting.get(key)
    if (!waiting) {
      this.#waiting.set(key, [question])
      // By then, the lines that are read together have asked.
      setImmediate(() => this.#send(key))
    } else if (waiting.push(question) >= BATCH) this.#send(key)
  }

  #send(key: Key): void {
    const questions = this.#waiting.get(key)
    if (!questions) return
    this.#waiting.delete(key)
    this.#threads ??= Array.from(
      { length: Math.min(availableParallelism(), MOST_THREADS) },
      () => new SignatureThread(),
    )
    const idle = this.#threads.reduce((a, b) => (b.busy < a.busy ? b : a))
    try {
      idle.ask({ key, questions })
    } catch {
      // A key that cannot be imported: WebCrypto says so.
      answerHere({ key, questions })
    }
  }
}
