import { own } from '../token/found.js'
import { signatureHolds } from '../token/loose-signature.js'
import type { Json, JsonObject, Key, Trust } from '../token/model.js'

/** The claims, or the `error_description` of the refusal. */
export type ExpressToken = { readonly claims: JsonObject } | { readonly refusal: string }

/** In the library's own order, which appears in its messages and in the DPoP challenge. */
export const ASYMMETRIC =
  'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES256K, ES384, ES512, EdDSA'.split(', ')
/** The library's own leeway, in seconds. */
const TOLERANCE = 5

/**
 * How express-oauth2-jwt-bearer reads a token: with keys from a JWKS, or a shared secret if the algorithm is an HMAC;
 * `tokenSigningAlg`, `audience` and `issuer` as in the catalog.
 *
 * The keys of the JWKS are assumed to have an `alg`, as those of scopectl do: the library itself does not pin one.
 * Compared with 1.10.0, which includes jose 4.15.9 (test/interop/express.interop.ts). Laxer than `verify`: 5 seconds of
 * leeway; `sub` and `iat` may be missing and `iat` may be in the future; `typ` and `zip` are ignored; base64 in any
 * alphabet, with padding and junk; the last of duplicate claims is used. Stricter: `jti` and `client_id` must be
 * strings.
 */
export async function readExpressToken(
  text: string,
  trust: Trust,
  now: number,
): Promise<ExpressToken> {
  const parts = text.split('.')
  const [head = '', body = '', tail = ''] = parts
  const isSecret = trust.algorithm.startsWith('HS')
  const read = parts.length === 3 || parts.length === 5 ? readJson(head) : undefined
  // With a secret, only the verifier reads the header, and it treats an array as an empty object.
  const header = isObject(read) ? read : isSecret && read !== undefined ? {} : undefined
  if (!header) {
    if (parts.length !== 3 && isSecret) return { refusal: 'Invalid Compact JWS' }
    return { refusal: isSecret ? 'JWS Protected Header is invalid' : INVALID_FORM }
  }
  const alg = own(header, 'alg')
  if (!isSecret && (typeof alg !== 'string' || alg === '')) return { refusal: NO_ALGORITHM }
  if (!isSecret && !ASYMMETRIC.includes(alg as string)) {
    return {
      refusal: `Unsupported algorithm "${alg}" for JWKS-based verification. Supported: ${ASYMMETRIC.join(', ')}`,
    }
  }
  if (parts.length !== 3) return { refusal: 'Invalid Compact JWS' }
  const found = badCrit(header) ?? pickKey(header, trust)
  if (typeof found === 'string') return { refusal: found }
  const signature = looseBytes(tail)
  const holds = await signatureHolds({ header: head, payload: body, signature }, found)
  if (!holds) return { refusal: 'signature verification failed' }
  if (own(header, 'b64') === false && own(header, 'crit') !== undefined) {
    return { refusal: 'JWTs MUST NOT use unencoded payload' }
  }
  const claims = readJson(body)
  if (!isObject(claims)) return { refusal: 'JWT Claims Set must be a top-level JSON object' }
  const refusal = badTime(claims, now) ?? unexpected(claims, trust, alg)
  return refusal === undefined ? { claims } : { refusal }
}

const INVALID_FORM = 'Invalid Token or Protected Header formatting'
const NO_ALGORITHM = 'Token header missing or invalid "alg" claim'

function badCrit(header: JsonObject): string | undefined {
  const crit = own(header, 'crit')
  if (crit === undefined) return undefined
  const isNames = Array.isArray(crit) && crit.length > 0
  if (!isNames || crit.some((each) => typeof each !== 'string' || each === '')) {
    return '"crit" (Critical) Header Parameter MUST be an array of non-empty strings when present'
  }
  for (const name of crit as string[]) {
    if (name !== 'b64') return `Extension Header Parameter "${name}" is not recognized`
    const b64 = own(header, 'b64')
    if (b64 === undefined) return 'Extension Header Parameter "b64" is missing'
    if (typeof b64 !== 'boolean') {
      return 'The "b64" (base64url-encode payload) Header Parameter must be a boolean'
    }
  }
  return undefined
}

