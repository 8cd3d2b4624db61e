import { describe, expect, test } from 'vitest'
import type { DecodedToken, JsonObject } from '../../../src/core/token/model.js'
import { claimsDiffer, hintAtClaims, yamlName } from '../../../src/core/token-scopes/claim-hints.js'
import { readTokenScopes, viewsOf } from '../../../src/core/token-scopes/read.js'
import { hintAtSpelling } from '../../../src/core/token-scopes/spelling.js'
import { load } from '../../support/generators.js'

const catalogWith = (token: Record<string, unknown> = {}) =>
  load({
    token,
    scopes: { read: '', write: '' },
    roles: { boss: { scopes: ['write'] } },
    routes: {},
  }).catalog
const tokenOf = (claims: JsonObject): DecodedToken => ({ raw: '', header: {}, claims })

describe('a denied token that has the scope somewhere else', () => {
  const denied = (claims: JsonObject, token = {}) => {
    const catalog = catalogWith(token)
    const read = readTokenScopes(tokenOf(claims), catalog.token)
    const { roles } = viewsOf(catalog, tokenOf(claims), read)
    return hintAtClaims(catalog, tokenOf(claims), { read, roles, wanted: new Set(['read']) }).map(
      ({ code, args }) => [code, args],
    )
  }
  const claimOf = (claims: JsonObject, token = {}) =>
    denied(claims, token).map(([, args]) => (args as { claim: string }).claim)
  test('in any claim, by its name or pointer, with the line that would read it', () => {
    expect(denied({ perms: 'write read' })).toEqual([
      [
        'no-scope-claim',
        {
          claim: 'perms',
          setting: 'scope_claim',
          value: 'perms',
          read: undefined,
          alike: undefined,
        },
      ],
    ])
    expect(claimOf({ a: { b: { c: ['read'] } } })).toEqual(['/a/b/c'])
    expect(claimOf({ a: { b: { c: { d: ['read'] } } } })).toEqual(['/a/b/c/d'])
    expect(claimOf({ 'a/b~c': { x: 'read' } })).toEqual(['/a~1b~0c/x'])
    expect(claimOf({ '/x': 'read' })).toEqual(['/~1x'])
    expect(claimOf({ a: null, b: 7, c: 'read' })).toEqual(['c'])
  })
  test('not where the name means a person, or the claim something else', () => {
    for (const claim of ['sub', 'iss', 'aud', 'jti', 'azp', 'name', 'email']) {
      expect(claimOf({ [claim]: 'read' }), claim).toEqual([])
    }
    // Inside of another claim those names have no such meaning.
    expect(claimOf({ app: { name: 'read' } })).toEqual(['/app/name'])
  })
  test('not in the claim that is read already', () => {
    expect(claimOf({ scope: 'write' })).toEqual([])
    expect(claimOf({ roles: ['write'] }, { scope_claim: 'roles' })).toEqual([])
    expect(claimOf({ scope: 'write', perms: 'read' })).toEqual(['perms'])
    // Ill-typed, so that no scope in it counts: another setting would not change that.
    expect(claimOf({ roles: ['read', 7] }, { scope_claim: 'roles' })).toEqual([])
    expect(claimOf({ a: { b: ['read', 7] } }, { scope_claim: '/a/b' })).toEqual([])
    // A claim that is present wins, so both in a list would not help; one that is absent may stay.
    expect(denied({ scp: 'write', perms: 'read' }, { scope_claim: 'scp' })).toMatchObject([
      ['no-scope-claim', { value: 'perms', read: 'scp' }],
    ])
    expect(denied({ perms: 'read' }, { scope_claim: 'scp' })).toMatchObject([
      ['no-scope-claim', { value: '[scp, perms]', read: undefined }],
    ])
  })
  test('the exact name anywhere before a name that is only alike', () => {
    expect(claimOf({ odd: 'READ', perms: 'read' })).toEqual(['perms'])
    expect(denied({ odd: 'READ' })).toMatchObject([
      ['no-scope-claim', { claim: 'odd', alike: true }],
      ['scope-spelling', { claim: 'odd', how: 'case', name: 'READ', meant: ['read'] }],
    ])
  })
  test('no more claims are looked through than a token of sense has', () => {
    const many = (count: number) =>
      Object.fromEntries([...Array(count).keys()].map((i) => [`c${i}`, 1]))
    expect(claimOf({ ...many(199), last: 'read' })).toEqual(['last'])
    expect(claimOf({ ...many(200), last: 'read' })).toEqual([])
  })
  test('without a denial only claims of known providers are looked at', () => {
    expect(hintAtClaims(catalogWith(), tokenOf({ perms: 'read' }))).toEqual([])
    expect(hintAtClaims(catalogWith(), tokenOf({ groups: [1, 'read'] }))).toHaveLength(1)
    expect(hintAtClaims(catalogWith(), tokenOf({ groups: [1, 'boss'] }))).toMatchObject([
      { args: { setting: 'role_claim' } },
    ])
  })
})

