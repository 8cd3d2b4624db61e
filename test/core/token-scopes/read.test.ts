import { describe, expect, test } from 'vitest'
import type { DecodedToken, Json, JsonObject } from '../../../src/core/token/model.js'
import { claimPath, isPointer, readClaim, withClaim } from '../../../src/core/token/pointer.js'
import { hintAtClaims } from '../../../src/core/token-scopes/claim-hints.js'
import { readTokenScopes, viewsOf } from '../../../src/core/token-scopes/read.js'
import { load } from '../../support/generators.js'

const catalogWith = (token: Record<string, unknown> = {}) =>
  load({
    token,
    scopes: { read: '', write: '', admin: { implies: ['write'] } },
    roles: { boss: { scopes: ['admin'] } },
    routes: {},
  }).catalog
const tokenOf = (claims: JsonObject): DecodedToken => ({ raw: '', header: {}, claims })
const read = (claims: JsonObject, token = {}) =>
  readTokenScopes(tokenOf(claims), catalogWith(token).token)

describe('one claim', () => {
  test('what it says, and how', () => {
    expect(read({ scope: 'a b a' })).toMatchObject({
      claim: 'scope',
      form: 'string',
      names: ['a', 'b'],
      ambiguous: undefined,
      notes: [],
    })
    expect(read({ scp: ['a b', 'c'] })).toMatchObject({
      claim: 'scp',
      form: 'array',
      names: ['a b', 'c'],
    })
    expect(read({})).toMatchObject({ claim: undefined, names: [], notes: [] })
    expect(read({ scope: '' })).toMatchObject({ claim: 'scope', names: [], notes: [] })
  })
  const ODD: [Json, string][] = [
    [null, 'null'],
    [1, 'number'],
    [true, 'boolean'],
    [{}, 'object'],
    [['a', null], 'mixed array'],
  ]
  test.each(ODD)('%j: no scopes, and said', (value, found) => {
    expect(read({ scope: value })).toMatchObject({
      names: [],
      notes: [{ code: 'scope-claim-type', args: { claim: 'scope', found, expected: undefined } }],
    })
  })
  test('never a union; in any order, repeated, one as a list: still the same set', () => {
    expect(read({ scope: 'a b', scp: ['b', 'a', 'b'] })).toMatchObject({
      claim: 'scope',
      ambiguous: undefined,
    })
    expect(read({ scp: 'a', permissions: ['a', 'b'] })).toMatchObject({
      names: [],
      ambiguous: ['scp', 'permissions'],
    })
    expect(read({ scope: 'a', scp: 'a', scopes: 'b' }).ambiguous).toEqual([
      'scope',
      'scp',
      'scopes',
    ])
  })
})

test('views: declared names, with roles where asked; the rest is unknown', () => {
  const catalog = catalogWith({ role_claim: '/realm/roles' })
  const token = tokenOf({ scope: 'read odd', realm: { roles: ['boss', 'nobody'] } })
  const views = viewsOf(catalog, token, readTokenScopes(token, catalog.token))
  expect(views).toMatchObject({
    literal: new Set(['read', 'admin']),
    implied: new Set(['read', 'admin', 'write']),
    unknown: ['odd'],
  })
})

describe('pointers', () => {
  test('what is one', () => {
    expect(['/', '/a', '/a/b~0~1', '//'].map(isPointer)).toEqual([true, true, true, true])
    expect(['', 'a', 'a/b', '/a~', '/a~2'].map(isPointer)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
    expect(claimPath('/a~1b/~01')).toEqual(['a/b', '~1'])
    expect(claimPath('a/b')).toEqual(['a/b'])
  })
  test('own properties only, and null is there', () => {
    const claims: JsonObject = { a: { b: null, c: [1] }, s: 'text' }
    expect(readClaim(claims, '/a/b')).toBeNull()
    expect(
      ['/a/toString', '/s/length', '/a/b/c', 'constructor', '__proto__', '/__proto__/x'].map(
        (claim) => readClaim(claims, claim),
      ),
    ).toEqual(Array(6).fill(undefined))
  })
  test('written so that it is read again, whatever stood in its way', () => {
    for (const claims of [{}, { a: 1 }, { a: { z: 1 } }, { a: [1] }] as JsonObject[]) {
      for (const claim of ['/a/b', 'a', '/__proto__/x', '__proto__']) {
        expect(readClaim(withClaim(claims, claim, 'v'), claim)).toBe('v')
      }
    }
    expect(withClaim({ a: { z: 1 } }, '/a/b', 2)).toEqual({ a: { z: 1, b: 2 } })
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

test('hints: the line that would read it, only ever advice', () => {
  const hint = (claims: JsonObject, token = {}) =>
    hintAtClaims(catalogWith(token), tokenOf(claims)).map(({ args }) => args)
  expect(hint({ roles: ['boss'] })).toEqual([
    { claim: 'roles', setting: 'role_claim', value: 'roles' },
  ])
  expect(hint({ roles: ['read'] })).toEqual([
    { claim: 'roles', setting: 'scope_claim', value: '[scp, roles]' },
  ])
  expect(hint({ realm_access: { roles: ['boss'] } })).toEqual([
    { claim: '/realm_access/roles', setting: 'role_claim', value: '/realm_access/roles' },
  ])
  expect(hint({ groups: ['constructor', 7], roles: 'boss' })).toEqual([])
  expect(hint({ roles: ['boss'] }, { role_claim: 'x' })).toEqual([])
})