/** The key to verify with, or the error message unless there is exactly one. */
function pickKey(header: JsonObject, { algorithm, keys }: Trust): Key | string {
  const [alg, kid] = [own(header, 'alg'), own(header, 'kid')]
  const [secret] = keys
  if (algorithm.startsWith('HS') && secret) return pickSecret(alg, secret)
  const candidates = keys.filter(
    (key) => key.algorithm === alg && (typeof kid !== 'string' || key.kid === kid),
  )
  const [key, ...others] = candidates
  if (!key) return 'no applicable key found in the JSON Web Key Set'
  return others.length === 0 ? key : 'multiple matching keys found in the JSON Web Key Set'
}

/** A secret verifies with any HMAC algorithm: the algorithm is compared with the configured one only later. */
function pickSecret(alg: Json | undefined, key: Key): Key | string {
  if (typeof alg !== 'string' || alg === '') {
    return 'JWS "alg" (Algorithm) Header Parameter missing or invalid'
  }
  if (isHmac(alg)) return { ...key, algorithm: alg }
  const needs = 'must be one of type KeyObject or CryptoKey. Received an instance of Uint8Array'
  const isWrapping = alg === 'dir' || alg.startsWith('PBES2') || /^A\d{3}(?:GCM)?KW$/.test(alg)
  return isWrapping ? `Key ${needs}` : `Key for the ${alg} algorithm ${needs}`
}

const isHmac = (alg: string): alg is 'HS256' | 'HS384' | 'HS512' => /^HS(256|384|512)$/.test(alg)

function badTime(claims: JsonObject, now: number): string | undefined {
  const [iat, nbf, exp] = [own(claims, 'iat'), own(claims, 'nbf'), own(claims, 'exp')]
  if (iat !== undefined && typeof iat !== 'number') return '"iat" claim must be a number'
  if (nbf !== undefined && typeof nbf !== 'number') return '"nbf" claim must be a number'
  if (nbf !== undefined && nbf > now + TOLERANCE) return '"nbf" claim timestamp check failed'
  if (exp !== undefined && typeof exp !== 'number') return '"exp" claim must be a number'
  if (exp !== undefined && exp <= now - TOLERANCE) return '"exp" claim timestamp check failed'
  return undefined
}

/** The library's own validators, in their order. */
function unexpected(
  claims: JsonObject,
  { algorithm, issuers, audiences }: Trust,
  alg: Json | undefined,
): string | undefined {
  const isText = (claim: string): boolean =>
    ['undefined', 'string'].includes(typeof own(claims, claim))
  const named = (value: Json | undefined, any: readonly string[] | 'any'): boolean =>
    any === 'any' || (typeof value === 'string' && any.includes(value))
  const aud = own(claims, 'aud')
  const isFor =
    named(aud, audiences) || (Array.isArray(aud) && aud.some((each) => named(each, audiences)))
  const checks: readonly (readonly [string, boolean])[] = [
    ['alg', alg === algorithm],
    ['iss', named(own(claims, 'iss'), issuers)],
    ['aud', isFor],
    ['exp', own(claims, 'exp') !== undefined],
    ['sub', isText('sub')],
    ['client_id', isText('client_id')],
    ['jti', isText('jti')],
  ]
  const failed = checks.find(([, holds]) => !holds)
  return failed && `Unexpected '${failed[0]}' value`
}

/** Like Node's Buffer, reads both base64 alphabets and skips any other character. */
function looseBytes(part: string): Uint8Array {
  const plain = part
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '')
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0))
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readJson(part: string): Json | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(looseBytes(part))) as Json
  } catch {
    return undefined
  }
}
