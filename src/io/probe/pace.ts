import { setTimeout as sleep } from 'node:timers/promises'

/** Spreads requests evenly over time, and holds all of them back while the server asks for a pause. */
export class Pace {
  readonly #gap: number
  readonly #elapsed: () => number
  #next = 0
  readonly #hurry = new AbortController()

  /** @param elapsed milliseconds from a monotonic clock */
  constructor(perSecond: number | undefined, elapsed: () => number) {
    this.#elapsed = elapsed
    this.#gap = perSecond === undefined ? 0 : 1000 / perSecond
  }

  /** Resolves when the next request may be sent. */
  async turn(): Promise<void> {
    if (this.#hurry.signal.aborted || (this.#gap === 0 && this.#next === 0)) return
    const now = this.#elapsed()
    const at = Math.max(now, this.#next)
    this.#next = at + this.#gap
    if (at > now) await sleep(at - now, undefined, { signal: this.#hurry.signal }).catch(() => {})
  }

  /** Ends all pauses, now and later. */
  hurry(): void {
    this.#hurry.abort()
  }

  get isHurried(): boolean {
    return this.#hurry.signal.aborted
  }

  /** No request for so many seconds. */
  pause(seconds: number): void {
    this.#next = Math.max(this.#next, this.#elapsed() + seconds * 1000)
  }
}
