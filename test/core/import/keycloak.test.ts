import { describe, expect, test } from 'vitest'
import { type KeycloakOptions, readKeycloak } from '../../../src/core/import/keycloak.js'
import { result, source } from './support.js'

const read = (value: unknown, options: KeycloakOptions = {}) =>
  result(readKeycloak(source(value), options))
const realm = (roles: unknown, more: Record<string, unknown> = {}) => ({
  realm: 'acme',
  roles,
  ...more,
})
const named = (name: string, realmRoles: string[] = [], client: Record<string, string[]> = {}) => ({
  name,
  composites: { realm: realmRoles, client },
})

/** All scopes of a role, with those of the roles that it extends. */
function scopesOf(
  roles: Record<string, { scopes?: string[]; extends?: string[] }>,
  name: string,
): string[] {
  const { scopes = [], extends: others = [] } = roles[name] ?? {}
  return [...new Set([...scopes, ...others.flatMap((each) => scopesOf(roles, each))])].sort()
}

describe('roles', () => {
  test('a role is a scope that a route can need, and composites extend', () => {
    const items = [
      named('admin', ['editor', 'gone'], { api: ['reader'] }),
      { name: 'editor', description: 'Edits' },
    ]
    const { catalog, left } = read(realm({ realm: items, client: { api: [{ name: 'reader' }] } }))
    expect(catalog.roles).toEqual({
      admin: { extends: ['editor', 'api/reader'], scopes: ['role:admin'] },
      editor: { description: 'Edits', scopes: ['role:editor'] },
      'api/reader': { scopes: ['role:api/reader'] },
    })
    expect(Object.keys(catalog.scopes)).toEqual(['role:admin', 'role:editor', 'role:api/reader'])
    expect(left).toContain('keycloak-composite admin: gone')
  })

  test('roles in a cycle have the same scopes, also those of the roles outside', () => {
    const cycle = [
      named('a', ['b']),
      named('b', ['c', 'x']),
      named('c', ['a']),
      named('x'),
      named('over', ['a']),
      named('self', ['self']),
    ]
    const { catalog, left } = read(realm({ realm: cycle }))
    for (const name of ['a', 'b', 'c']) {
      expect(scopesOf(catalog.roles ?? {}, name)).toEqual(['role:a', 'role:b', 'role:c', 'role:x'])
    }
    expect(scopesOf(catalog.roles ?? {}, 'over')).toHaveLength(5)
    expect(catalog.roles?.['x']?.scopes).toEqual(['role:x'])
    expect(catalog.roles?.['self']).toEqual({ scopes: ['role:self'] })
    expect(left.filter((each) => each.startsWith('keycloak-cycle'))).toHaveLength(3)
  })

  test('names that no scope may have are encoded, so that two roles never share one', () => {
    const names = ['Super Admin', 'Super%20Admin', 'a*', 'a"b', 'é', 'a\\b']
    const { catalog } = read(realm({ realm: names.map((name) => ({ name })) }))
    expect(Object.keys(catalog.scopes)).toEqual([
      'role:Super%20Admin',
      'role:Super%2520Admin',
      'role:a%2A',
      'role:a%22b',
      'role:%C3%A9',
      'role:a%5Cb',
    ])
  })

  test('names that a catalog cannot have are left out', () => {
    const names = ['__proto__', 'everyone', 'a\nb', 'ok', '\ud800']
    const { catalog, left } = read(realm({ realm: [...names.map((name) => ({ name })), {}] }))
    expect(Object.keys(catalog.roles ?? {})).toEqual(['ok'])
    expect(left.slice(0, 5)).toEqual([
      'role-name __proto__',
      'role-name everyone',
      'role-name a\nb',
      'role-name \ud800',
      'keycloak-nameless 5',
    ])
  })

  test('roles of Keycloak itself are left out, and a default role is never granted to everybody', () => {
    const roles = {
      realm: [
        { name: 'offline_access' },
        named('default-roles-acme', ['offline_access', 'user']),
        { name: 'user' },
      ],
      client: { account: [{ name: 'view-profile' }] },
    }
    const more = {
      defaultRole: { name: 'default-roles-acme' },
      defaultRoles: ['user', 'offline_access'],
    }
    const { catalog, left } = read(realm(roles, more))
    expect(catalog.roles).toEqual({
      'default-roles-acme': { extends: ['user'] },
      user: { scopes: ['role:user'] },
    })
    expect(left).toContain('keycloak-built-in-role offline_access')
    expect(left).toContain('keycloak-built-in-role account/view-profile')
    expect(left.filter((each) => each.startsWith('keycloak-default'))).toEqual([
      'keycloak-default-role default-roles-acme',
      'keycloak-default-role user',
    ])
    const only = { realm: [named('default-roles-acme', ['offline_access']), { name: 'user' }] }
    expect(Object.keys(read(realm(only, more)).catalog.roles ?? {})).toEqual(['user'])
  })

  test('with --api, tokens name the roles of the client: one of the realm with such a name is left out', () => {
    const roles = {
      realm: [named('manager', [], { api: ['editor'] }), { name: 'editor' }],
      client: { other: [{ name: 'editor' }], api: [{ name: 'editor' }] },
    }
    const { catalog, left } = read(realm(roles), { api: 'api' })
    expect(catalog.token).toMatchObject({ role_claim: '/resource_access/api/roles' })
    expect(catalog.roles).toEqual({
      editor: { scopes: ['role:editor'] },
      manager: { extends: ['editor'], scopes: ['role:manager'] },
      'other/editor': { scopes: ['role:other/editor'] },
    })
    expect(left).toContain('keycloak-same-name editor')
    expect(() => read(realm(roles), { api: 'apo' })).toThrow('import-no-api')
  })

  test('a realm role called like the role of a client is never that role', () => {
    const roles = { realm: [{ name: 'api/editor' }], client: { api: [{ name: 'editor' }] } }
    const { catalog, left } = read(realm(roles))
    expect(Object.keys(catalog.roles ?? {})).toEqual(['api/editor'])
    expect(left).toContain('keycloak-same-name api/editor')
  })

  test('two roles with the same name are an error', () => {
    expect(() => read(realm({ realm: [{ name: 'a' }, { name: 'a' }] }))).toThrow('import-duplicate')
  })
})

