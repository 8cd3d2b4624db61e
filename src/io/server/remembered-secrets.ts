import { createHmac } from 'node:crypto'
import type { PasswordHash } from '../../core/users/password-hash.js'
import type { Context } from '../context.js'
import { matchesHash } from './scrypt.js'

/** More than the clients and users of a development server. */
const MOST = 1000
const KEY_BYTES = 32

export interface RememberedSecrets {
  /** Like `matchesHash`, but fast for a pair that has matched before. */
  matches(hash: PasswordHash, secret: string): Promise<boolean>
  /** Every secret is checked against its hash again. */
  forget(): void
}

/**
 * Remembers which secrets matched their hash, so that a client that introspects every request does not cost an scrypt
 * each time. Kept in memory is an HMAC of hash and secret under a random key of this process: neither the secret nor
 * anything to test a guess with. A changed hash matches nothing that was remembered for the old one. Only matches are
 * remembered: a wrong secret takes as long as the hash demands, every time.
 */
export function rememberSecrets(
  ctx: Pick<Context, 'random'>,
  check: typeof matchesHash = matchesHash,
): RememberedSecrets {
  const key = ctx.random(KEY_BYTES)
  const known = new Set<string>()
  return {
    async matches(hash, secret) {
      const pair = digest(key, hash, secret)
      const isKnown = known.delete(pair)
      if (!isKnown && !(await check(hash, secret))) return false
      // Added again as the newest, since the oldest is dropped first.
      known.add(pair)
      const [oldest] = known
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
      return true
    },
    forget: () => known.clear(),
  }
}

/** The secret comes last, so that no other hash and secret give the same text. */
function digest(key: Uint8Array, { n, r, p, salt, hash }: PasswordHash, secret: string): string {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  const text = `${n} ${r} ${p} ${base64(salt)} ${base64(hash)} ${secret}`
  return createHmac('sha256', key).update(text).digest('base64')
}
