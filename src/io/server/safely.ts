import { ScopectlError } from '../../core/errors.js'
import { type Reply, reply } from '../../core/serve/reply.js'
import { ClientGone } from './client-gone.js'
import { TooBusy } from './hash-queue.js'

/**
 * What the work returns, or a reply for its error, which must never look like a verdict; undefined if there is nobody to
 * answer. An error that is not expected is reported as a bug, and answered with 500.
 */
export async function safely<T>(
  work: () => T | Promise<T>,
  { bug }: { bug(error: unknown): void },
): Promise<T | Reply | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ClientGone) return undefined
    if (error instanceof TooBusy) {
      const headers = { 'retry-after': `${error.retryAfter}` }
      const reasons = ['too-many-logins']
      const refusal = reply(503, { error: 'temporarily_unavailable' }, { reasons }, headers)
      return { ...refusal, fault: { is: 'too-many-logins' } }
    }
    if (error instanceof ScopectlError) {
      const reasons = error.problems.map(({ code }) => code)
      return reply(503, { error: 'temporarily_unavailable', reasons }, { reasons })
    }
    bug(error)
    return reply(500, { error: 'server_error' }, { reasons: ['bug'] })
  }
}
