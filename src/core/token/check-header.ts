import { type Problem, problem } from '../problem.js'
import { accepts } from './algorithms.js'
import { cut, foundIn, own } from './found.js'
import {
  type Algorithm,
  asWritten,
  type DecodedToken,
  type Json,
  type JsonObject,
  type Key,
  type Refusal,
  TOKEN_TYPES,
  type TokenType,
  type Trust,
} from './model.js'

export interface HeaderCheck {
  readonly refusals: readonly Refusal[]
  /** The one key to verify with; undefined if no key may be used. */
  readonly key: Key | undefined
}

/**
 * Checks the header and picks the key. `alg` is compared with the pinned algorithm as an exact string before any key is
 * looked at (RFC 8725 §3.1), and then with what the key itself is pinned to. `kid` is only compared with the kids of
 * the given keys; without `kid` there must be exactly one key, since several are never tried. A single key without a
 * kid (a secret, a PEM) is used whatever `kid` the token has.
 *
 * `crit`, `b64` and `zip` are refused whatever their value (RFC 7515 §4.1.11, RFC 7797 §7); with either of the first
 * two, or with a `kid` that is not a string, no signature is checked, since it is not known what it covers or which key
 * made it. `typ` must be the one that the trust requires, else that of an access token or a generic one, or missing (RFC
 * 9068 §2.1, §4; RFC 8725 §3.11). `jwk`, `jku`, `x5c`, `x5u` and all other members are NOT read, and never fetched.
 */
export function checkHeader(
  token: DecodedToken,
  { algorithm, type }: Pick<Trust, 'algorithm' | 'type'>,
  keys: readonly Key[],
): HeaderCheck {
  const { header } = token
  const found = (member: string) => foundIn(own(asWritten(token).header, member))
  const refusals: Refusal[] = []
  const alg = own(header, 'alg')
  const wrongFor = (expected: Algorithm): Refusal =>
    refusal('wrong-algorithm', problem('token-algorithm', { expected, found: found('alg') }))
  const isAccepted = accepts(algorithm, alg)
  if (!isAccepted) refusals.push(wrongFor(algorithm))
  const bad = badMembers(header, type)
  refusals.push(
    ...bad.map((member) =>
      refusal(
        'bad-header',
        problem('token-header', {
          member,
          found: found(member),
          ...(member === 'typ' && type ? { required: type } : {}),
        }),
      ),
    ),
  )
  if (!isAccepted || bad.includes('kid')) return { refusals, key: undefined }
  const picked = pickKey(own(header, 'kid') as string | undefined, keys)
  if ('code' in picked)
    return { refusals: [...refusals, refusal('unknown-key', picked)], key: undefined }
  if (!accepts(picked.algorithm, alg))
    return { refusals: [...refusals, wrongFor(picked.algorithm)], key: undefined }
  const readable = !bad.includes('crit') && !bad.includes('b64')
  return { refusals, key: readable ? picked : undefined }
}

type BadMember = Extract<Problem, { code: 'token-header' }>['args']['member']

function badMembers(header: JsonObject, type: TokenType | undefined): BadMember[] {
  const bad: BadMember[] = []
  if (Object.hasOwn(header, 'kid') && typeof header['kid'] !== 'string') bad.push('kid')
  for (const member of ['crit', 'b64', 'zip'] as const) {
    if (Object.hasOwn(header, member)) bad.push(member)
  }
  const typ = own(header, 'typ')
  const isMissing = typ === undefined && type === undefined
  if (!isMissing && !(type ? [type] : TOKEN_TYPES).some((each) => isType(typ, each)))
    bad.push('typ')
  return bad
}

/** Media types are case-insensitive, and their prefix may be left out (RFC 7515 §4.1.9). */
const isType = (typ: Json | undefined, type: TokenType): boolean =>
  typeof typ === 'string' && typ.toLowerCase().replace(/^application\//, '') === type.toLowerCase()

/** The one key that a token with this `kid` is verified with, or why there is none: see {@link checkHeader}. */
export function pickKey<K extends Pick<Key, 'kid'>>(
  kid: string | undefined,
  keys: readonly K[],
): K | Problem {
  const [first] = keys
  if (first && keys.length === 1 && (kid === undefined || first.kid === undefined)) return first
  if (kid === undefined) return problem('token-key', { kid, what: 'unnamed', keys: keys.length })
  const [match, ...others] = keys.filter((key) => key.kid === kid)
  if (match && others.length === 0) return match
  const what = match ? 'several' : 'none'
  return problem('token-key', { kid: cut(kid), what, keys: keys.length })
}

function refusal(reason: Refusal['reason'], detail: Problem): Refusal {
  return { reason, detail }
}
