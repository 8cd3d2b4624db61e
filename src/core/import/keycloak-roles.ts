import type { Gathering } from './gathering.js'
import { isRoleName } from './gathering.js'
import { isBuiltInRole } from './keycloak-built-in.js'
import { componentsOf } from './keycloak-cycles.js'
import { scopeOfRole } from './keycloak-names.js'
import type { Part } from './part.js'

/** A role of Keycloak as the catalog has it. */
export interface RoleNode {
  /** In the catalog. */
  readonly name: string
  /** What a route needs to need this role. */
  readonly scope: string | undefined
  readonly description: string
  /** What it is, in words: the description of its scope. */
  readonly title: string
  /** The names of the roles that it is composed of; none if it is part of a cycle. */
  readonly includes: readonly string[]
  /** The names of all roles that are the same, if its composites form a cycle. */
  readonly circular: readonly string[] | undefined
  readonly part: Part
}

export interface KeycloakRoles {
  /** By name in the catalog. */
  readonly nodes: ReadonlyMap<string, RoleNode>
  /** All clients that have roles or an entry of their own. */
  readonly clients: readonly string[]
  hasClient(client: string): boolean
  /** The node of a role, if it was carried over. @param client undefined for a role of the realm */
  find(client: string | undefined, role: string): RoleNode | undefined
  /** The role with all that it is composed of, by name in the catalog. */
  reach(name: string): ReadonlySet<string>
}

interface Found {
  readonly client: string | undefined
  readonly role: string
  readonly name: string
  readonly part: Part
}

const keyOf = (client: string | undefined, role: string): string => JSON.stringify([client, role])
const shownRole = (client: string | undefined, role: string): string =>
  client === undefined ? role : `${client}/${role}`

/** Reads the roles of a realm and of its clients. Those that Keycloak itself makes are left out, unless `api` is their client. */
export function readKeycloakRoles(
  realm: Part,
  found: Gathering,
  api: string | undefined,
): KeycloakRoles {
  const lists = realm.get('roles')
  const byClient = lists.has('client') ? lists.get('client') : lists.get('application')
  const carried = new Map<string, Found>()
  const byName = new Map<string, Found>()
  const add = (client: string | undefined, part: Part): void => {
    const role = part.get('name').text()
    if (role === undefined) {
      found.leave('keycloak-nameless', shownRole(client, part.key), part)
      return
    }
    const key = keyOf(client, role)
    if (carried.has(key)) {
      found.twice('role', shownRole(client, role), part)
      return
    }
    if (isBuiltInRole(realm, client, role, part) && (client === undefined || client !== api)) {
      found.leave('keycloak-built-in-role', shownRole(client, role), part)
      return
    }
    const name = client === api || client === undefined ? role : shownRole(client, role)
    const entry = { client, role, name, part }
    if (!isRoleName(name)) found.leave('role-name', name, part)
    // A token could not tell them apart; roles of the API come first.
    else if (byName.has(name)) found.leave('keycloak-same-name', shownRole(client, role), part)
    else {
      carried.set(key, entry)
      byName.set(name, entry)
    }
  }
  const clientLists = byClient.members()
  const [own, others] = [
    clientLists.filter(({ key }) => key === api),
    clientLists.filter(({ key }) => key !== api),
  ]
  for (const list of own) for (const part of list.items()) add(list.key, part)
  for (const part of lists.get('realm').items()) add(undefined, part)
  for (const list of others) for (const part of list.items()) add(list.key, part)

  const find = (client: string | undefined, role: string) => carried.get(keyOf(client, role))
  const edges = new Map(
    [...byName.values()].map((entry) => [entry.name, compositesOf(entry, find, found)]),
  )
  dropEmptyDefault(realm, edges, byName, found)
  const cycles = componentsOf(edges)
  const nodes = new Map(
    [...byName.values()].map(({ name, client, role, part }) => {
      const circular = cycles.get(name)
      // A composite outside the cycle is a part of each role in it.
      const outside = (circular ?? [name]).flatMap((each) => edges.get(each) ?? [])
      const includes = [...new Set(outside)].filter((each) => !(circular ?? [name]).includes(each))
      const description = textOf(part.get('description').text() ?? '')
      const kind = client === undefined ? 'Realm role' : `Role of client ${client}:`
      const title = `${kind} ${role}${description === '' ? '' : `: ${description}`}`
      const scope = name === defaultRoleOf(realm) ? undefined : scopeOfRole(name)
      const node = { name, scope, description, title, includes, circular, part }
      return [name, node] as const
    }),
  )
  const clients = [...new Set([...clientLists.map(({ key }) => key), ...clientIds(realm)])]
  return {
    nodes,
    clients,
    hasClient: (client) => clients.includes(client),
    find: (client, role) => nodes.get(find(client, role)?.name ?? ''),
    reach: (name) => reachable(name, edges),
  }
}

/** The role that Keycloak makes to hold the default ones (since version 13): no API asks for it. */
const defaultRoleOf = (realm: Part): string | undefined => {
  const { value } = realm.get('defaultRole').get('name')
  return typeof value === 'string' ? value : undefined
}

/** Usually, the default role only holds roles of Keycloak itself, and nothing of it is left. */
function dropEmptyDefault(
  realm: Part,
  edges: Map<string, readonly string[]>,
  byName: Map<string, Found>,
  found: Gathering,
): void {
  const name = defaultRoleOf(realm)
  const entry = name === undefined ? undefined : byName.get(name)
  if (!entry || entry.client !== undefined || (edges.get(entry.name) ?? []).length > 0) return
  if ([...edges.values()].some((all) => all.includes(entry.name))) return
  edges.delete(entry.name)
  byName.delete(entry.name)
  found.leave('keycloak-built-in-role', entry.name, entry.part)
}

/** `${role_admin}` is a key of Keycloak's translations. */
const textOf = (description: string): string =>
  /^\$\{[^}]*\}$/.test(description) ? '' : description

/** The ids of the realm's clients; `applications` before Keycloak 1.2. */
export const clientsOf = (realm: Part): Part[] =>
  (realm.has('clients') ? realm.get('clients') : realm.get('applications')).items()

export const clientIdOf = (client: Part): string | undefined =>
  (client.has('clientId') ? client.get('clientId') : client.get('name')).text()

const clientIds = (realm: Part): string[] =>
  clientsOf(realm).flatMap((client) => clientIdOf(client) ?? [])

/** The names of what a role is composed of; what is not carried over is left out, by name. */
function compositesOf(
  { name, part }: Found,
  find: (client: string | undefined, role: string) => Found | undefined,
  found: Gathering,
): string[] {
  const composites = part.get('composites')
  if (composites.isEmpty) return []
  const names: string[] = []
  const add = (client: string | undefined, item: Part): void => {
    const role = item.text()
    if (role === undefined) return
    const target = find(client, role)
    if (target) names.push(target.name)
    else found.leave('keycloak-composite', `${name}: ${shownRole(client, role)}`, item)
  }
  for (const item of composites.get('realm').items()) add(undefined, item)
  const byClient = composites.has('client') ? 'client' : 'application'
  const lists = composites.get(byClient)
  for (const list of lists.members()) {
    for (const item of list.items()) add(list.key, item)
  }
  return [...new Set(names)]
}

function reachable(name: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(edges.get(next) ?? []))
  }
  return seen
}
