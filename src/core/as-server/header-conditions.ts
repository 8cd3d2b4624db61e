import { accepts, isAlgorithm, needsOf } from '../token/algorithms.js'
import { own } from '../token/found.js'
import { signatureHolds } from '../token/loose-signature.js'
import type { Json, JsonObject, Key, Trust } from '../token/model.js'
import type { Condition } from './conditions.js'
import type { LooseToken } from './loose-token.js'

/** What some server objects to in the header, the key or the signature. */
export async function headerConditions(token: LooseToken, trust: Trust): Promise<Condition[]> {
  const { header, head, body, signature } = token
  const found = [...algorithmConditions(header, trust), ...memberConditions(header)]
  const key = pickKey(header, trust)
  if ('missing' in key) found.push(key.missing)
  if ('verifies' in key) {
    if (key.unknown) found.push('unknown-key/kid')
    const sent = { header: head, payload: body, signature }
    if (!(await signatureHolds(sent, key.verifies))) found.push('bad-signature')
  } else found.push('bad-signature')
  return found
}

/** A secret can make any HMAC; other algorithms are compared by name. */
function algorithmConditions(header: JsonObject, { algorithm, keys }: Trust): Condition[] {
  const alg = own(header, 'alg')
  if (alg === 'Ed25519') return ['wrong-algorithm/ed25519']
  if (accepts(algorithm, alg)) return []
  if (typeof alg !== 'string' || alg === '') return ['wrong-algorithm/missing']
  if (alg === 'none') return ['wrong-algorithm/none']
  if (alg.toUpperCase() === algorithm.toUpperCase()) return ['wrong-algorithm/case']
  if (isHmac(alg)) return ['wrong-algorithm/hmac']
  if (isAlgorithm(alg) || alg === 'ES256K') {
    const isOther = keys.some((key) => key.algorithm === alg)
    return [isOther ? 'wrong-algorithm/other-key' : 'wrong-algorithm/asymmetric']
  }
  const isWrapping = alg === 'dir' || alg.startsWith('PBES2') || /^A\d{3}(?:GCM)?KW$/.test(alg)
  return [isWrapping ? 'wrong-algorithm/wrapping' : 'wrong-algorithm/unknown']
}

const isHmac = (alg: string): alg is 'HS256' | 'HS384' | 'HS512' => /^HS(256|384|512)$/.test(alg)

function memberConditions(header: JsonObject): Condition[] {
  const has = (name: string): boolean => own(header, name) !== undefined
  const found: Condition[] = []
  if (has('kid') && typeof own(header, 'kid') !== 'string') found.push('bad-header/kid')
  if (has('zip')) found.push('bad-header/zip')
  const typ = typOf(own(header, 'typ'))
  if (typ) found.push(typ)
  const crit = critOf(own(header, 'crit'), own(header, 'b64'))
  if (crit) found.push(crit)
  else if (own(header, 'b64') === false) found.push('bad-header/b64-false')
  return found
}

function typOf(typ: Json | undefined): Condition | undefined {
  if (typ === undefined) return 'bad-header/typ-missing'
  const name = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : ''
  if (name === 'jwt') return undefined
  return name === 'at+jwt' ? 'bad-header/typ-at+jwt' : 'bad-header/typ'
}

function critOf(crit: Json | undefined, b64: Json | undefined): Condition | undefined {
  if (crit === undefined) return undefined
  const isNames = Array.isArray(crit) && crit.length > 0
  if (!isNames || crit.some((each) => typeof each !== 'string' || each === '')) {
    return 'bad-header/crit-type'
  }
  if (crit.some((name) => name !== 'b64')) return 'bad-header/crit'
  if (b64 === undefined) return 'bad-header/crit-b64-missing'
  if (typeof b64 !== 'boolean') return 'bad-header/crit-b64-type'
  return b64 ? 'bad-header/crit-b64' : 'bad-header/crit-b64-false'
}

/** The key with the token's `kid`, else the only one for its algorithm. */
function pickKey(
  header: JsonObject,
  { algorithm, keys }: Trust,
): { missing: Condition } | { verifies: Key; unknown: boolean } {
  const [alg, kid] = [own(header, 'alg'), own(header, 'kid')]
  const [secret] = keys
  if (needsOf(algorithm).kty === 'oct' && secret && keys.length === 1) {
    const used = typeof alg === 'string' && isHmac(alg) ? alg : algorithm
    return { verifies: { ...secret, algorithm: used }, unknown: false }
  }
  const forAlg = keys.filter((key) => accepts(key.algorithm, alg))
  const usable = forAlg.length > 0 ? forAlg : keys.filter((key) => key.algorithm === algorithm)
  const named = usable.filter((key) => key.kid === kid)
  const [key] = named.length > 0 ? named : usable
  const isOne = named.length === 1 || (named.length === 0 && usable.length === 1)
  const isUnknown = typeof kid === 'string' && named.length === 0
  if (!key || (!isOne && isUnknown)) return { missing: 'unknown-key/kid' }
  return isOne ? { verifies: key, unknown: isUnknown } : { missing: 'unknown-key/several' }
}
