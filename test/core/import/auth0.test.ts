import { describe, expect, test } from 'vitest'
import { readAuth0 } from '../../../src/core/import/auth0.js'
import { result, source } from './support.js'

const API = 'https://api.example.com'
const read = (value: unknown, api?: string) => result(readAuth0(source(value), { api }))
const server = (more: Record<string, unknown> = {}) => ({
  name: 'Items',
  identifier: API,
  enforce_policies: true,
  scopes: [{ value: 'read:items', description: 'Read' }, { value: 'write:items' }],
  ...more,
})
const permission = (name: string, of = API) => ({
  permission_name: name,
  resource_server_identifier: of,
})
const tenant = (more: Record<string, unknown> = {}, api: Record<string, unknown> = {}) => ({
  resourceServers: [server(api)],
  ...more,
})

describe('scopes and roles', () => {
  test('a role has the permissions that the API declares, and no others', () => {
    const other = 'https://other.example.com'
    const roles = [
      {
        name: 'editor',
        description: 'Edits',
        permissions: [
          permission('read:items'),
          permission('delete:items'),
          permission('write:items', other),
          { permission_name: 'write:items' },
        ],
      },
      { name: 'nobody', permissions: [] },
    ]
    const { catalog, left } = read(tenant({ roles }))
    expect(catalog.scopes).toEqual({ 'read:items': 'Read', 'write:items': '' })
    expect(catalog.roles).toEqual({
      editor: { description: 'Edits', scopes: ['read:items'] },
      nobody: {},
    })
    expect(left).toEqual([
      'auth0-undeclared editor: delete:items',
      `auth0-other-permission editor: write:items of ${other}`,
      'auth0-other-permission editor: write:items of no API',
      'auth0-issuer AUTH0_DOMAIN',
    ])
  })

  test('names that a catalog cannot have are left out, and so are those without a name', () => {
    const scopes = [{ value: 'openid profile' }, { value: 'read:items' }, {}]
    const roles = [{ name: '__proto__', permissions: [permission('read:items')] }, {}]
    const { catalog, left } = read(tenant({ roles }, { scopes }))
    expect(Object.keys(catalog.scopes)).toEqual(['read:items'])
    expect(catalog.roles).toBeUndefined()
    expect(left.slice(0, 4)).toEqual([
      'scope-name openid profile',
      'auth0-nameless 2',
      'role-name __proto__',
      'auth0-nameless roles.1',
    ])
  })

  test('without RBAC, the roles are as written, and it is reported', () => {
    const roles = [{ name: 'editor', permissions: [permission('read:items')] }]
    for (const enforce of [false, undefined]) {
      const { catalog, left } = read(tenant({ roles }, { enforce_policies: enforce }))
      expect(catalog.roles?.['editor']?.scopes).toEqual(['read:items'])
      expect(left).toContain(`auth0-rbac-off ${API}`)
    }
  })

  test('an API that gives users no tokens gives roles nothing', () => {
    const policy = { subject_type_authorization: { user: { policy: 'deny_all' } } }
    const roles = [{ name: 'editor', permissions: [permission('read:items')] }]
    const { catalog, left } = read(tenant({ roles }, policy))
    expect(catalog.roles).toBeUndefined()
    expect(left).toContain('auth0-users-denied editor')
    expect(left).toContain('auth0-limit subject_type_authorization')
  })
})

