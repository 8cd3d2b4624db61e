import { fail, ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { JwkFault } from '../core/problems/keys.js'
import { isAlgorithm } from '../core/token/algorithms.js'
import { checkKey } from '../core/token/key-rules.js'
import type { Algorithm, Jwk } from '../core/token/model.js'

/** Problems which show that a key in a set is not meant for this; all other problems are mistakes. */
const NOT_MEANT: ReadonlySet<string> = new Set(['key-type', 'key-pinned', 'key-use', 'key-ops'])

/**
 * The keys that a token with this algorithm can refer to. In a set, those for another algorithm, type or use are
 * skipped, and duplicates of the same key count once. A single key must fit, which `checkKey` checks.
 *
 * @param notes the notes about the set so far, which explain ignored keys if none remains
 * @throws ScopectlError `key-none-for`; `keys-same-kid`, if two keys remain that a `kid` does not distinguish
 */
export function keysFor(
  all: readonly Jwk[],
  algorithm: Algorithm,
  source: string,
  notes: readonly Problem[],
): readonly Jwk[] {
  // Ignored keys of a set are reported if no other key remains.
  if (all.length === 1 && notes.length === 0) return all
  const meant = all.filter(
    (jwk) => !checkKey(jwk, algorithm, 'verify').some(({ code }) => NOT_MEANT.has(code)),
  )
  if (meant.length === 0) {
    const found = all.map(({ alg, kty, crv }) => alg ?? crv ?? kty)
    throw new ScopectlError([problem('key-none-for', { algorithm, found }), ...notes])
  }
  const keys = eachOnce(meant)
  const kids = new Set<string>()
  for (const { kid } of keys) {
    if (kid === undefined) continue
    if (kids.has(kid)) fail('keys-same-kid', { source, kid, algorithm })
    kids.add(kid)
  }
  return keys
}

/** One key of those that are the same with the same kid: a private one if there is one, else the first. */
function eachOnce(keys: readonly Jwk[]): Jwk[] {
  const kept = new Map<string, Jwk>()
  for (const jwk of keys) {
    const same = JSON.stringify([jwk.kid, material(jwk)])
    const known = kept.get(same)
    if (!known || (known.d === undefined && jwk.d !== undefined)) kept.set(same, jwk)
  }
  return [...kept.values()]
}

const material = ({ kty, crv, x, y, n, e, k }: Jwk): readonly (string | undefined)[] => [
  kty,
  crv,
  x,
  y,
  n &&
    Buffer.from(n, 'base64url')
      .toString('hex')
      .replace(/^(?:00)+/, ''),
  e,
  k,
]

/**
 * The keys of a set that may be for signatures: the others do not determine the algorithm of a token.
 * @throws ScopectlError `keys-none`, if there are none
 */
export function signingKeys(all: readonly Jwk[], source: string): readonly Jwk[] {
  const faults = all.map(otherPurpose)
  const keys = all.filter((_, i) => !faults[i])
  if (keys.length > 0) return keys
  const unusable = faults.flatMap((fault, i) =>
    fault ? [{ key: all[i]?.kid ?? i + 1, fault }] : [],
  )
  return fail('keys-none', { source, unusable })
}

function otherPurpose({ use, alg, key_ops: operations }: Jwk): JwkFault | undefined {
  if (use !== undefined && use !== 'sig') return { what: 'purpose', member: 'use', says: use }
  if (alg !== undefined && !isAlgorithm(alg)) return { what: 'purpose', member: 'alg', says: alg }
  const isMeant = !operations || operations.some((each) => each === 'verify' || each === 'sign')
  return isMeant ? undefined : { what: 'purpose', member: 'key_ops', says: operations.join(', ') }
}
