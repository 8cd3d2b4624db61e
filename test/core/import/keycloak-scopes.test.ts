import { describe, expect, test } from 'vitest'
import { readKeycloak } from '../../../src/core/import/keycloak.js'
import { result, source } from './support.js'

const ROLES = {
  realm: [
    { name: 'admin', composites: { realm: ['editor'] } },
    { name: 'editor' },
    { name: 'user' },
  ],
  client: { api: [{ name: 'reader' }] },
}
const read = (more: Record<string, unknown>, api?: string) =>
  result(readKeycloak(source({ realm: 'acme', roles: ROLES, ...more }), { api }))
const scope = (name: string, attributes: Record<string, string> = {}) => ({ name, attributes })

describe('client scopes', () => {
  test('are granted to the roles that they are mapped to, and to what these are composed of', () => {
    const { catalog, left } = read({
      clientScopes: [scope('orders'), scope('items'), scope('open')],
      scopeMappings: [
        { clientScope: 'orders', roles: ['admin', 'gone'] },
        { client: 'web', roles: ['user'] },
      ],
      clientScopeMappings: { api: [{ clientScope: 'items', roles: ['reader'] }] },
    })
    expect(catalog.roles).toEqual({
      admin: { extends: ['editor'], scopes: ['role:admin'] },
      editor: { scopes: ['role:editor', 'orders'] },
      user: { scopes: ['role:user'] },
      'api/reader': { scopes: ['role:api/reader', 'items'] },
    })
    expect(catalog.scopes).toMatchObject({ orders: '', items: '', open: '' })
    expect(left.slice(0, 2)).toEqual(['keycloak-mapping orders: gone', 'keycloak-open-scope open'])
  })

  test('that are in no token, or of another protocol, or of Keycloak itself, are left out', () => {
    const { catalog, left } = read({
      clientScopes: [
        scope('profile'),
        scope('hidden', { 'include.in.token.scope': 'false' }),
        scope('order', { 'is.dynamic.scope': 'true', 'dynamic.scope.regexp': 'order:*' }),
        { name: 'saml', protocol: 'saml' },
        scope('two words'),
      ],
    })
    expect(Object.keys(catalog.scopes).filter((name) => !name.startsWith('role:'))).toEqual([])
    expect(left.slice(0, 5)).toEqual([
      'keycloak-built-in-scope profile',
      'keycloak-hidden-scope hidden',
      'keycloak-dynamic-scope order',
      'keycloak-other-protocol saml',
      'scope-name two words',
    ])
  })

  test.each([
    scope('role:admin'),
    scope('role', { 'is.dynamic.scope': 'true' }),
    scope('x', { 'is.dynamic.scope': 'true', 'dynamic.scope.regexp': 'role:*' }),
  ])('one that could be taken for a role is an error: %j', (odd) => {
    expect(() => read({ clientScopes: [odd] })).toThrow('import-scope-is-role')
  })

  test('two with the same name are an error', () => {
    expect(() => read({ clientScopes: [scope('a'), scope('a')] })).toThrow('import-duplicate')
  })
})

