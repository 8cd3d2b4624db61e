import { type Problem, problem } from '../problem.js'
import type { OtherKind } from '../problems/token.js'
import { own } from './found.js'
import type { DecodedToken, Json, JsonObject } from './model.js'

interface Sign {
  readonly kind: OtherKind
  /** The name to show: a claim, or a header member. */
  readonly name: string
  /** The `typ` of the header that is a sign. */
  readonly type?: string
  readonly holds: (claims: JsonObject, header: JsonObject) => boolean
}

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'

const has =
  (claim: string) =>
  (claims: JsonObject): boolean =>
    Object.hasOwn(claims, claim)
/** In lower case, without the optional prefix of a media type. */
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value.toLowerCase().replace(/^application\//, '') : ''
const within = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

/** Claims in which issuers state the kind of a token: Keycloak, Cognito, Simple JWT and others, Flask-JWT-Extended. */
const KIND_CLAIMS = ['typ', 'token_use', 'token_type', 'type'] as const

const saying = (kind: OtherKind, words: readonly string[]): Sign[] =>
  KIND_CLAIMS.map((name) => ({
    kind,
    name,
    holds: (claims) => words.includes(textOf(own(claims, name))),
  }))
const typed = (kind: OtherKind, typ: string): Sign => ({
  kind,
  name: 'typ',
  type: typ,
  holds: (_, header) => textOf(own(header, 'typ')) === typ,
})
const claim = (kind: OtherKind, name: string): Sign => ({ kind, name, holds: has(name) })
const event = (kind: OtherKind, isMeant: (names: readonly string[]) => boolean): Sign => ({
  kind,
  name: 'events',
  holds: (claims) => isMeant(Object.keys(within(own(claims, 'events')))),
})
const bound = (kind: OtherKind, member: string): Sign => ({
  kind,
  name: `cnf.${member}`,
  holds: (claims) => Object.hasOwn(within(own(claims, 'cnf')), member),
})

/**
 * The signs of each kind. One sign is enough. `azp`, `acr`, `amr`, `auth_time`, `sid` and `txn` are not signs: access
 * tokens have them too.
 */
const SIGNS: readonly Sign[] = [
  // OpenID Connect Core §2, §3.3.2.11; FAPI.
  ...['nonce', 'at_hash', 'c_hash', 's_hash'].map((name) => claim('id-token', name)),
  ...saying('id-token', ['id', 'id_token', 'idtoken', 'id+jwt', 'id_token+jwt']),
  typed('id-token', 'id_token+jwt'),
  // In Spring, this names the access token that belongs to a refresh token.
  claim('refresh-token', 'ati'),
  ...saying('refresh-token', ['refresh', 'refresh_token', 'offline', 'rt+jwt', 'refresh+jwt']),
  ...['rt+jwt', 'refresh+jwt'].map((typ) => typed('refresh-token', typ)),
  // OpenID Connect Back-Channel Logout §2.4.
  event('logout-token', (names) => names.includes(LOGOUT)),
  ...saying('logout-token', ['logout', 'logout_token', 'logout+jwt']),
  typed('logout-token', 'logout+jwt'),
  // RFC 8417 §2.2, §2.3.
  event('security-event', (names) => names.length > 0 && !names.includes(LOGOUT)),
  claim('security-event', 'toe'),
  typed('security-event', 'secevent+jwt'),
  // RFC 9449 §4.2.
  { kind: 'dpop-proof', name: 'htm', holds: (claims) => has('htm')(claims) && has('htu')(claims) },
  typed('dpop-proof', 'dpop+jwt'),
  // RFC 9101 §4.
  {
    kind: 'request-object',
    name: 'response_type',
    holds: (claims) => has('response_type')(claims) && has('client_id')(claims),
  },
  typed('request-object', 'oauth-authz-req+jwt'),
  // RFC 9701 §5.
  claim('introspection', 'token_introspection'),
  typed('introspection', 'token-introspection+jwt'),
  // RFC 9449 §6.1, RFC 8705 §3.1, RFC 7800 §3.
  bound('dpop-bound', 'jkt'),
  bound('mtls-bound', 'x5t#S256'),
  ...['jwk', 'jwe', 'kid', 'jku', 'x5c', 'x5t'].map((member) => bound('key-bound', member)),
]

/** What a token has that shows any sign: a claim with one of these names, or one of these media types. Most have neither. */
const CLAIMS = new Set(SIGNS.map(({ name }) => name.replace(/\..*/, '')))
const TYPES = new Set(SIGNS.map(({ type }) => type))

const maySign = ({ header, claims }: DecodedToken): boolean =>
  TYPES.has(textOf(own(header, 'typ'))) || Object.keys(claims).some((name) => CLAIMS.has(name))

/** Whether the token explicitly says that it is an access token: Keycloak writes `nonce` into those too. */
const isAccessToken = ({ header, claims }: DecodedToken): boolean =>
  textOf(own(header, 'typ')) === 'at+jwt' ||
  KIND_CLAIMS.some((name) =>
    /^(?:bearer|access|access_token|at\+jwt)$/.test(textOf(own(claims, name))),
  )

/**
 * What the token looks like besides an access token, for a warning: the kinds of token that an issuer signs with one
 * key must not be mistaken for each other (RFC 8725 §3.11, §3.12). This refuses nothing; the check of `typ` does.
 */
export function otherKinds(token: DecodedToken): Problem[] {
  if (!maySign(token)) return []
  const { header, claims } = token
  const signs = new Map<OtherKind, Set<string>>()
  for (const { kind, name, holds } of SIGNS) {
    if (!holds(claims, header)) continue
    if (kind === 'id-token' && isAccessToken(token)) continue
    signs.set(kind, (signs.get(kind) ?? new Set()).add(name))
  }
  return [...signs].map(([kind, names]) => problem(`token-is-${kind}`, { signs: [...names] }))
}
