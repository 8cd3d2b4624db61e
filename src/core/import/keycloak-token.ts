import type { TokenFile } from '../catalog/schema.js'
import { durationText } from '../time/duration.js'
import { isAlgorithm } from '../token/algorithms.js'
import type { Gathering } from './gathering.js'
import type { Part } from './part.js'

const LONGEST = 366 * 86_400

/** Reads the token settings of a realm. An export does not include the host, so the issuer is left out. */
export function readKeycloakToken(
  realm: Part,
  api: string | undefined,
  found: Gathering,
): TokenFile {
  const token: TokenFile = {}
  found.leave('keycloak-issuer', `/realms/${realm.get('realm').text() ?? ''}`, realm.get('realm'))
  found.leave('keycloak-audience', api ?? 'aud', realm.get('realm'))
  const algorithm = realm.get('defaultSignatureAlgorithm')
  const name = algorithm.text()
  if (isAlgorithm(name)) token.algorithm = name
  else if (name !== undefined)
    found.leave('keycloak-setting', `defaultSignatureAlgorithm: ${name}`, algorithm)
  const lifespan = realm.get('accessTokenLifespan')
  const seconds = lifespan.count()
  if (seconds !== undefined && seconds >= 1 && seconds <= LONGEST)
    token.lifetime = durationText(seconds)
  else if (seconds !== undefined)
    found.leave('keycloak-setting', `accessTokenLifespan: ${seconds}`, lifespan)
  const claim = roleClaim(realm, api, found)
  return { ...token, scope_claim: 'scope', ...(claim === undefined ? {} : { role_claim: claim }) }
}

const MAPPERS = {
  realm: 'oidc-usermodel-realm-role-mapper',
  client: 'oidc-usermodel-client-role-mapper',
} as const

/**
 * The claim with the names of roles: where the mapper of the client scope `roles` writes them. If it adds a prefix, or does
 * not write them into access tokens, there is no such claim.
 */
function roleClaim(realm: Part, api: string | undefined, found: Gathering): string | undefined {
  const usual = api === undefined ? 'realm_access.roles' : `resource_access.\${client_id}.roles`
  const scope = realm
    .get('clientScopes')
    .items()
    .find((each) => each.get('name').value === 'roles')
  const kind = MAPPERS[api === undefined ? 'realm' : 'client']
  const mapper = scope
    ?.get('protocolMappers')
    .items()
    .find((each) => each.get('protocolMapper').value === kind)
  const config = mapper?.get('config')
  const claim = config?.get('claim.name').text() ?? usual
  if (!config || !mapper) return pointer(claim, api)
  const prefix = [
    config.get('usermodel.realmRoleMapping.rolePrefix'),
    config.get('usermodel.clientRoleMapping.rolePrefix'),
  ]
  const hasPrefix = prefix.some(({ value }) => typeof value === 'string' && value !== '')
  const isList = String(config.get('multivalued').value ?? 'true') === 'true'
  if (hasPrefix || !isList || String(config.get('access.token.claim').value) === 'false') {
    found.leave('keycloak-role-claim', claim, mapper)
    return undefined
  }
  return pointer(claim, api)
}

/** A claim of Keycloak, whose parts are separated by dots (`\.` is a dot in a name), as a JSON pointer (RFC 6901). */
function pointer(claim: string, api: string | undefined): string {
  const steps = claim
    .split(/(?<!\\)\./)
    .map((step) => step.replaceAll('\\.', '.').replaceAll(`\${client_id}`, api ?? ''))
  const [only = ''] = steps
  if (steps.length === 1 && !only.startsWith('/')) return only
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
