import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor } from '../place.js'
import { type Target, target } from '../target.js'
import { editedTree } from '../trees.js'

export const PERMISSIONS = {
  permissions: {
    'Item.Read': {
      schemes: { Work: { adminDisplayName: 'Read', adminDescription: 'Reads items' } },
      pathSets: [
        {
          schemeKeys: ['Work'],
          methods: ['GET', 'HEAD'],
          paths: { '/items/{id}': 'least=Work', '/items': '' },
        },
        {
          schemeKeys: ['Work'],
          methods: ['PUT'],
          alsoRequires: '(A | B) & C',
          paths: { '/a': 'AlsoRequires=C' },
        },
      ],
    },
    ...Object.fromEntries(
      ['A', 'B', 'C'].map((name) => [name, { schemes: { Work: {} }, pathSets: [] }]),
    ),
  },
}
export const ENTRA = {
  identifierUris: ['api://items'],
  requestedAccessTokenVersion: 2,
  appRoles: [
    {
      value: 'Editor',
      displayName: 'Edits',
      allowedMemberTypes: ['User'],
      isEnabled: true,
      id: '1',
    },
    {
      value: 'Sync.All',
      displayName: 'Syncs',
      allowedMemberTypes: ['Application'],
      isEnabled: true,
      id: '2',
    },
    { value: 'Old', allowedMemberTypes: ['User'], isEnabled: false, id: '3' },
  ],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [
      { value: 'read', type: 'User', isEnabled: true },
      { value: 'old', type: 'User', isEnabled: false },
    ],
  },
}
export const AUTH0 = {
  resourceServers: [
    {
      name: 'Items',
      identifier: 'https://api.example.com',
      enforce_policies: true,
      token_dialect: 'access_token_authz',
      scopes: [{ value: 'read:items', description: 'Read' }, { value: 'write:items' }],
    },
  ],
  roles: [
    {
      name: 'Editor',
      permissions: [
        { permission_name: 'write:items', resource_server_identifier: 'https://api.example.com' },
        { permission_name: 'read:items', resource_server_identifier: 'https://other.example.com' },
        { permission_name: 'read:items' },
      ],
    },
  ],
  clientGrants: [
    { client_id: 'batch', audience: 'https://api.example.com', scope: ['read:items'] },
  ],
}
export const KEYCLOAK = {
  realm: 'acme',
  roles: {
    realm: [
      { name: 'admin', composites: { realm: ['Editor'], client: { web: ['x'] } } },
      { name: 'Editor' },
      { name: '50% a*b' },
    ],
    client: { web: [{ name: 'x', composites: { client: { web: ['Editor'] } } }] },
  },
  clientScopes: [{ name: 'items:write', protocol: 'openid-connect' }],
  scopeMappings: [{ clientScope: 'items:write', roles: ['admin'] }],
  clients: [{ clientId: 'web', fullScopeAllowed: true, defaultClientScopes: ['items:write'] }],
}

interface Written {
  readonly routes?: Readonly<Record<string, unknown>>
  readonly token?: { readonly audience?: string }
  readonly scopes?: Readonly<Record<string, unknown>>
  readonly roles?: Readonly<Record<string, Granted>>
}
interface Granted {
  readonly scopes?: readonly string[]
  readonly extends?: readonly string[]
}
/** Any value in a document; a key that does not exist is undefined. */
// biome-ignore lint/suspicious/noExplicitAny: a hostile document has any form
type Anything = any

const itemsOf = (list: Anything): Anything[] =>
  typeof list === 'object' && list !== null ? Object.values(list) : []

/** Each scope and role is of an entry that is not disabled. */
function entraGrants({ scopes = {}, roles = {} }: Written, document: Anything): void {
  const lists = [
    ...[document.api?.oauth2PermissionScopes, document.oauth2Permissions, document.appRoles],
  ]
  const enabled = lists.flatMap(itemsOf).filter((each) => each?.isEnabled !== false)
  const values = enabled.map((each) => each?.value)
  for (const name of [...Object.keys(scopes), ...Object.keys(roles)]) expect(values).toContain(name)
  for (const role of Object.values(roles)) expect(role.scopes ?? []).toEqual([])
}

