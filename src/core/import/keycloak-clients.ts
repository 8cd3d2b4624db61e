import type { Gathering } from './gathering.js'
import { isBuiltInClient } from './keycloak-built-in.js'
import { clientIdOf, clientsOf } from './keycloak-roles.js'
import type { Part } from './part.js'

/** Names what the clients of a realm add to tokens or keep out of them: a catalog has no rule by client. */
export function leaveClients(realm: Part, found: Gathering): void {
  const limits = limitsOf(realm)
  for (const client of clientsOf(realm)) {
    const id = clientIdOf(client)
    if (id === undefined || isBuiltInClient(realm, id)) continue
    if (client.get('protocol').value === 'saml') {
      found.leave('keycloak-other-protocol', `client ${id}`, client)
      continue
    }
    leaveMappers(client, id, found)
    const assigned = ['defaultClientScopes', 'optionalClientScopes'].flatMap((key) =>
      client
        .get(key)
        .texts()
        .filter((scope) => found.scopes.has(scope)),
    )
    if (assigned.length > 0)
      found.leave('keycloak-client-scope', `${id}: ${assigned.join(', ')}`, client)
    const authorization = client.get('authorizationSettings')
    if (!authorization.isEmpty) found.leave('keycloak-authorization', id, authorization)
    // It asks for no tokens.
    if (client.get('bearerOnly').flagOrText() === true) continue
    const full = client.get('fullScopeAllowed')
    const isLimited = full.isEmpty && client.get('consentRequired').flagOrText() === true
    if (full.isEmpty && !isLimited) found.leave('keycloak-full-scope-unstated', id, client)
    else if (full.flagOrText() === true) found.leave('keycloak-full-scope', id, full)
    else {
      const roles = limits.get(id) ?? []
      found.leave('keycloak-limited-scope', `${id}: ${roles.join(', ') || 'its own roles'}`, full)
    }
  }
  for (const scope of realm.get('clientScopes').items()) {
    const name = scope.get('name').text() ?? scope.key
    // It repeats the roles of the realm in `groups`, in every realm.
    if (name !== 'microprofile-jwt') leaveMappers(scope, name, found)
  }
}

/** The roles that each client without full scope is limited to. */
function limitsOf(realm: Part): Map<string, string[]> {
  const limits = new Map<string, string[]>()
  const add = (prefix: string, list: Part): void => {
    for (const each of list.items()) {
      const client = each.get('client').text()
      if (client === undefined) continue
      const roles = each
        .get('roles')
        .texts()
        .map((role) => prefix + role)
      limits.set(client, [...(limits.get(client) ?? []), ...roles])
    }
  }
  add('', realm.get('scopeMappings'))
  for (const list of realm.get('clientScopeMappings').members()) add(`${list.key}/`, list)
  return limits
}

/** The mappers that write roles, scopes or audiences; those about a person are not named. */
const ROLE_MAPPERS = new Set([
  'oidc-hardcoded-role-mapper',
  'oidc-role-name-mapper',
  'oidc-usermodel-realm-role-mapper',
  'oidc-usermodel-client-role-mapper',
])
const USUAL_CLAIMS = new Set(['realm_access.roles', `resource_access.\${client_id}.roles`])
const ACCESS_CLAIM = /^(?:scope|scp|permissions|roles|groups|realm_access|resource_access)\b/

function leaveMappers(holder: Part, name: string, found: Gathering): void {
  for (const mapper of holder.get('protocolMappers').items()) {
    const kind = mapper.get('protocolMapper').value
    if (typeof kind !== 'string') continue
    const config = mapper.get('config')
    const claim = config.get('claim.name').value
    const shown = `${name}: ${mapper.get('name').text() ?? kind}`
    if (kind === 'oidc-audience-mapper') {
      const to =
        config.get('included.client.audience').value ?? config.get('included.custom.audience').value
      found.leave(
        'keycloak-audience-mapper',
        typeof to === 'string' ? `${shown} (${to})` : shown,
        mapper,
      )
    } else if (kind.startsWith('script-') || kind === 'oidc-script-based-protocol-mapper') {
      found.leave('keycloak-role-mapper', shown, mapper)
    } else if (ROLE_MAPPERS.has(kind)) {
      if (typeof claim === 'string' && USUAL_CLAIMS.has(claim)) continue
      found.leave('keycloak-role-mapper', shown, mapper)
    } else if (typeof claim === 'string' && ACCESS_CLAIM.test(claim)) {
      found.leave('keycloak-role-mapper', shown, mapper)
    }
  }
}
