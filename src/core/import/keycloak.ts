import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Source } from '../source.js'
import { Gathering } from './gathering.js'
import { leaveClients } from './keycloak-clients.js'
import { leaveRest } from './keycloak-left-out.js'
import { leavePeople } from './keycloak-people.js'
import { type KeycloakRoles, readKeycloakRoles } from './keycloak-roles.js'
import { readClientScopes } from './keycloak-scopes.js'
import { readKeycloakToken } from './keycloak-token.js'
import type { Carried } from './model.js'
import type { Part } from './part.js'

export interface KeycloakOptions {
  /** The realm, if the document has several. */
  readonly realm?: string | undefined
  /** The client whose roles the API checks; default: it checks roles of the realm. */
  readonly api?: string | undefined
}

/**
 * Reads the export of a Keycloak realm: each role is a role of the catalog, which extends what it is composed of, and grants a
 * scope `role:NAME` that a route can need; client scopes are scopes, granted to the roles that they are mapped to.
 *
 * A catalog reads roles from one claim of a token: `realm_access.roles`, or the roles of the client `api` in
 * `resource_access`. Roles of other clients are called `CLIENT/NAME`, so that no token can name them. A role in a token is
 * never taken for a client scope with its name, since the scope has the prefix. Nobody is granted anything that the document
 * grants only to some: default roles are roles like others, and a client scope without roles is granted to no role.
 *
 * @throws ScopectlError `import-several-realms`, `import-no-realm`, `import-no-api`, `import-wrong-type`,
 * `import-duplicate`, `import-nothing`
 */
export function readKeycloak(source: Source, options: KeycloakOptions = {}): Carried {
  const found = new Gathering(source)
  const realm = chosenRealm(source, found, options.realm)
  const roles = readKeycloakRoles(realm, found, options.api)
  if (options.api !== undefined && !roles.hasClient(options.api)) noClient(options.api, roles)
  const granted = readClientScopes(realm, roles, found)
  addRoles(roles, granted, found)
  const token = readKeycloakToken(realm, options.api, found)
  leaveClients(realm, found)
  leavePeople(realm, found)
  leaveRest(realm, found)
  found.done()
  const { leftOut } = found
  const format = `Keycloak realm ${realm.get('realm').text() ?? ''}`
  return { format, scopes: found.scopes, roles: found.roles, routes: [], token, leftOut, notes: [] }
}

/** One realm, or a list of them, as `kc.sh export` and older versions write. */
function chosenRealm(source: Source, found: Gathering, wanted: string | undefined): Part {
  const { root } = found
  const realms = Array.isArray(root.value) ? root.items() : [root]
  const names = realms.map((each) => each.get('realm').text() ?? '')
  if (wanted === undefined) {
    const [only] = realms
    if (only && realms.length === 1) return only
    return fail('import-several-realms', { file: source.file, realms: names })
  }
  const [realm, second] = realms.filter((_, i) => names[i] === wanted)
  if (!realm || second) {
    return fail('import-no-realm', {
      realm: wanted,
      realms: names,
      suggestion: nearest(wanted, names),
    })
  }
  return realm
}

function noClient(api: string, { clients }: KeycloakRoles): never {
  const suggestion = nearest(api, clients)
  return fail('import-no-api', { api, apis: clients, suggestion, what: 'keycloak' })
}

/** @param granted the client scopes of each role, by its name in the catalog */
function addRoles(
  { nodes, reach }: KeycloakRoles,
  granted: ReadonlyMap<string, ReadonlySet<string>>,
  found: Gathering,
): void {
  for (const { name, scope, description, includes, circular, part, title } of nodes.values()) {
    // A cycle makes its roles equal: a catalog says so by giving each of them all scopes.
    const same = circular ?? [name]
    const own = same.flatMap((each) => nodes.get(each)?.scope ?? [])
    // What an included role has is not repeated.
    const inherited = new Set(
      includes.flatMap((each) =>
        [...reach(each)].flatMap((role) => [...(granted.get(role) ?? [])]),
      ),
    )
    const client = same.flatMap((each) => [...(granted.get(each) ?? [])])
    const scopes = [...new Set([...own, ...client.filter((each) => !inherited.has(each))])]
    if (scope !== undefined) found.scope(scope, title, part)
    found.role(name, { description, scopes, extends: includes }, part)
    if (circular) found.leave('keycloak-cycle', name, part)
  }
}
