import { decodeBase64url, decodeUtf8 } from '../token/base64url.js'
import { own } from '../token/found.js'
import { signatureHolds } from '../token/loose-signature.js'
import type { Json, JsonObject, Trust } from '../token/model.js'

/**
 * The claims that PyJWT's `jwt.decode(token, KEY, algorithms=[ALGORITHM])` returns, with `audience=` and `issuer=` if
 * the catalog has any; undefined if it raises an InvalidTokenError.
 *
 * Compared with PyJWT 2.15.1 (test/interop/fastapi.interop.ts). Laxer than `verify`: `exp` and `sub` may be missing,
 * times may be text or fractions, the issuer is ignored if none is configured, and so are `typ`, `zip` and (with one
 * key) `kid`; a part may end in `=`; the last of duplicate claims is used. Stricter: `jti` must be a string.
 */
export async function pyjwtDecode(
  token: string,
  trust: Trust,
  now: number,
): Promise<JsonObject | undefined> {
  const parts = token.split('.')
  const [head = '', body = '', tail = ''] = parts
  if (parts.length !== 3) return undefined
  const [header, claims, signature] = [readJson(head), readJson(body), readPart(tail)]
  if (!header || !claims || !signature || !acceptsHeader(header, trust)) return undefined
  const kid = own(header, 'kid')
  const { keys } = trust
  const key = keys.length === 1 ? keys[0] : keys.find((each) => each.kid === kid)
  const signed = { header: head, payload: body, signature }
  if (!key || !(await signatureHolds(signed, { ...key, algorithm: trust.algorithm }))) {
    return undefined
  }
  return acceptsClaims(claims, trust, now) ? claims : undefined
}

/** Padding is accepted if it makes the part's length right. */
function readPart(part: string): Uint8Array | undefined {
  const bare = /^([^=]*)={1,2}$/.exec(part)?.[1]
  if (bare !== undefined && part.length % 4 !== 0) return undefined
  const bytes = decodeBase64url(bare ?? part)
  return typeof bytes === 'string' ? undefined : bytes
}

/**
 * Like Python's json.loads: a leading U+FEFF, NaN and Infinity are accepted, and the last of duplicate names is used.
 */
function readJson(part: string): JsonObject | undefined {
  const bytes = readPart(part)
  const text = bytes && decodeUtf8(bytes)?.replace(/^\uFEFF/, '')
  if (text === undefined) return undefined
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
    found.startsWith('"') ? found : '1e999',
  )
  try {
    const value: unknown = JSON.parse(numbers)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}

function acceptsHeader(header: JsonObject, { algorithm }: Trust): boolean {
  const [kid, crit] = [own(header, 'kid'), own(header, 'crit')]
  // PyJWT only knows the old name of this algorithm.
  if (algorithm === 'Ed25519') return false
  if (kid !== undefined && typeof kid !== 'string') return false
  // `b64: false` needs a detached payload, which is never given.
  if (own(header, 'b64') === false || own(header, 'alg') !== algorithm) return false
  const knows = (name: Json): boolean => name === 'b64' && own(header, 'b64') !== undefined
  return crit === undefined || (Array.isArray(crit) && crit.length > 0 && crit.every(knows))
}

function acceptsClaims(claims: JsonObject, trust: Trust, now: number): boolean {
  const time = (claim: string, holds: (seconds: number) => boolean): boolean => {
    const value = own(claims, claim)
    const seconds = value === undefined ? undefined : pythonInt(value)
    return value === undefined || (seconds !== undefined && holds(seconds))
  }
  const isText = (claim: string): boolean =>
    ['undefined', 'string'].includes(typeof own(claims, claim))
  return (
    time('iat', (iat) => iat <= now) &&
    time('nbf', (nbf) => nbf <= now) &&
    time('exp', (exp) => exp > now) &&
    acceptsIssuer(own(claims, 'iss'), trust.issuers) &&
    acceptsAudience(own(claims, 'aud'), trust.audiences) &&
    isText('sub') &&
    isText('jti')
  )
}

/** `int(value)`; undefined if it raises. */
function pythonInt(value: Json): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined
  const isInteger = typeof value === 'string' && /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(value)
  return isInteger ? Number(value.trim().replaceAll('_', '')) : undefined
}

function acceptsIssuer(iss: Json | undefined, issuers: Trust['issuers']): boolean {
  if (issuers === 'any' || issuers.length === 0) return true
  return typeof iss === 'string' && issuers.includes(iss)
}

function acceptsAudience(aud: Json | undefined, audiences: Trust['audiences']): boolean {
  if (audiences === 'any') return true
  if (aud === undefined || isFalsy(aud)) return audiences.length === 0
  if (typeof aud === 'string') return audiences.includes(aud)
  if (!Array.isArray(aud) || !aud.every((each) => typeof each === 'string')) return false
  return audiences.some((each) => aud.includes(each))
}

/** What Python considers false. */
function isFalsy(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === null || value === false || value === 0 || value === ''
}
