import { type Dispatcher, Pool } from 'undici'
import type { Planned, Received, Reply } from '../../core/probe/model.js'
import { Pace } from './pace.js'
import { retryAfter } from './retry-after.js'

export interface SenderLimits {
  readonly concurrency: number
  /** Requests per second; undefined: as fast as the answers come. */
  readonly perSecond: number | undefined
  /** How long one answer may take. */
  readonly seconds: number
  /** How much of a body is read. */
  readonly bytes: number
}

/** Whatever NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS say. */
const TLS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const
/** How often a request is sent again that was answered with 429. */
export const MOST_RETRIES = 3
/** How often a request is sent again that got no answer; never a write that is allowed. */
const MOST_RESETS = 2

/**
 * Sends the requests of a probe to one origin, over connections that are kept alive. Redirects are answers, never
 * followed, so no credential leaves the origin; no proxy is used. Import this only to send: its library is big.
 */
export class Sender {
  readonly #pool: Pool
  readonly #base: string
  readonly #limits: SenderLimits
  readonly #pace: Pace
  /** How many requests were sent, including those that were repeated. */
  sent = 0
  /** The Date of the last answer, in seconds since 1970. */
  date: number | undefined

  /** @param elapsed milliseconds from a monotonic clock */
  constructor(base: URL, limits: SenderLimits, elapsed: () => number) {
    this.#pool = new Pool(base.origin, {
      connections: limits.concurrency,
      connect: { ...TLS, timeout: limits.seconds * 1000 },
    })
    this.#base = base.pathname.replace(/\/+$/, '')
    this.#limits = limits
    this.#pace = new Pace(limits.perSecond, elapsed)
  }

  /** The answer. A request that exceeds the server's rate limit is sent again when the server says so. */
  async send(
    { method, path, query, body, headers, expected }: Planned,
    token: string | undefined,
  ): Promise<Reply> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const options: Dispatcher.DispatchOptions = {
      path: `${this.#base}${path}${query === undefined ? '' : `?${query}`}`,
      method: method as Dispatcher.HttpMethod,
      headers: {
        ...{ accept: '*/*', 'user-agent': 'scopectl-probe', ...headers, ...authorization },
        ...(body ? { 'content-type': body.type } : {}),
      },
      ...(body ? { body: body.text } : {}),
    }
    const isRefused = expected !== 'allowed' && expected !== 'any'
    const mayRepeat = method === 'GET' || method === 'HEAD' || isRefused
    let resets = 0
    for (let retry = 0; ; ) {
      await this.#pace.turn()
      this.sent++
      const { reply, wait } = await this.#dispatch(options)
      // A server may close a connection that is kept alive while the next request is on its way.
      const isReset = !('status' in reply) && reply.failed === 'network'
      if (isReset && mayRepeat && resets++ < MOST_RESETS) continue
      if (!('status' in reply) || reply.status !== 429) return reply
      if (retry++ === MOST_RETRIES || this.#pace.isHurried)
        return { failed: 'rate-limit', detail: '429' }
      this.#pace.pause(wait)
    }
  }

  /** What remains is only to clear up: nothing waits for the rate any more. */
  hurry(): void {
    this.#pace.hurry()
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  /** The status counts once the headers have arrived, whatever becomes of the body. */
  #dispatch(options: Dispatcher.DispatchOptions): Promise<{ reply: Reply; wait: number }> {
    const { seconds, bytes } = this.#limits
    return new Promise((resolve) => {
      const chunks: Buffer[] = []
      let length = 0
      let head: Omit<Received, 'body'> | undefined
      let wait = 0
      let controller: Dispatcher.DispatchController | undefined
      let isLate = false
      const timer = setTimeout(() => {
        isLate = true
        done('ETIMEDOUT')
        controller?.abort(new Error('late'))
      }, seconds * 1000)
      const done = (code: string): void => {
        clearTimeout(timer)
        if (head)
          resolve({ reply: { ...head, body: Buffer.concat(chunks).toString('utf8') }, wait })
        else resolve({ reply: { failed: isLate ? 'timeout' : 'network', detail: code }, wait })
      }
      this.#pool.dispatch(options, {
        onRequestStart(given) {
          controller = given
          if (isLate) given.abort(new Error('late'))
        },
        onResponseStart: (_controller, status, headers) => {
          if (status < 200) return
          const text = (name: string): string | undefined => joined(headers[name])
          const date = Date.parse(text('date') ?? '')
          // With Age, the answer and its date are those of a cache.
          if (!Number.isNaN(date) && text('age') === undefined) this.date = Math.floor(date / 1000)
          wait = retryAfter(text('retry-after'), this.date)
          head = {
            ...{ status, challenge: text('www-authenticate'), allow: text('allow') },
            ...{ type: text('content-type'), location: text('location') },
          }
        },
        onResponseData(given, chunk) {
          chunks.push(chunk.subarray(0, bytes - length))
          length += chunk.length
          if (length >= bytes) given.abort(new Error('enough'))
        },
        onResponseEnd: () => done(''),
        onResponseError: (_controller, error) => done(codeOf(error)),
      })
    })
  }
}

const joined = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value

const codeOf = (error: Error & { code?: string }): string => error.code ?? error.message
