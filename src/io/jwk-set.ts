import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { JwkFault, UnusableKey } from '../core/problems/keys.js'
import type { Json, JsonObject, Jwk } from '../core/token/model.js'
import { recognizeKey } from '../core/token/recognize-key.js'
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

/** The members that messages show, and those that nothing may show. */
const SHOWN_MEMBERS = ['kty', 'kid', 'alg', 'use', 'crv', 'key_ops'] as const
const PRIVATE_MEMBERS = ['k', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const
/** A shorter value is not a key, and occurs in other words. */
const SHORTEST_SECRET = 16

/** What each type must have (RFC 7518 §6); whether the values are valid is checked when the key is used. */
const NEEDED: ReadonlyMap<string, readonly (keyof Jwk & string)[]> = new Map([
  ['oct', ['k']],
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
])
/** EC and OKP curves used by some JWS algorithm here. */
const CURVES = new Set(['P-256', 'P-384', 'P-521', 'Ed25519'])

export interface KeysRead {
  readonly keys: readonly Jwk[]
  readonly notes: readonly Problem[]
}

/** Whether a text is meant as JSON; only then is a secret that begins with a bracket treated as a broken key. */
export const looksLikeJwk = (text: string): boolean =>
  /^\s*[{[]/.test(text) && (/"(?:kty|keys)"/.test(text) || parseJson(text).ok)

/**
 * A JWK or a JWK set (RFC 7517). In a set, keys of an unsupported type or curve, and those with a missing member, are
 * ignored with a note; a set that mixes secrets with key pairs, or has no key left, is refused. Unknown members are
 * dropped (including `x5c` and `x5u`: nothing is ever fetched).
 *
 * NOT checked: whether the values are sound (a weak RSA key, a point that is not on its curve), see checkKey; whether
 * two keys share a kid, which is checked for the keys that remain for an algorithm (trust.ts).
 *
 * @throws ScopectlError `key-unreadable`, `key-incomplete`, `key-type-unknown`, `key-is-metadata`, `key-form-unknown`,
 * `keys-none`, `keys-mixed`, `keys-too-many`
 */
export function readJwks(text: string, source: string): KeysRead {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const why = parsed.flaw.what === 'duplicate' ? 'repeated-name' : 'not-json'
    return fail('key-unreadable', { source, form: 'JSON', why })
  }
  const { value } = parsed
  if (isObject(value) && Object.hasOwn(value, 'keys')) return readSet(value['keys'], source)
  if (!isObject(value) || !Object.hasOwn(value, 'kty')) return notAKey(value, text, source)
  const key = toJwk(value)
  if (isJwk(key)) return { keys: [key], notes: [] }
  if (key.what === 'type') return fail('key-type-unknown', { source, type: key.type })
  return fail('key-incomplete', { source, fault: key })
}

/** Reports what a document is that people mistake for a key. */
function notAKey(value: Json, text: string, source: string): never {
  if (isObject(value) && typeof own(value, 'jwks_uri') === 'string') {
    return fail('key-is-metadata', { source, uri: shownUri(String(own(value, 'jwks_uri'))) })
  }
  const isList = Array.isArray(value) && value.some((each) => isObject(each) && own(each, 'kty'))
  if (isList) return fail('key-unreadable', { source, form: 'JSON', why: 'bare-list' })
  const found = recognizeKey(new TextEncoder().encode(text))
  if (found) return fail('key-form-unknown', { source, ...found })
  return fail('key-unreadable', { source, form: 'JSON', why: 'not-a-key' })
}

/** The URL, unless it has parts that may contain secrets. */
function shownUri(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && url.username === '' && url.password === '' && url.search === ''
  return isPlain && /^https?:$/.test(url.protocol) ? url.href : undefined
}

function readSet(list: Json | undefined, source: string): KeysRead {
  if (!Array.isArray(list))
    return fail('key-unreadable', { source, form: 'JSON', why: 'keys-no-list' })
  if (list.length > KEY_LIMIT)
    fail('keys-too-many', { source, count: list.length, limit: KEY_LIMIT })
  const keys: Jwk[] = []
  const unusable: UnusableKey[] = []
  for (const [i, value] of (list as readonly Json[]).entries()) {
    const key = toJwk(value)
    if (isJwk(key)) keys.push(key)
    else unusable.push({ key: shownName(value, key) ?? i + 1, fault: key })
  }
  if (keys.length === 0) fail('keys-none', { source, unusable })
  const secrets = keys.filter(({ kty }) => kty === 'oct').length
  if (secrets > 0 && secrets < keys.length) fail('keys-mixed', { source })
  return { keys, notes: unusable.map((each) => problem('key-ignored', { source, ...each })) }
}

/** The members that scopectl reads, own ones only, or why they do not form a key. */
export function toJwk(value: Json): Jwk | JwkFault {
  if (!isObject(value)) return { what: 'not-object', found: jsonType(value) }
  const misplaced = misplacedIn(value)
  if (misplaced) return { what: 'private-value', member: misplaced }
  const kty = own(value, 'kty')
  const needed = typeof kty === 'string' ? NEEDED.get(kty) : undefined
  if (!needed) return { what: 'type', type: typeOf(value) }
  const key: Record<string, Json> = {}
  for (const member of TEXT_MEMBERS) {
    const text = own(value, member)
    if (text === undefined) continue
    if (typeof text !== 'string') return { what: 'member', member, found: jsonType(text) }
    key[member] = text
  }
  const operations = own(value, 'key_ops')
  if (operations !== undefined) {
    if (!Array.isArray(operations) || !operations.every((each) => typeof each === 'string'))
      return { what: 'member', member: 'key_ops', found: jsonType(operations) }
    key['key_ops'] = operations
  }
  const members = needed.filter((member) => key[member] === undefined || key[member] === '')
  if (members.length > 0) return { what: 'missing', members, x5c: own(value, 'x5c') !== undefined }
  if (needed.includes('crv') && !CURVES.has(String(key['crv'])))
    return { what: 'type', type: typeOf(value) }
  return key as unknown as Jwk
}

/** The first member with a value of the private part in it, as an edit that went wrong leaves it: messages would show it. */
function misplacedIn(value: JsonObject): string | undefined {
  const secrets = PRIVATE_MEMBERS.map((member) => own(value, member)).filter(
    (text): text is string => typeof text === 'string' && text.length >= SHORTEST_SECRET,
  )
  return SHOWN_MEMBERS.find((member) => {
    const text = JSON.stringify(own(value, member)) ?? ''
    return secrets.some((secret) => text.includes(secret))
  })
}

export const isJwk = (read: Jwk | JwkFault): read is Jwk => !('what' in read)

export const isPrivate = ({ kty, k, d, p, q, dp, dq, qi }: Jwk): boolean =>
  kty === 'oct' ? k !== undefined : [d, p, q, dp, dq, qi].some((member) => member !== undefined)

function shownName(value: Json, { what }: JwkFault): string | undefined {
  if (what === 'private-value') return undefined
  const kid = isObject(value) ? own(value, 'kid') : undefined
  return typeof kid === 'string' ? kid : undefined
}

/** `EC secp256k1`, `RSA`; never more than the first 40 characters of a value. Empty if there is no type. */
function typeOf(value: JsonObject): string {
  const names = [own(value, 'kty'), own(value, 'crv')].filter((name) => typeof name === 'string')
  return names.map((name) => name.slice(0, 40)).join(' ')
}

function jsonType(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: JsonObject, member: string): Json | undefined =>
  Object.hasOwn(value, member) ? value[member] : undefined