/** A role has what the document gives it at the API that the tokens are for. */
function auth0Grants({ token, roles = {} }: Written, document: Anything): void {
  const at = token?.audience
  for (const [name, role] of Object.entries(roles)) {
    const permissions = itemsOf(document.roles)
      .filter((each) => each?.name === name)
      .flatMap((each) => itemsOf(each.permissions))
      .filter((each) => each?.resource_server_identifier === at)
      .map((each) => each.permission_name)
    const grants = itemsOf(document.clientGrants)
      .filter((each) => `client:${each?.client_id}` === name && each.audience === at)
      .flatMap((each) => itemsOf(each.scope))
    for (const scope of role.scopes ?? []) expect([...permissions, ...grants]).toContain(scope)
  }
}

/** A role extends what it is composed of; scopes of roles are its own, other scopes are mapped to it. */
function keycloakGrants({ roles = {} }: Written, document: Anything): void {
  const clients = Object.entries<Anything>(document.roles?.client ?? {})
  const all: [string, Anything][] = [
    ...itemsOf(document.roles?.realm).map((role): [string, Anything] => [role?.name, role]),
    ...clients.flatMap(([client, list]) =>
      itemsOf(list).map((role): [string, Anything] => [`${client}/${role?.name}`, role]),
    ),
  ]
  const parts = (name: string): string[] =>
    all
      .filter(([each]) => each === name)
      .flatMap(([, { composites }]) => [
        ...itemsOf(composites?.realm),
        ...Object.entries(composites?.client ?? {}).flatMap(([client, list]) =>
          itemsOf(list).map((role) => `${client}/${role}`),
        ),
      ])
  const reached = (name: string): Set<string> => {
    const seen = new Set([name])
    for (const each of seen) for (const part of parts(each)) seen.add(part)
    return seen
  }
  for (const [name, role] of Object.entries(roles)) {
    const within = reached(name)
    for (const each of role.extends ?? []) expect([...within]).toContain(each)
    const ofRoles = (role.scopes ?? []).filter((scope) => scope.startsWith('role:'))
    for (const scope of ofRoles)
      expect([...within]).toContain(decodeURIComponent(scope.slice('role:'.length)))
  }
}

interface Options {
  readonly more?: readonly string[]
  readonly yaml?: boolean
  /** Whether the document gives what is written: no role has more. */
  readonly grants?: (written: Written, document: Anything) => void
}

/** What is imported loads, without notes about names that nobody has, makes nothing public, and grants nothing new. */
function source(name: string, seed: object, { more = [], yaml = false, grants }: Options): Target {
  const place = placeFor({})
  const file = yaml ? 'document.yaml' : 'document.json'
  return target<string>({
    name,
    inputs: fc.oneof(editedTree([seed], { yaml }), edited([JSON.stringify(seed, null, 1)])),
    controls: [JSON.stringify(seed)],
    async check(text) {
      const cwd = place({ [file]: text })
      const run = (...args: string[]) => ask(args, { cwd, env: ENV })
      rmSync(join(cwd, 'new.yaml'), { force: true })
      const args = ['import', name.slice('import-'.length), file, ...more]
      const json = await run(...args, '--json')
      const { exit, stdout } = await run(...args)
      expect(exit).toBe(json.exit)
      if (exit !== 0) return 'refused'
      const written = parse(stdout) as Written
      grants?.(written, parse(text))
      for (const needs of Object.values(written.routes ?? {})) expect(needs).not.toBe('public')
      expect((await run(...args, '-o', 'new.yaml', '-q')).exit).toBe(0)
      expect((await run('lint', '-c', 'new.yaml', '-q')).exit).toBe(0)
      // The same again loosens nothing, so it needs no --force.
      expect((await run(...args, '-o', 'new.yaml', '-q')).exit).toBe(0)
      return 'accepted'
    },
  })
}

export const imports: readonly Target[] = [
  source('import-permissions', PERMISSIONS, { more: ['--scheme', 'Work'] }),
  source('import-entra', ENTRA, { grants: entraGrants }),
  source('import-auth0', AUTH0, { grants: auth0Grants, yaml: true }),
  source('import-keycloak', KEYCLOAK, { grants: keycloakGrants }),
]
