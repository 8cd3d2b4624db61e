import { agreed, needsOf } from '../../token/algorithms.js'
import type { Jwk } from '../../token/model.js'
import type { PolicyTokens } from '../policy.js'

/** The keys that Cerbos verifies with, and the `kid` that a token must have. */
interface UsableKeys {
  /** None if they are at a URL. */
  readonly copies: readonly Jwk[]
  /** Whether every `kid` is right. */
  readonly any: boolean
  readonly required: boolean
  readonly kids: readonly string[]
}

/** Of several keys, those without a name of their own are left out: `verify` never tries several. */
export function usableKeys({ keys, algorithms }: PolicyTokens): UsableKeys {
  if (keys.from === 'url') return { copies: [], any: true, required: true, kids: [] }
  const [pinned] = algorithms
  if (pinned === undefined) throw new Error('a policy has no algorithm')
  const { kty, crv } = needsOf(pinned)
  const usable = keys.keys.flatMap((jwk) => {
    const alg = agreed(jwk, pinned)
    if (alg === undefined || jwk.kty !== kty || jwk.crv !== crv) return []
    // Never a private member, whatever the key has.
    return [pick(jwk, alg)]
  })
  const [first] = usable
  if (first && usable.length === 1) {
    const { kid } = first
    return { copies: usable, any: kid === undefined, required: false, kids: kid ? [kid] : [] }
  }
  const named = usable.filter(
    ({ kid }) => kid !== undefined && usable.filter((other) => other.kid === kid).length === 1,
  )
  return { copies: named, any: false, required: true, kids: named.flatMap(({ kid }) => kid ?? []) }
}

function pick({ kty, kid, crv, x, y, n, e }: Jwk, alg: string): Jwk {
  const some = { kid, crv, x, y, n, e }
  const known = Object.entries(some).filter(([, value]) => value !== undefined)
  return { kty, alg, use: 'sig', ...Object.fromEntries(known) }
}
