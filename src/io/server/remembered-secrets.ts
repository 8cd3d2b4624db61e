import { createHmac } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { PasswordHash } from '../../core/users/password-hash.js'
import type { Context } from '../context.js'
import { type HashQueue, hashQueue } from './hash-queue.js'
import { matchesHash } from './scrypt.js'

/** More than the clients and users of a development server. */
const MOST = 1000
const KEY_BYTES = 32

/** One core and two of Node's four worker threads are left for everything else. */
const SLOTS = Math.min(2, Math.max(1, availableParallelism() - 1))
/** Twenty seconds of work at the usual cost. */
const MOST_WAITING = 100

export interface RememberedSecrets {
  /**
   * Like `matchesHash`, but fast for a pair that has matched before; others wait in a queue.
   *
   * @param gone the client, for which nothing is computed any more once it is gone
   * @throws ClientGone; TooBusy if too many are waiting, whoever is asked about
   */
  matches(hash: PasswordHash, secret: string, gone?: AbortSignal): Promise<boolean>
  /** Every secret is checked against its hash again. */
  forget(): void
  /** No hash is started from now on: the process cannot exit while one is being computed. @returns when none is */
  close(): Promise<void>
}

/**
 * Remembers which secrets matched their hash, so that a client that introspects every request does not cost an scrypt
 * each time. Kept in memory is an HMAC of hash and secret under a random key of this process: neither the secret nor
 * anything to test a guess with. A changed hash matches nothing that was remembered for the old one. Only matches are
 * remembered: a wrong secret takes as long as the hash demands, every time, and so does an unknown name, which is
 * compared with a hash that nothing matches. Equal questions that wait at once are not answered together, because an
 * unknown name would be, and a known one would not.
 */
export function rememberSecrets(
  ctx: Pick<Context, 'random'>,
  check: typeof matchesHash = matchesHash,
  queue: HashQueue = hashQueue({ slots: SLOTS, most: MOST_WAITING }),
): RememberedSecrets {
  const key = ctx.random(KEY_BYTES)
  const known = new Set<string>()
  /** Changes when everything is forgotten. */
  let age = 0
  const recall = (pair: string): boolean => {
    if (!known.delete(pair)) return false
    // Added again as the newest, since the oldest is dropped first.
    known.add(pair)
    return true
  }
  function remember(pair: string): void {
    known.add(pair)
    const [oldest] = known
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
  }
  return {
    async matches(hash, secret, gone) {
      const pair = digest(key, hash, secret)
      if (recall(pair)) return true
      return await queue.run(async () => {
        // While this one waited, another may have been right.
        if (recall(pair)) return true
        const asked = age
        if (!(await check(hash, secret))) return false
        if (asked === age) remember(pair)
        return true
      }, gone)
    },
    forget() {
      age++
      known.clear()
    },
    close: () => queue.close(),
  }
}

/** The secret comes last, so that no other hash and secret give the same text. */
function digest(key: Uint8Array, { n, r, p, salt, hash }: PasswordHash, secret: string): string {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const text = `${n} ${r} ${p} ${base64(salt)} ${base64(hash)} ${secret}`
  return createHmac('sha256', key).update(text).digest('base64')
}
