import { accepts, algorithmOf, isAlgorithm, needsOf } from '../token/algorithms.js'
import { own } from '../token/found.js'
import type { Json, JsonObject, Jwk, Key } from '../token/model.js'
import type { Condition } from './conditions.js'
import type { Sent } from './model.js'

/** The keys that a server would have. */
export type KnownKeys = Pick<Sent, 'trust' | 'others'>

/** How it has them: a secret, a single public key without a `kid` (PEM), or a key set in which `kid` names the key. */
export type KeySource = 'secret' | 'public-key' | 'key-set'

export function keySource({ algorithm, keys }: KnownKeys['trust']): KeySource {
  if (needsOf(algorithm).kty === 'oct') return 'secret'
  return keys.every(({ kid }) => kid === undefined) ? 'public-key' : 'key-set'
}

/** Some server verifies the signature with one of these keys. */
interface Picked {
  readonly keys: readonly Key[]
  /** What others object to in this choice. */
  readonly found: readonly Condition[]
}

export const isHmac = (alg: string): alg is 'HS256' | 'HS384' | 'HS512' =>
  /^HS(256|384|512)$/.test(alg)

/** The key with the token's `kid`, else the only one for its algorithm; without a `kid`, each of several. */
export function pickKeys(header: JsonObject, { trust, others = [] }: KnownKeys): Picked {
  const { algorithm, keys } = trust
  const [alg, kid] = [own(header, 'alg'), own(header, 'kid')]
  const [secret] = keys
  if (needsOf(algorithm).kty === 'oct' && secret && keys.length === 1) {
    const used = typeof alg === 'string' && isHmac(alg) ? alg : algorithm
    return { keys: [{ ...secret, algorithm: used }], found: [] }
  }
  const forAlg = keys.filter((key) => accepts(key.algorithm, alg))
  const usable = forAlg.length > 0 ? forAlg : keysFor(alg, kid, { trust, others })
  const named = usable.filter((key) => key.kid === kid)
  const other = others.find((jwk) => jwk.kid !== undefined && jwk.kid === kid)
  if (named.length === 0 && other) return otherKey(other, alg, algorithm)
  if (named.length === 1) {
    const isOther = typeof kid === 'string' && forAlg.length === 0
    return { keys: named, found: isOther ? ['unknown-key/alg'] : [] }
  }
  if (typeof kid === 'string' && named.length === 0)
    return { keys: usable.length === 1 ? usable : [], found: ['unknown-key/kid'] }
  if (usable.length > 1) return { keys: usable, found: ['unknown-key/several'] }
  if (kid !== undefined || usable[0]?.kid === undefined) return { keys: usable, found: [] }
  const isOnly = keys.length === 1 && others.every((jwk) => purposeOf(jwk).length > 0)
  return {
    keys: usable,
    found: [isOnly ? 'unknown-key/kid-missing' : 'unknown-key/kid-missing-others'],
  }
}

/** Without a `kid`, the keys of the set for another algorithm; else those for the pinned one. */
function keysFor(
  alg: Json | undefined,
  kid: Json | undefined,
  { trust: { algorithm, keys }, others = [] }: KnownKeys,
): Key[] {
  const forOther = others.filter((jwk) => algorithmOf(jwk) === alg && purposeOf(jwk).length === 0)
  if (kid === undefined && isAlgorithm(alg) && forOther.length > 0)
    return forOther.map((jwk) => ({ kid: jwk.kid, algorithm: alg, jwk }))
  return keys.filter((key) => key.algorithm === algorithm)
}

/** A key of the set that is for something else. */
function otherKey(jwk: Jwk, alg: unknown, pinned: Key['algorithm']): Picked {
  const used = isAlgorithm(alg) ? alg : pinned
  const { kty, crv } = needsOf(used)
  const fits = jwk.kty === kty && (crv === undefined || jwk.crv === crv)
  const isPinned = jwk.alg !== undefined && jwk.alg !== used && isAlgorithm(jwk.alg)
  const found: Condition[] = isPinned ? ['unknown-key/alg'] : purposeOf(jwk)
  if (!fits && accepts(pinned, alg)) found.push('unknown-key/type')
  return { keys: fits ? [{ kid: jwk.kid, algorithm: used, jwk }] : [], found }
}

/** What says that a key is not for signatures (RFC 7517 §4.2 to §4.4). */
function purposeOf({ use, alg, key_ops: operations }: Jwk): Condition[] {
  const isUsed = use === undefined || use === 'sig'
  const isMeant = !operations || operations.some((each) => each === 'verify' || each === 'sign')
  return [
    ...(isUsed && isMeant ? [] : (['unknown-key/use'] as const)),
    ...(alg === undefined || isAlgorithm(alg) ? [] : (['unknown-key/alg'] as const)),
  ]
}
