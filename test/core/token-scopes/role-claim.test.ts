import { describe, expect, test } from 'vitest'
import type { DecodedToken, JsonObject } from '../../../src/core/token/model.js'
import { claimGrants } from '../../../src/core/token-scopes/claim-grants.js'
import { claimMeant, claimsIn } from '../../../src/core/token-scopes/claims-in.js'
import { readTokenScopes, viewsOf } from '../../../src/core/token-scopes/read.js'
import { hintAtRoles, readRoleClaim, rolesWith } from '../../../src/core/token-scopes/role-claim.js'
import { load } from '../../support/generators.js'

const catalogWith = (token: Record<string, unknown>) =>
  load({
    token,
    scopes: { read: '', write: { implies: ['read'] }, purge: '' },
    roles: {
      boss: { scopes: ['write'] },
      guest: { scopes: ['read'], default: true },
      sweeper: { scopes: ['purge'] },
    },
    routes: {},
  }).catalog
const catalog = catalogWith({ role_claim: 'roles' })
const tokenOf = (claims: JsonObject): DecodedToken => ({ raw: '', header: {}, claims })

describe('the role claim', () => {
  const read = (roles: JsonObject[string], of = catalog) => readRoleClaim(of, tokenOf({ roles }))

  test('is one name, or a list of names; only roles of the catalog count', () => {
    const base = { isPresent: true, notes: [] }
    expect(read('boss')).toEqual({ ...base, form: 'string', names: ['boss'], roles: ['boss'] })
    expect(read('boss guest')).toMatchObject({ form: 'string', names: ['boss guest'], roles: [] })
    expect(read(['boss', 'x', 'guest'])).toEqual({
      ...base,
      form: 'array',
      names: ['boss', 'x', 'guest'],
      roles: ['boss', 'guest'],
    })
  })

  test('of another type grants nothing, and a note says so', () => {
    for (const [value, found] of [
      [7, 'number'],
      [null, 'null'],
      [{ boss: true }, 'object'],
      [['boss', 7], 'mixed array'],
    ] as const)
      expect(read(value as JsonObject[string])).toMatchObject({
        form: undefined,
        roles: [],
        isPresent: true,
        notes: [{ code: 'role-claim-type', args: { claim: 'roles', found } }],
      })
  })

  test('is not read without the setting, and missing in a token without it', () => {
    const none = { form: undefined, names: [], roles: [], isPresent: false, notes: [] }
    expect(read('boss', catalogWith({}))).toEqual(none)
    expect(readRoleClaim(catalog, tokenOf({ undefined: 'boss' }))).toEqual(none)
    expect(readRoleClaim(catalogWith({}), tokenOf({ undefined: 'boss' }))).toEqual(none)
  })
})

test('the roles that grant one of some scopes, also by implication', () => {
  const names = (...wanted: string[]) => [...rolesWith(catalog, new Set(wanted))]
  expect(names('read')).toEqual(['boss', 'guest'])
  expect(names('write')).toEqual(['boss'])
  expect(names('purge', 'write')).toEqual(['boss', 'sweeper'])
  expect(names('none')).toEqual([])
})

describe('why the role claim of a denied token grants nothing', () => {
  const hints = (claims: JsonObject, of = catalog) =>
    hintAtRoles(of, tokenOf(claims), readRoleClaim(of, tokenOf(claims)), new Set(['write'])).map(
      ({ code, args }) => [code, args],
    )

  test('it is missing, and what was probably meant', () => {
    expect(hints({ role: 'boss' })).toEqual([
      [
        'role-claim-missing',
        { claim: 'roles', meant: { claim: 'role', isPath: false }, profile: undefined },
      ],
    ])
    expect(hints({ roles: 'boss' }, catalogWith({}))).toEqual([])
    expect(hints({ roles: 7 })).toEqual([])
  })

  test('some of its names are not roles, all of them, or one is spelled in another way', () => {
    expect(hints({ roles: ['guest'] })).toEqual([])
    const others = Array.from({ length: 21 }, (_, i) => `z${i}`)
    expect(hints({ roles: ['guest', ...others] })).toEqual([
      ['undeclared-roles', { roles: others.slice(0, 20) }],
    ])
    expect(hints({ roles: others })).toEqual([
      ['role-claim-unknown', { claim: 'roles', names: others.slice(0, 5), count: 21 }],
    ])
    const [spelled, ...more] = hints({ roles: ['BOSS'] })
    expect([spelled?.[0], more]).not.toEqual(['role-claim-unknown', []])
  })
})

describe('the claim that a setting means', () => {
  const token = tokenOf({
    sub: 'roles',
    realm_access: { roles: ['a'], deep: { er: { est: { x: 'no' }, y: 'yes' } } },
    groups: [{ name: 'in a list' }, 'b'],
    'https://a.test/roles': 'c',
  })

  test('by its path in any notation', () => {
    for (const written of [
      'realm_access.roles',
      'realm_access/roles',
      '$.realm_access.roles',
      '.realm_access.roles',
      'realm_access.roles[*]',
      'realm_access.roles[]',
      'realm_access.roles.*',
    ])
      expect(claimMeant(token, written), written).toEqual({
        claim: '/realm_access/roles',
        isPath: true,
      })
  })

  test('or by a similar name; nothing inside a list of objects', () => {
    expect(claimMeant(token, 'group')).toEqual({ claim: 'groups', isPath: false })
    for (const written of ['groups.0.name', 'name', 'sub', 'nothing', 'another.realm_access.roles'])
      expect(claimMeant(token, written), written).toBeUndefined()
  })

  test('is searched to a depth, and so many items and members', () => {
    const claims = [...claimsIn(token)].map(({ claim }) => claim)
    expect(claims).toContain('/realm_access/deep/er/y')
    expect(claims).not.toContain('/realm_access/deep/er/est/x')
    const wide = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`c${i}`, 'x']))
    expect([...claimsIn(tokenOf(wide))]).toHaveLength(200)
    expect([...claimsIn(tokenOf({ wide }))]).toHaveLength(200)
    const items = Array.from({ length: 21 }, () => ({ a: 'x' }))
    const inLists = [...claimsIn(tokenOf({ items }))].filter(({ inList }) => inList)
    expect(inLists).toHaveLength(20)
    expect(inLists[0]).toEqual({
      claim: '/items/0/a',
      form: 'string',
      names: ['x'],
      whole: ['x'],
      inList: true,
    })
    const nested = tokenOf({ a: [{ b: [{ c: [{ d: 'x' }], e: 'y' }] }] })
    expect([...claimsIn(nested)].map(({ claim }) => claim)).toEqual(['a', '/a/0/b'])
  })
})

test('scopes that a token has by its roles or by implication, not by its scope claim', () => {
  const token = tokenOf({ scope: 'read unknown', roles: ['boss', 'sweeper', 'none'] })
  const read = readTokenScopes(token, catalog.token)
  const grants = claimGrants(catalog, read, viewsOf(catalog, token, read))
  expect([...grants.keys()].sort()).toEqual(['purge', 'write'])
  expect(grants.get('purge')).toMatchObject({ role: 'sweeper', how: 'claim' })
  expect(grants.get('write')).toMatchObject({ role: 'boss', how: 'claim' })
})