describe('client grants', () => {
  const grant = (client: string | undefined, more: Record<string, unknown> = {}) => ({
    ...(client === undefined ? {} : { client_id: client }),
    audience: API,
    scope: ['read:items', 'gone'],
    ...more,
  })

  test('those for a client itself are roles; the others are left out', () => {
    const clientGrants = [
      grant('batch'),
      grant('all', { allow_all_scopes: true, scope: undefined }),
      grant('web', { subject_type: 'user' }),
      grant('spa'),
      grant(undefined, { default_for: 'third_party_clients' }),
      grant('batch', { audience: 'https://acme.eu.auth0.com/api/v2/' }),
    ]
    const clients = [{ name: 'spa', grant_types: ['authorization_code'] }]
    const { catalog, left } = read(tenant({ clientGrants, clients }))
    expect(Object.keys(catalog.roles ?? {})).toEqual(['client:batch', 'client:all'])
    expect(catalog.roles?.['client:batch']?.scopes).toEqual(['read:items'])
    expect(catalog.roles?.['client:all']?.scopes).toEqual(['read:items', 'write:items'])
    expect(left.slice(0, 5)).toEqual([
      'auth0-undeclared batch: gone',
      'auth0-user-grant web',
      'auth0-unused-grant spa',
      'auth0-default-grant third_party_clients',
      'auth0-other-grant batch at https://acme.eu.auth0.com/api/v2/',
    ])
  })

  test('an API that gives clients no tokens has none', () => {
    const policy = { subject_type_authorization: { client: { policy: 'deny_all' } } }
    const { catalog, left } = read(tenant({ clientGrants: [grant('batch')] }, policy))
    expect(catalog.roles).toBeUndefined()
    expect(left).toContain('auth0-unused-grant batch')
  })
})

describe('token settings', () => {
  test.each([
    [{}, { scope_claim: 'scope' }],
    [
      { token_dialect: 'access_token_authz' },
      { scope_claim: 'permissions', scope_format: 'array' },
    ],
    [{ token_dialect: 'access_token_authz', enforce_policies: false }, { scope_claim: 'scope' }],
    [{ token_dialect: 'rfc9068_profile' }, { type: 'at+jwt', scope_claim: 'scope' }],
    [{ token_dialect: 'new_dialect' }, {}],
    [
      { signing_alg: 'RS256', token_lifetime: 86400 },
      { algorithm: 'RS256', lifetime: '1d', scope_claim: 'scope' },
    ],
    [{ signing_alg: 'none', token_lifetime: 0 }, { scope_claim: 'scope' }],
  ])('%j', (api, token) => {
    expect(read(tenant({}, api)).catalog.token).toEqual({ audience: API, ...token })
  })

  test('what is not read is left out by name, and a secret is not', () => {
    const api = {
      signing_secret: 'never',
      proof_of_possession: { required: true },
      odd: 1,
      allow_offline_access: true,
    }
    const { left } = read(
      tenant({ actions: [{ name: 'add scopes' }], branding: { logo: 'x' } }, api),
    )
    expect(left).toEqual([
      'auth0-issuer AUTH0_DOMAIN',
      'auth0-limit proof_of_possession',
      'unknown-key odd',
      'auth0-setting allow_offline_access',
      'auth0-code actions: add scopes',
      'auth0-section branding',
    ])
  })
})

describe('the API', () => {
  const two = {
    resourceServers: [
      server(),
      server({ identifier: 'second' }),
      server({ identifier: 'https://a/api/v2/' }),
    ],
  }

  test('one of several must be chosen, since the same scope means something else at each', () => {
    expect(() => read(two)).toThrow('import-several-apis')
    expect(() => read(two, 'secnd')).toThrow('import-no-api')
    const { catalog, left } = read(two, 'second')
    expect(catalog.token).toMatchObject({ audience: 'second' })
    expect(left).toEqual([
      'auth0-system-api https://a/api/v2/',
      `auth0-other-api ${API}`,
      'auth0-issuer AUTH0_DOMAIN',
    ])
  })

  test('one with scopes is enough', () => {
    const none = { resourceServers: [server(), { identifier: 'me' }] }
    expect(read(none).left).toContain('auth0-other-api me')
    expect(() => read({ resourceServers: [{ identifier: 'me' }], roles: [] })).toThrow(
      'import-no-scopes',
    )
    expect(() => read(none, 'me')).toThrow('import-no-scopes')
  })

  test('two entries with the same name are an error', () => {
    const scopes = [{ value: 'read' }, { value: 'read' }]
    const roles = [{ name: 'a' }, { name: 'a' }]
    expect(() => read(tenant({ roles }, { scopes }))).toThrow('import-duplicate, import-duplicate')
    expect(() => read({ resourceServers: [server(), server()] })).toThrow('import-duplicate')
  })
})
