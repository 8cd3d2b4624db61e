import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor } from '../place.js'
import { type Target, target } from '../target.js'
import { editedTree } from '../trees.js'

const PERMISSIONS = {
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
const ENTRA = {
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
  ],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [{ value: 'read', type: 'User', isEnabled: true }],
  },
}
const AUTH0 = {
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
      ],
    },
  ],
  clientGrants: [
    { client_id: 'batch', audience: 'https://api.example.com', scope: ['read:items'] },
  ],
}
const KEYCLOAK = {
  realm: 'acme',
  roles: {
    realm: [
      { name: 'admin', composites: { realm: ['Editor'], client: { web: ['x'] } } },
      { name: 'Editor' },
    ],
    client: { web: [{ name: 'x' }] },
  },
  clientScopes: [{ name: 'items:write', protocol: 'openid-connect' }],
  scopeMappings: [{ clientScope: 'items:write', roles: ['admin'] }],
  clients: [{ clientId: 'web', fullScopeAllowed: true, defaultClientScopes: ['items:write'] }],
}

/** What is imported loads, without notes about names that nobody has, and makes nothing public. */
function source(name: string, seed: object, more: readonly string[] = [], yaml = true): Target {
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
      const written = parse(stdout) as { routes?: Record<string, unknown> }
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
  source('import-permissions', PERMISSIONS, ['--scheme', 'Work'], false),
  source('import-entra', ENTRA, [], false),
  source('import-auth0', AUTH0),
  source('import-keycloak', KEYCLOAK, [], false),
]
