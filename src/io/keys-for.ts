import { fail, ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { JwkFault } from '../core/problems/keys.js'
import { isAlgorithm } from '../core/token/algorithms.js'
import { checkKey } from '../core/token/key-rules.js'
import type { Algorithm, Jwk } from '../core/token/model.js'

/** Of a key in a set, these say that it is somebody else's, or for something else; all others are mistakes. */
const NOT_MEANT: ReadonlySet<string> = new Set(['key-type', 'key-pinned', 'key-use', 'key-ops'])

/**
 * The keys that a token of this algorithm can mean. Of a set, those for another algorithm, type or use are passed
 * over, and the very same key twice is one. A single key has to fit, which `checkKey` says.
 *
 * @param notes what was said of the set so far: why keys of it were left out, where none is left
 * @throws ScopectlError `key-none-for`; `keys-same-kid`, where two keys are left that a `kid` does not tell apart
 */
export function keysFor(
  all: readonly Jwk[],
  algorithm: Algorithm,
  source: string,
  notes: readonly Problem[],
): readonly Jwk[] {
  // A key that was left out of a set is said where no other is left.
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

/** The first of those that are the same under the same name; the private one, where one is. */
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
 * The keys of a set that may be for signatures at all: the others do not say which algorithm a token has.
 * @throws ScopectlError `keys-none`, where there are none
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
