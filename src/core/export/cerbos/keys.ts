import { accepts, agreed, isAlgorithm, needsOf } from '../../token/algorithms.js'
import type { Algorithm, Jwk } from '../../token/model.js'
import type { PolicyTokens } from '../policy.js'

/** The keys that Cerbos verifies with, and the `kid` that a token must have. */
interface UsableKeys {
  /** None if they are at a URL. */
  readonly copies: readonly Jwk[]
  /** The values of `alg` that are right for each of them. */
  readonly algorithms: readonly Algorithm[]
  /** Whether every `kid` is right. */
  readonly any: boolean
  readonly required: boolean
  readonly kids: readonly string[]
}

/** Of several keys, those without a name of their own are left out: `verify` never tries several. */
export function usableKeys({ keys, algorithms }: PolicyTokens): UsableKeys {
  if (keys.from === 'url') return { copies: [], algorithms, any: true, required: true, kids: [] }
  const [pinned] = algorithms
  if (pinned === undefined) throw new Error('a policy has no algorithm')
  const { kty, crv } = needsOf(pinned)
  const usable = keys.keys.flatMap((jwk) => {
    const alg = agreed(jwk, pinned)
    if (alg === undefined || jwk.kty !== kty || jwk.crv !== crv) return []
    // Never a private member, whatever the key has.
    return [pick(jwk, alg)]
  })
  const isSingle = usable.length === 1
  const copies = isSingle
    ? usable
    : usable.filter(
        ({ kid }) => kid !== undefined && usable.filter((other) => other.kid === kid).length === 1,
      )
  const kids = copies.flatMap(({ kid }) => kid ?? [])
  return {
    copies,
    algorithms: algorithms.filter((each) =>
      copies.every(({ alg }) => isAlgorithm(alg) && accepts(alg, each)),
    ),
    any: isSingle && kids.length === 0,
    required: !isSingle,
    kids,
  }
}

function pick({ kty, kid, crv, x, y, n, e }: Jwk, alg: string): Jwk {
  const some = { kid, crv, x, y, n, e }
  const known = Object.entries(some).filter(([, value]) => value !== undefined)
  return { kty, alg, use: 'sig', ...Object.fromEntries(known) }
}