describe('token settings', () => {
  const mapper = (kind: 'realm' | 'client', config: Record<string, string>) => ({
    clientScopes: [
      {
        name: 'roles',
        protocolMappers: [
          {
            name: 'm',
            protocolMapper: `oidc-usermodel-${kind}-role-mapper`,
            config: { multivalued: 'true', ...config },
          },
        ],
      },
    ],
  })

  test.each([
    [undefined, {}, '/realm_access/roles'],
    ['api', {}, '/resource_access/api/roles'],
    [
      'https://a/b~c',
      { clients: [{ clientId: 'https://a/b~c' }] },
      '/resource_access/https:~1~1a~1b~0c/roles',
    ],
    [undefined, mapper('realm', { 'claim.name': 'roles' }), 'roles'],
    [
      undefined,
      mapper('realm', { 'claim.name': 'https://acme\\.com/roles' }),
      'https://acme.com/roles',
    ],
    ['api', mapper('client', { 'claim.name': 'a.${client_id}' }), '/a/api'],
    [undefined, mapper('realm', { 'usermodel.realmRoleMapping.rolePrefix': 'R_' }), undefined],
    [undefined, mapper('realm', { 'access.token.claim': 'false' }), undefined],
    [undefined, mapper('realm', { multivalued: 'false' }), undefined],
  ])('the claim with the roles of %s is where the mapper %j writes them', (api, more, claim) => {
    const { catalog, left } = read(more, api)
    expect((catalog.token as { role_claim?: string }).role_claim).toBe(claim)
    expect(left.some((each) => each.startsWith('keycloak-role-claim'))).toBe(claim === undefined)
  })

  test('lifetime and algorithm are as stated, and the host is not stated', () => {
    const { catalog, left } = read({ accessTokenLifespan: 300, defaultSignatureAlgorithm: 'ES256' })
    expect(catalog.token).toMatchObject({
      lifetime: '5m',
      algorithm: 'ES256',
      scope_claim: 'scope',
    })
    expect(left).toContain('keycloak-issuer /realms/acme')
    const odd = read({ accessTokenLifespan: 0, defaultSignatureAlgorithm: 'none' })
    expect(odd.catalog.token).not.toHaveProperty('algorithm')
    expect(odd.left.filter((each) => each.startsWith('keycloak-setting'))).toHaveLength(2)
    expect(() => read({ accessTokenLifespan: '5m' })).toThrow('import-wrong-type')
  })
})

test('clients, people and directories are named, with what they have', () => {
  const { left } = read({
    clients: [
      { clientId: 'web', fullScopeAllowed: true, defaultClientScopes: ['orders', 'profile'] },
      { clientId: 'cli' },
      { clientId: 'asks', consentRequired: true },
      { clientId: 'batch', fullScopeAllowed: 'false' },
      { clientId: 'api', bearerOnly: true, authorizationSettings: { resources: [] } },
      { clientId: 'old', protocol: 'saml' },
      { clientId: 'account', fullScopeAllowed: false },
      {
        clientId: 'mapped',
        fullScopeAllowed: true,
        protocolMappers: [
          {
            name: 'aud',
            protocolMapper: 'oidc-audience-mapper',
            config: { 'included.client.audience': 'api' },
          },
          {
            name: 'rename',
            protocolMapper: 'oidc-role-name-mapper',
            config: { role: 'user', 'new.role.name': 'admin' },
          },
          { name: 'name', protocolMapper: 'oidc-full-name-mapper', config: {} },
          {
            name: 'forged',
            protocolMapper: 'oidc-hardcoded-claim-mapper',
            config: { 'claim.name': 'realm_access.roles' },
          },
        ],
      },
    ],
    clientScopes: [scope('orders')],
    scopeMappings: [{ client: 'batch', roles: ['user'] }],
    users: [
      { username: 'alice', realmRoles: ['admin'], groups: ['/staff'] },
      {
        username: 'service-account-batch',
        serviceAccountClientId: 'batch',
        clientRoles: { api: ['reader'] },
      },
    ],
    groups: [
      { name: 'staff', realmRoles: ['user'], subGroups: [{ name: 'boss', realmRoles: ['admin'] }] },
    ],
    defaultGroups: ['/staff'],
    identityProviders: [{ alias: 'google' }],
    components: { 'org.keycloak.storage.UserStorageProvider': [{ name: 'ldap' }] },
  })
  expect(left.filter((each) => !/issuer|audience aud|open-scope/.test(each))).toEqual([
    'keycloak-client-scope web: orders',
    'keycloak-full-scope web',
    'keycloak-full-scope-unstated cli',
    'keycloak-limited-scope asks: its own roles',
    'keycloak-limited-scope batch: user',
    'keycloak-authorization api',
    'keycloak-other-protocol client old',
    'keycloak-audience-mapper mapped: aud (api)',
    'keycloak-role-mapper mapped: rename',
    'keycloak-role-mapper mapped: forged',
    'keycloak-full-scope mapped',
    'keycloak-user alice: admin, /staff',
    'keycloak-service-account batch: api/reader',
    'keycloak-group /staff: user',
    'keycloak-group /staff/boss: admin',
    'keycloak-default-group /staff',
    'keycloak-directory google',
    'keycloak-directory ldap',
  ])
})