describe('documents', () => {
  test('a list of realms, of which one must be chosen', () => {
    const both = [
      realm({ realm: [{ name: 'a' }] }),
      { ...realm({ realm: [{ name: 'b' }] }), realm: 'b' },
    ]
    expect(() => read(both)).toThrow('import-several-realms')
    expect(() => read(both, { realm: 'c' })).toThrow('import-no-realm')
    expect(Object.keys(read(both, { realm: 'b' }).catalog.roles ?? {})).toEqual(['b'])
    expect(read(both.slice(0, 1)).catalog.roles).toHaveProperty('a')
  })

  test('applications, as clients were called before version 1.2', () => {
    const old = {
      realm: 'demo',
      roles: {
        realm: [{ name: 'admin', composites: { application: { shop: ['buyer'] } } }],
        application: { shop: [{ name: 'buyer' }] },
      },
      applications: [{ name: 'shop', fullScopeAllowed: true }],
      users: [{ username: 'a', realmRoles: ['admin'], applicationRoles: { shop: ['buyer'] } }],
    }
    const { catalog, left } = read(old)
    expect(catalog.roles).toHaveProperty('admin.extends', ['shop/buyer'])
    expect(left).toContain('keycloak-full-scope shop')
    expect(left).toContain('keycloak-user a: admin, shop/buyer')
  })

  test('one without roles and scopes of its own is an error', () => {
    expect(() => read(realm({ realm: [{ name: 'offline_access' }] }))).toThrow('import-nothing')
    expect(() => read({ realm: 'acme' })).toThrow('import-nothing')
    expect(() => read(realm([]))).toThrow('import-nothing')
    expect(() => read(realm({ realm: { a: 1 } }))).toThrow('import-wrong-type')
  })
})
