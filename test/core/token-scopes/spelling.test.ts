import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { decide } from '../../../src/core/decision/decide.js'
import { askNeed } from '../../../src/core/decision/question.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/claims-generators.js'
import { loadCatalog } from '../../support/generators.js'

const CATALOG = loadCatalog({
  scopes: { read: 'Read', write: 'Write', 'users:read': 'Users' },
  roles: { reader: { scopes: ['read'] } },
  routes: { 'GET /items': 'read', 'GET /both': { any: ['read write', 'users:read'] } },
})

function denied(claims: JsonObject, need = 'read', catalog: Catalog = CATALOG) {
  const decision = decide(catalog, askNeed(catalog, [need], false), accepted(claims))
  expect(decision.status).toBe(403)
  return decision.notes
    .filter(({ code }) => code !== 'undeclared-scopes')
    .map(({ code, args }) => ({ code, ...args }))
}

describe('a 403 because of the form of the scopes', () => {
  test.each([
    ['read,write', 'separator', ['read', 'write']],
    ['read+write', 'separator', ['read', 'write']],
    ['read;write', 'separator', ['read', 'write']],
    ['read|write', 'separator', ['read', 'write']],
    ['read\twrite', 'separator', ['read', 'write']],
    ['read\u00a0write', 'separator', ['read', 'write']],
    ['read%20write', 'separator', ['read', 'write']],
    ['read,', 'separator', ['read']],
    ['openid, read, write', 'separator', ['read']],
    ['[read, write]', 'list', ['read', 'write']],
    ['["read", "write"]', 'list', ['read', 'write']],
    ["['read']", 'list', ['read']],
    ['READ', 'case', ['read']],
    ['SCOPE_read', 'prefix', ['read']],
    ['SCOPE_READ', 'prefix', ['read']],
    ['ROLE_read', 'prefix', ['read']],
    ['api://11111111-2222/read', 'prefix', ['read']],
    ['https://api.example.com/read', 'prefix', ['read']],
  ])('%j: %s', (scope, how, meant) => {
    expect(denied({ scope })).toEqual([
      {
        code: 'scope-spelling',
        kind: 'scope',
        how,
        name: expect.any(String),
        meant,
        claim: 'scope',
        form: 'string',
      },
    ])
  })

  test('in a list', () => {
    const [found] = denied({ scp: ['read write'] })
    expect(found).toMatchObject({ how: 'element', name: 'read write', claim: 'scp', form: 'array' })
    expect(denied({ scope: ['read,write'] })[0]).toMatchObject({ how: 'separator' })
    expect(denied({ scope: ['SCOPE_read', 'x'] })[0]).toMatchObject({ how: 'prefix' })
  })

  test('names that only contain one are not explained', () => {
    for (const scope of ['readonly', 'thread', 'xread', 'users.read', 'my:read', 'write,x', 'x'])
      expect(denied({ scope }), scope).toEqual([])
    expect(denied({ scope: 'admins:read' }, 'users:read')).toEqual([])
  })
})

describe('a 403 whose scopes are in another claim', () => {
  const line = (claims: JsonObject, token = {}) =>
    denied(claims, 'read', { ...CATALOG, token: { ...CATALOG.token, ...token } })[0]

  test.each([
    [{ Scope: 'read' }, 'Scope'],
    [{ authorities: ['read'] }, 'authorities'],
    [
      { 'http://schemas.example.com/claims/scope': 'x read' },
      'http://schemas.example.com/claims/scope',
    ],
    [{ ext: { api: { scopes: ['read'] } } }, '/ext/api/scopes'],
    [{ a: { 'b/c~d': 'read' } }, '/a/b~1c~0d'],
    [{ '/odd': 'read' }, '//odd'.replace('//', '/~1')],
    [{ 'a b': 'read' }, '"a b"'],
  ] as [JsonObject, string][])('%j', (claims, value) => {
    expect(line(claims)).toMatchObject({ code: 'no-scope-claim', setting: 'scope_claim', value })
  })

  test('next to the claim that is read', () => {
    const pinned = { scopeClaims: ['scope'] }
    expect(line({ scope: 'openid', permissions: ['read'] }, pinned)).toMatchObject({
      code: 'no-scope-claim',
      value: 'permissions',
      read: 'scope',
    })
    expect(line({ scp: 'read' }, pinned)).toMatchObject({ value: '[scope, scp]', read: undefined })
  })

  test('in another spelling: the claim and the spelling', () => {
    expect(denied({ authorities: ['SCOPE_read'] }).map(({ code }) => code)).toEqual([
      'no-scope-claim',
      'scope-spelling',
    ])
  })

  test('none at all, and claims that mean something else', () => {
    for (const claims of [
      {},
      { sub: 'read' },
      { name: 'read' },
      { x: 1, y: null, z: [['read']] },
    ]) {
      expect(denied(claims as JsonObject)).toEqual([
        {
          code: 'scope-claim-missing',
          claims: ['scope', 'scp', 'scopes', 'permissions'],
          pinned: false,
          meant: undefined,
        },
      ])
    }
  })
})

test('if claims differ, the one with the names of the catalog is suggested', () => {
  const best = (claims: JsonObject): unknown => {
    try {
      decide(CATALOG, askNeed(CATALOG, ['read'], false), accepted(claims))
    } catch (error) {
      return (error as { problems: { args: { best: string } }[] }).problems[0]?.args.best
    }
    return undefined
  }
  expect(best({ scope: 'read', scopes: null })).toBe('scope')
  expect(best({ scope: 'openid', permissions: ['read'] })).toBe('permissions')
  expect(best({ scope: 'a', scp: 'b' })).toBe('scp')
})

test('advice never grants a scope, and is fast for any token', () => {
  const word = fc.constantFrom(
    'read',
    'READ',
    'SCOPE_read',
    ',',
    '[',
    ']',
    ' ',
    '"',
    '/',
    'x',
    '%20',
  )
  const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(''))
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (scope, list) => {
      const exact = (names: readonly string[]) => names.includes('read')
      for (const [claims, names] of [
        [{ scope }, scope.split(' ')],
        [{ scope: list }, list],
      ] as [JsonObject, string[]][]) {
        const decision = decide(CATALOG, askNeed(CATALOG, ['read'], false), accepted(claims))
        expect(decision.status).toBe(exact(names) ? 200 : 403)
      }
    }),
  )
})
