import { accepts, algorithmOf, isAlgorithm, needsOf } from '../token/algorithms.js'
import { decodeBase64url } from '../token/base64url.js'
import { own } from '../token/found.js'
import type { Algorithm, Json, JsonObject, Key } from '../token/model.js'
import { signatureHolds } from '../token/signature-holds.js'
import type { Condition } from './conditions.js'
import type { LooseToken } from './loose-token.js'
import { isHmac, type KnownKeys, pickKeys } from './pick-keys.js'

/** What some server objects to in the header, the key or the signature. */
export async function headerConditions(token: LooseToken, known: KnownKeys): Promise<Condition[]> {
  const { header, head, body, signature } = token
  const { keys, found } = pickKeys(header, known)
  const signed = `${head}.${body}`
  const held = await Promise.all(keys.map((key) => signatureHolds(signed, signature, key)))
  return [
    ...algorithmConditions(header, known),
    ...memberConditions(header),
    ...found,
    ...(signature.length > 0 && keys.some((key) => signature.length !== signatureSize(key))
      ? (['bad-signature/length'] as const)
      : []),
    ...(held.includes(true) ? [] : (['bad-signature'] as const)),
  ]
}

/** In bytes: that of the hash, of two numbers, or of an RSA modulus. */
function signatureSize({ algorithm, jwk }: Key): number | undefined {
  const modulus = decodeBase64url(jwk.n ?? '')
  if (jwk.kty !== 'RSA' || typeof modulus === 'string') return needsOf(algorithm).signatureBytes
  return modulus.length - modulus.findIndex((byte) => byte !== 0)
}

/** A secret can make any HMAC; other algorithms are compared by name. */
function algorithmConditions(
  header: JsonObject,
  { trust: { algorithm, keys }, others = [] }: KnownKeys,
): Condition[] {
  const alg = own(header, 'alg')
  if (alg === 'Ed25519') return ['wrong-algorithm/ed25519']
  if (accepts(algorithm, alg)) return []
  if (typeof alg !== 'string' || alg === '') return ['wrong-algorithm/missing']
  if (alg === 'none') return ['wrong-algorithm/none']
  if (alg.toUpperCase() === algorithm.toUpperCase()) return ['wrong-algorithm/case']
  if (isHmac(alg)) return ['wrong-algorithm/hmac']
  if (isAlgorithm(alg) || alg === 'ES256K') {
    const algorithms = [...keys.map((key) => key.algorithm), ...others.map(algorithmOf)]
    const isOther = algorithms.includes(alg as Algorithm)
    return [isOther ? 'wrong-algorithm/other-key' : 'wrong-algorithm/asymmetric']
  }
  const isWrapping = alg === 'dir' || alg.startsWith('PBES2') || /^A\d{3}(?:GCM)?KW$/.test(alg)
  return [isWrapping ? 'wrong-algorithm/wrapping' : 'wrong-algorithm/unknown']
}

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
  if (!crit) return 'bad-header/crit-falsy'
  const isNames = Array.isArray(crit) && crit.length > 0
  if (!isNames || crit.some((each) => typeof each !== 'string' || each === '')) {
    return 'bad-header/crit-type'
  }
  if (crit.some((name) => name !== 'b64')) return 'bad-header/crit'
  if (b64 === undefined) return 'bad-header/crit-b64-missing'
  if (typeof b64 !== 'boolean') return 'bad-header/crit-b64-type'
  return b64 ? 'bad-header/crit-b64' : 'bad-header/crit-b64-false'
}
