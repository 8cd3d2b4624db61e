import type { TokenFile } from '../catalog/schema.js'
import { durationText } from '../time/duration.js'
import { isAlgorithm } from '../token/algorithms.js'
import type { Auth0Api } from './auth0-api.js'
import { isKnown } from './auth0-keyword.js'
import type { Gathering } from './gathering.js'

const DAY = 86_400
/** The longest lifetime that a catalog accepts. */
const LONGEST = 366 * DAY

/**
 * The token settings that the API states. Permissions are in the claim `permissions` only with RBAC and a dialect that adds
 * them; otherwise, what was granted is in `scope`.
 */
export function readToken({ part, identifier }: Auth0Api, found: Gathering): TokenFile {
  const token: TokenFile = {}
  found.leave('auth0-issuer', 'AUTH0_DOMAIN', part)
  if (isKnown(part.get('identifier'), found, 'audience')) token.audience = identifier
  const alg = part.get('signing_alg')
  if (!alg.isEmpty && isKnown(alg, found, 'signing_alg')) {
    const name = alg.text()
    if (isAlgorithm(name)) token.algorithm = name
    else if (name !== undefined) found.leave('auth0-setting', `signing_alg: ${name}`, alg)
  }
  const lifetime = part.get('token_lifetime')
  if (!lifetime.isEmpty && isKnown(lifetime, found, 'token_lifetime')) {
    const seconds = lifetime.count()
    if (seconds !== undefined && seconds >= 1 && seconds <= LONGEST) {
      token.lifetime = durationText(seconds)
    } else if (seconds !== undefined) {
      found.leave('auth0-setting', `token_lifetime: ${seconds}`, lifetime)
    }
  }
  return { ...token, ...readDialect(part, found) }
}

type Dialect = Pick<TokenFile, 'scope_claim' | 'scope_format' | 'type'>

const DIALECTS: Readonly<Record<string, { authz: boolean; type?: 'at+jwt' }>> = {
  access_token: { authz: false },
  access_token_authz: { authz: true },
  rfc9068_profile: { authz: false, type: 'at+jwt' },
  rfc9068_profile_authz: { authz: true, type: 'at+jwt' },
}

/** Without a dialect that is known, no claim is set: the catalog then accepts any usual one, and refuses if two differ. */
function readDialect(part: Auth0Api['part'], found: Gathering): Dialect {
  const dialect = part.get('token_dialect')
  if (!isKnown(dialect, found, 'token_dialect')) return {}
  const name = dialect.text() ?? 'access_token'
  const known = Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : undefined
  if (!known) {
    found.leave('auth0-setting', `token_dialect: ${name}`, dialect)
    return {}
  }
  const type = known.type ? { type: known.type } : {}
  if (!known.authz) return { ...type, scope_claim: 'scope' }
  if (part.get('enforce_policies').value === true) {
    found.leave('auth0-requested', 'scope', dialect)
    return { ...type, scope_claim: 'permissions', scope_format: 'array' }
  }
  return { ...type, scope_claim: 'scope' }
}

/** Settings of an API that a catalog cannot have. */
const OTHER_SETTINGS = [
  'allow_offline_access',
  'allow_online_access',
  'allow_online_access_with_ephemeral_sessions',
  'authorization_details',
  'authorization_policy',
  'client',
  'client_id',
  'consent_policy',
  'skip_consent_for_verifiable_first_party_clients',
  'token_lifetime_for_web',
  'verificationLocation',
  'verification_location',
]
/** Those whose lack may make the catalog's answer differ from that of the API. */
const LOUD_SETTINGS = ['proof_of_possession', 'token_encryption', 'subject_type_authorization']
const READ = ['name', 'identifier', 'id', 'is_system', 'scopes', 'enforce_policies']
/** What is read, and a secret, which appears nowhere. */
const SILENT = [...READ, 'signing_alg', 'signing_secret', 'token_dialect', 'token_lifetime']

/** Names the settings of the API that are not read. */
export function leaveSettings({ part }: Auth0Api, found: Gathering): void {
  for (const each of part.members()) {
    const { key } = each
    if (SILENT.includes(key) || each.isEmpty || each.value === false) continue
    if (LOUD_SETTINGS.includes(key)) found.leave('auth0-limit', key, each)
    else found.leave(OTHER_SETTINGS.includes(key) ? 'auth0-setting' : 'unknown-key', key, each)
  }
}
