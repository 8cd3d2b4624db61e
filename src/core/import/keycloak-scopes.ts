import { problem } from '../problem.js'
import type { Gathering } from './gathering.js'
import { isBuiltInScope } from './keycloak-built-in.js'
import { ROLE_SCOPE } from './keycloak-names.js'
import type { KeycloakRoles } from './keycloak-roles.js'
import type { Part } from './part.js'

/**
 * The client scopes of a realm, and which roles they are granted to, by name in the catalog.
 *
 * A client scope that roles are mapped to is for users who have one of them, or a role that one of them is composed of
 * (Keycloak expands both sides). Without such roles, it is for everybody whose client has it: no role is granted it.
 */
export function readClientScopes(
  realm: Part,
  roles: KeycloakRoles,
  found: Gathering,
): Map<string, Set<string>> {
  const mapped = mappingsOf(realm)
  const granted = new Map<string, Set<string>>()
  const own = new Set([...roles.nodes.values()].map(({ scope }) => scope))
  const seen = new Set<string>()
  for (const part of realm.get('clientScopes').items()) {
    const name = part.get('name').text()
    if (name === undefined) continue
    if (seen.has(name)) found.twice('scope', name, part)
    seen.add(name)
    const seems = dynamicScope(part) ?? name
    if (own.has(seems) || (seems !== name && seems.startsWith(ROLE_SCOPE))) {
      // Whoever holds it would seem to have the role.
      found.fault(problem('import-scope-is-role', { scope: name }, part.at))
      continue
    }
    if (!isCarried(name, part, found)) continue
    const description = part.get('description').text() ?? ''
    if (!found.scope(name, description.startsWith('${') ? '' : description, part)) continue
    const mappings = mapped.get(name) ?? []
    if (mappings.length === 0) found.leave('keycloak-open-scope', name, part)
    for (const { client, item } of mappings) {
      const role = item.text()
      const node = role === undefined ? undefined : roles.find(client, role)
      if (!node) {
        const shown = client === undefined ? role : `${client}/${role}`
        found.leave('keycloak-mapping', `${name}: ${shown}`, item)
        continue
      }
      for (const each of roles.reach(node.name)) {
        granted.set(each, (granted.get(each) ?? new Set()).add(name))
      }
    }
  }
  return granted
}

function isCarried(name: string, part: Part, found: Gathering): boolean {
  const protocol = part.get('protocol')
  const attributes = part.get('attributes')
  if (!protocol.isEmpty && protocol.value !== 'openid-connect') {
    found.leave('keycloak-other-protocol', name, part)
  } else if (isBuiltInScope(name)) found.leave('keycloak-built-in-scope', name, part)
  else if (dynamicScope(part) !== undefined) {
    found.leave('keycloak-dynamic-scope', name, part)
  } else if (String(attributes.get('include.in.token.scope').value) === 'false') {
    found.leave('keycloak-hidden-scope', name, part)
  } else return true
  return false
}

/** The form of a dynamic client scope, such as `order:*`. */
function dynamicScope(part: Part): string | undefined {
  const attributes = part.get('attributes')
  if (String(attributes.get('is.dynamic.scope').value) !== 'true') return undefined
  const form = attributes.get('dynamic.scope.regexp').value
  return typeof form === 'string' && form !== '' ? form : `${part.get('name').text() ?? ''}:*`
}

interface Mapping {
  readonly client: string | undefined
  readonly item: Part
}

/** The roles of each client scope: those of the realm in `scopeMappings`, those of clients in `clientScopeMappings`. */
function mappingsOf(realm: Part): Map<string, Mapping[]> {
  const mapped = new Map<string, Mapping[]>()
  const add = (client: string | undefined, list: Part): void => {
    for (const each of list.items()) {
      const scope = each.get('clientScope').text()
      if (scope === undefined) continue
      const items = each
        .get('roles')
        .items()
        .map((item) => ({ client, item }))
      mapped.set(scope, [...(mapped.get(scope) ?? []), ...items])
    }
  }
  add(undefined, realm.get('scopeMappings'))
  for (const list of realm.get('clientScopeMappings').members()) add(list.key, list)
  return mapped
}
