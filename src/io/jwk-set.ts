import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Json, JsonObject, Jwk } from '../core/token/model.js'
import { parseJson } from '../core/token/strict-json.js'

const KEY_LIMIT = 100

const TEXT_MEMBERS = [
  'kty',
  'kid',
  'alg',
  'use',
  'crv',
  'x',
  'y',
  'n',
  'e',
  'k',
  'd',
  'p',
  'q',
  'dp',
  'dq',
  'qi',
] as const // prettier: a table

/** What each type must have (RFC 7518 §6); whether the values are any good is asked when the key is used. */
const NEEDED: ReadonlyMap<string, readonly (keyof Jwk & string)[]> = new Map([
  ['oct', ['k']],
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
])
/** EC and OKP curves that some JWS algorithm here signs with. */
const CURVES = new Set(['P-256', 'P-384', 'P-521', 'Ed25519'])

export interface KeysRead {
  readonly keys: readonly Jwk[]
  readonly notes: readonly Problem[]
}

/** Whether a text is meant as JSON; only then is a secret that begins with a brace taken for a broken key. */
export const looksLikeJwk = (text: string): boolean =>
  /^\s*\{/.test(text) && (/"(?:kty|keys)"/.test(text) || parseJson(text).ok)

/**
 * A JWK or a JWK set (RFC 7517). In a set, keys of a type or curve that nothing here signs with, and those that lack
 * a member, are left out with a note; a set that mixes secrets with key pairs, repeats a kid, or has none left is
 * refused. Unknown members are dropped (`x5c`, `x5u` among them: nothing is ever fetched).
 *
 * Not checked: whether the values are sound (the weak RSA key, the point off its curve), see checkKey.
 *
 * @throws ScopectlError `key-unreadable`, `key-is-metadata`, `key-type-unknown`, `keys-none`, `keys-mixed`, `keys-too-many`, `keys-same-kid`
 */
export function readJwks(text: string, source: string): KeysRead {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const why = parsed.flaw.what === 'duplicate' ? 'repeated-name' : 'not-json'
    return fail('key-unreadable', { source, form: 'JSON', why })
  }
  const { value } = parsed
  if (!isObject(value)) return fail('key-unreadable', { source, form: 'JSON', why: 'not-a-key' })
  if (Object.hasOwn(value, 'keys')) return readSet(value['keys'], source)
  if (!Object.hasOwn(value, 'kty')) {
    const uri = own(value, 'jwks_uri')
    if (typeof uri === 'string') return fail('key-is-metadata', { source, uri })
    return fail('key-unreadable', { source, form: 'JSON', why: 'not-a-key' })
  }
  const key = toJwk(value)
  if (key === 'incomplete')
    return fail('key-unreadable', { source, form: 'JWK', why: 'incomplete' })
  if (key === 'unknown') return fail('key-type-unknown', { source, type: typeOf(value) })
  return { keys: [key], notes: [] }
}

function readSet(list: Json | undefined, source: string): KeysRead {
  if (!Array.isArray(list))
    return fail('key-unreadable', { source, form: 'JWKS', why: 'not-a-key' })
  if (list.length > KEY_LIMIT)
    fail('keys-too-many', { source, count: list.length, limit: KEY_LIMIT })
  const keys: Jwk[] = []
  const notes: Problem[] = []
  for (const value of list as readonly Json[]) {
    const key = isObject(value) ? toJwk(value) : 'incomplete'
    if (typeof key !== 'string') keys.push(key)
    else notes.push(problem('key-ignored', { source, ...describe(value) }))
  }
  if (keys.length === 0) fail('keys-none', { source })
  const secrets = keys.filter(({ kty }) => kty === 'oct').length
  if (secrets > 0 && secrets < keys.length) fail('keys-mixed', { source })
  const kids = new Set<string>()
  for (const { kid } of keys) {
    if (kid === undefined) continue
    if (kids.has(kid)) fail('keys-same-kid', { source, kid })
    kids.add(kid)
  }
  return { keys, notes }
}

/** The members that scopectl reads, own ones only, or why there is no key of them. */
export function toJwk(value: JsonObject): Jwk | 'unknown' | 'incomplete' {
  const kty = own(value, 'kty')
  const needed = typeof kty === 'string' ? NEEDED.get(kty) : undefined
  if (!needed) return 'unknown'
  const key: Record<string, Json> = {}
  for (const member of TEXT_MEMBERS) {
    const text = own(value, member)
    if (text === undefined) continue
    if (typeof text !== 'string') return 'incomplete'
    key[member] = text
  }
  const operations = own(value, 'key_ops')
  if (operations !== undefined) {
    if (!Array.isArray(operations) || !operations.every((each) => typeof each === 'string'))
      return 'incomplete'
    key['key_ops'] = operations
  }
  if (needed.some((member) => key[member] === undefined || key[member] === '')) return 'incomplete'
  if (needed.includes('crv') && !CURVES.has(String(key['crv']))) return 'unknown'
  return key as unknown as Jwk
}

export const isPrivate = ({ kty, k, d, p, q, dp, dq, qi }: Jwk): boolean =>
  kty === 'oct' ? k !== undefined : [d, p, q, dp, dq, qi].some((member) => member !== undefined)

function describe(value: Json): { type: string; kid?: string } {
  if (!isObject(value)) return { type: 'no object' }
  const kid = own(value, 'kid')
  return { type: typeOf(value), ...(typeof kid === 'string' ? { kid } : {}) }
}

/** `EC secp256k1`, `RSA`; never more of a value than its first 40 characters. */
function typeOf(value: JsonObject): string {
  const names = [own(value, 'kty'), own(value, 'crv')].filter((name) => typeof name === 'string')
  return names.length === 0 ? 'no type' : names.map((name) => name.slice(0, 40)).join(' ')
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: JsonObject, member: string): Json | undefined =>
  Object.hasOwn(value, member) ? value[member] : undefined