test('a name in YAML: quoted where it would not be one plain word', () => {
  expect(['scp', '/a/b', 'a.b:c-d', 'cognito:groups'].map(yamlName)).toEqual([
    'scp',
    '/a/b',
    'a.b:c-d',
    'cognito:groups',
  ])
  expect(['a b', '- abc', 'abc -', 'a:', '"', 'a,b'].map(yamlName)).toEqual([
    '"a b"',
    '"- abc"',
    '"abc -"',
    '"a:"',
    '"\\""',
    '"a,b"',
  ])
})

describe('claims that differ', () => {
  const best = (claims: JsonObject, ...names: string[]) =>
    claimsDiffer(catalogWith(), tokenOf(claims), names).args.best
  test('the one with the most declared names is proposed, whatever its form', () => {
    expect(best({ scope: 'read', scp: ['read', 'write'] }, 'scope', 'scp')).toBe('scp')
    expect(best({ scope: 'read write', scp: ['read', 7] }, 'scope', 'scp')).toBe('scope')
    expect(best({ scope: 'a b c', scp: 'read' }, 'scope', 'scp')).toBe('scp')
    expect(best({ scope: 7, scp: 'read' }, 'scope', 'scp')).toBe('scp')
  })
  test('the first of equals; the last where none has any', () => {
    expect(best({ scope: 'read', scp: 'write' }, 'scope', 'scp')).toBe('scope')
    expect(best({ scope: 'a', scp: 'b' }, 'scope', 'scp')).toBe('scp')
    expect(best({ scope: 'a', scp: 'b', scopes: 'c' }, 'scope', 'scp', 'scopes')).toBe('scopes')
  })
})

describe('the role claim', () => {
  const views = (claims: JsonObject, token: Record<string, unknown> = { role_claim: 'roles' }) => {
    const catalog = catalogWith(token)
    const { literal, notes } = viewsOf(
      catalog,
      tokenOf(claims),
      readTokenScopes(tokenOf(claims), catalog.token),
    )
    return { literal: [...literal], notes: notes.map(({ code, args }) => [code, args]) }
  }
  test('of another kind gives no role, and is reported', () => {
    for (const [roles, found] of [
      [7, 'number'],
      [null, 'null'],
      [{ boss: true }, 'object'],
      [['boss', 1], 'mixed array'],
    ] as const) {
      expect(views({ scope: 'read', roles })).toEqual({
        literal: ['read'],
        notes: [['role-claim-type', { claim: 'roles', found }]],
      })
    }
  })
  test('absent, or not asked for: nothing to report', () => {
    expect(views({ scope: 'read' })).toEqual({ literal: ['read'], notes: [] })
    expect(views({ scope: 'read', roles: 7 }, {})).toEqual({ literal: ['read'], notes: [] })
    expect(views({ roles: 'boss' })).toEqual({ literal: ['write'], notes: [] })
  })
})

describe('spellings', () => {
  const catalog = load({ scopes: { read: '', READ: '', write: '' }, roles: {}, routes: {} }).catalog
  const hints = (value: string | string[]) => {
    const names = typeof value === 'string' ? value.split(' ') : value
    const form = typeof value === 'string' ? 'string' : 'array'
    const read = { claim: 'scope', form, names, ambiguous: undefined, notes: [] } as const
    return hintAtSpelling('scope', read, catalog.scopes, new Set(['read'])).map(({ args }) => args)
  }
  test('a declared scope is not a misspelling of another one', () => {
    expect(hints('READ')).toEqual([])
    expect(hints('Read')).toMatchObject([{ how: 'case', name: 'Read', meant: ['read'] }])
  })
  test('three at most', () => {
    expect(hints('Read rEad reAd reaD')).toHaveLength(3)
  })
  test('a list as text is one hint; elements of a real list are looked at one by one', () => {
    expect(hints('["read", "write"]')).toMatchObject([{ how: 'list', meant: ['read', 'write'] }])
    expect(hints(['[x', 'read]'])).toEqual([])
  })
})
