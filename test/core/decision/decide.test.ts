import { describe, expect, test } from 'vitest'
import { surplusOver } from '../../../src/core/decision/at-most.js'
import { challengeFor } from '../../../src/core/decision/challenge.js'
import { decide, heldBy, NO_TOKEN, type Presented } from '../../../src/core/decision/decide.js'
import {
  EXPECTATIONS,
  type Expectation,
  meets,
  readExpectation,
} from '../../../src/core/decision/expect.js'
import { askNeed, askRoute } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { problem } from '../../../src/core/problem.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/generators.js'
import { catalogOf } from '../catalog/support.js'

const FILE = {
  scopes: {
    read: '',
    write: '',
    'users:read': '',
    'users:delete': '',
    admin: { implies: ['users:*'] },
    root: { implies: ['admin'] },
  },
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    deleter: { scopes: ['users:delete'] },
    viewer: { scopes: ['users:read'] },
    admin: { scopes: ['admin'], when: { is_admin: true } },
  },
  routes: {
    'GET /health': 'public',
    'GET /me': 'authenticated',
    'GET /items/': 'read',
    'POST /items/': 'write',
    'DELETE /users/{id}': { any: ['users:delete users:read', 'root'] },
    'GET /files': { any: [{ all: ['read', { scheme: 'ApiKey' }] }, { other: 'the owner' }] },
    'GET /both': { any: ['write', { scheme: 'ApiKey', scopes: ['x'] }] },
    'PUT /tie': { any: ['users:read', 'users:delete'] },
  },
}
const catalogWith = (token: Record<string, unknown> = {}) => catalogOf({ ...FILE, token })
const CATALOG = catalogWith()

const rejected: Presented = {
  kind: 'rejected',
  refusals: [
    { reason: 'expired', detail: problem('token-empty', {}) },
    { reason: 'wrong-audience', detail: problem('token-empty', {}) },
  ],
  token: undefined,
  notes: [],
}
const answer = (route: string, presented: Presented, catalog = CATALOG) =>
  decide(catalog, askRoute(catalog, route), presented)
const withScopes = (route: string, scope: string, catalog = CATALOG) =>
  answer(route, accepted({ scope }), catalog)
const answerOf = (
  claims: JsonObject,
  token: Record<string, unknown> = {},
  route = 'GET /items/',
) => {
  const catalog = catalogWith(token)
  return decide(catalog, askRoute(catalog, route), accepted(claims))
}

describe('in this order', () => {
  test('public: the token is not looked at, but that it would be refused is said', () => {
    expect(answer('GET /health', NO_TOKEN)).toMatchObject({ status: 200, notes: [] })
    expect(answer('GET /health', rejected)).toMatchObject({
      status: 200,
      notes: [{ code: 'would-be-refused', args: { reason: 'expired' } }],
    })
    expect(answer('GET /health', accepted({ scope: 'a', scp: 'b' })).status).toBe(200)
  })
  test('DEC10: no token: 401 without an error code', () => {
    expect(answer('POST /items/', NO_TOKEN)).toMatchObject({
      status: 401,
      oauthError: null,
      challenge: 'Bearer scope="write"',
      missing: undefined,
      grantedBy: undefined,
    })
    expect(
      answer('GET /me', NO_TOKEN).decision === 'deny' && answer('GET /me', NO_TOKEN),
    ).toMatchObject({ status: 401, challenge: 'Bearer' })
    const because = problem('subject-disabled', { kind: 'user', name: 'carol' })
    expect(answer('GET /me', { kind: 'none', because })).toMatchObject({
      reasons: [{ code: 'no-token', detail: because }],
    })
  })
  test('a refused token: 401 with every reason', () => {
    expect(answer('GET /items/', rejected)).toMatchObject({
      status: 401,
      oauthError: 'invalid_token',
      reasons: [{ code: 'expired' }, { code: 'wrong-audience' }],
      challenge: 'Bearer error="invalid_token", scope="read"',
      missing: undefined,
    })
  })
  test('authenticated: any accepted token, and no other', () => {
    expect(answer('GET /me', rejected).status).toBe(401)
    expect(withScopes('GET /me', '').status).toBe(200)
    expect(withScopes('GET /me', 'undeclared').status).toBe(200)
  })
  test('the scopes: one alternative whole, never parts of several', () => {
    expect(withScopes('DELETE /users/1', 'users:read users:delete').status).toBe(200)
    expect(withScopes('DELETE /users/1', 'root').status).toBe(200)
    expect(withScopes('DELETE /users/1', 'users:read')).toMatchObject({
      status: 403,
      oauthError: 'insufficient_scope',
      missing: { alternative: ['users:delete', 'users:read'], scopes: ['users:delete'] },
      challenge: 'Bearer error="insufficient_scope", scope="users:delete users:read"',
    })
  })
  test('another way in is never an allow, and nothing is missing where only those are left', () => {
    expect(withScopes('GET /files', 'read write root')).toMatchObject({
      status: 403,
      missing: undefined,
      challenge: 'Bearer error="insufficient_scope"',
      reasons: [
        { detail: { code: 'only-other-ways', args: { ways: ['read + ApiKey', 'the owner'] } } },
      ],
      grantedBy: [],
    })
    expect(withScopes('GET /both', 'read')).toMatchObject({ missing: { scopes: ['write'] } })
    expect(withScopes('GET /both', 'write').status).toBe(200)
  })
})

describe('missing and granted_by', () => {
  test('never by way of a scope that implies it; of equals, the one that opens less', () => {
    // users:read opens only this route; with users:read held, users:delete opens the deletion too.
    expect(withScopes('PUT /tie', 'read')).toMatchObject({ missing: { scopes: ['users:read'] } })
    expect(withScopes('DELETE /users/1', 'admin')).toMatchObject({ missing: { scopes: ['root'] } })
  })
  test('single roles, else the smallest sets; conditional ones marked', () => {
    const roles = (route: string, scope: string) => {
      const found = withScopes(route, scope)
      return found.decision === 'deny'
        ? found.grantedBy?.map((each) => `${each.roles.join('+')}${each.conditional ? '?' : ''}`)
        : []
    }
    expect(roles('POST /items/', 'read')).toEqual(['editor'])
    expect(roles('DELETE /users/1', 'read')).toEqual(['admin?'])
    expect(roles('DELETE /users/1', 'users:read')).toEqual(['deleter', 'admin?'])
    const { admin: _, ...rest } = FILE.roles
    const catalog = catalogOf({ ...FILE, roles: rest })
    const found = withScopes('DELETE /users/1', 'read', catalog)
    expect(found.decision === 'deny' && found.grantedBy).toEqual([
      { roles: ['deleter', 'viewer'], conditional: false },
    ])
  })
  test('three roles together, where no two are enough; of four nothing is said', () => {
    const scopes = { a: '', b: '', c: '', d: '' }
    const roles = {
      a: { scopes: ['a'] },
      b: { scopes: ['b'] },
      c: { scopes: ['c'] },
      d: { scopes: ['d'] },
    }
    const routes = { 'GET /': 'a b c', 'POST /': 'a b c d' }
    const catalog = catalogOf({ scopes, roles, routes })
    const found = (route: string) => {
      const denied = withScopes(route, '', catalog)
      return denied.decision === 'deny' ? denied.grantedBy : undefined
    }
    expect(found('GET /')).toEqual([{ roles: ['a', 'b', 'c'], conditional: false }])
    expect(found('POST /')).toEqual([])
  })
  test('an `any` longer than an argument list', () => {
    const any = Array.from({ length: 150_000 }, (_, i) => (i % 2 ? 'read' : 'write'))
    const catalog = catalogOf({ scopes: FILE.scopes, routes: { 'GET /': { any } } })
    expect(decide(catalog, askRoute(catalog, 'GET /'), accepted({}))).toMatchObject({
      missing: { scopes: ['write'] },
    })
  })
})

describe('SCOPE1-SCOPE4: what a token carries', () => {
  test.each<JsonObject>([
    {},
    { scope: '' },
    { scope: ' ' },
    { scope: null },
    { scope: 42 },
    { scope: {} },
    { scope: [['read']] },
    { scope: ['read', 1] },
    { scope: { read: true } },
    { scope: 'READ' },
    { scope: 'readonly' },
    { scope: 'rea' },
    { scope: '*' },
    { scope: 're*' },
    { scope: 'rеad' },
    { scope: 'read\u200b' },
    { scope: 'ｒｅａｄ' },
    { scope: 'read,write' },
    { scope: 'read\twrite' },
    { scope: 'read\nwrite' },
    { scope: 'read\u00a0write' },
    { scope: '"read"' },
    { scope: ['read write'] },
    { roles: ['reader'] },
    { groups: ['read'] },
    { roles: 'read' },
    { Scope: 'read' },
  ])('%j: 403, no crash', (claims) => expect(answerOf(claims).status).toBe(403)) // prettier: a table
  test.each<JsonObject>([
    { scope: 'read' },
    { scope: ' x  read ' },
    { scope: ['read'] },
    { scp: 'read' },
    { scp: ['x', 'read'] },
    { permissions: ['read'] },
    { scopes: 'read' },
    { scope: 'read x', scp: ['x', 'read', 'x'] },
  ])('%j: 200', (claims) => expect(answerOf(claims).status).toBe(200)) // prettier: a table

  test('two claims that differ, also by one being ill-typed or empty, cannot be asked', () => {
    for (const claims of [
      { scope: 'read', scp: 'write' },
      { scope: 'read', scp: null },
      { scope: 42, scp: 'read' },
      { scope: '', permissions: ['read'] },
    ]) {
      expect(() => answerOf(claims), JSON.stringify(claims)).toThrow(ScopectlError)
      expect(() => answerOf(claims, {}, 'GET /me')).toThrow('scope-claims-differ')
      expect(() => answerOf(claims, { scope_claim: 'scope' })).not.toThrow()
    }
    expect(answerOf({ scope: 1, scp: null }).status).toBe(403)
  })
  test('pinned: the first present, even if empty; the format too', () => {
    expect(answerOf({ scope: 'read' }, { scope_claim: 'scp' }).status).toBe(403)
    expect(answerOf({ scope: '', scp: 'read' }, { scope_claim: ['scope', 'scp'] }).status).toBe(403)
    expect(answerOf({ scope: null, scp: 'read' }, { scope_claim: ['scope', 'scp'] }).status).toBe(
      403,
    )
    expect(answerOf({ scp: 'read' }, { scope_claim: ['scope', 'scp'] }).status).toBe(200)
    expect(answerOf({ a: { 'b/c': 'read' } }, { scope_claim: '/a/b~1c' }).status).toBe(200)
    expect(
      answerOf({ 'https://x.test/scope': 'read' }, { scope_claim: 'https://x.test/scope' }).status,
    ).toBe(200)
    expect(answerOf({ scope: ['read'] }, { scope_format: 'string' }).status).toBe(403)
    expect(answerOf({ scope: 'read' }, { scope_format: 'array' }).status).toBe(403)
  })
  test('own claims only', () => {
    const inherited = Object.create({ scope: 'read' }) as JsonObject
    expect(answerOf(inherited).status).toBe(403)
    expect(answerOf({}, { scope_claim: '/constructor/name' }).status).toBe(403)
    expect(answerOf({}, { role_claim: 'toString' }).status).toBe(403)
  })
  test('role_claim is opt-in: names of roles bring their own scopes; not the default ones', () => {
    const roles = { role_claim: 'roles' }
    expect(answerOf({ roles: ['editor'] }, {}, 'POST /items/').status).toBe(403)
    expect(answerOf({ roles: ['editor', 'x'] }, roles, 'POST /items/').status).toBe(200)
    expect(answerOf({ roles: 'editor' }, roles, 'POST /items/').status).toBe(200)
    expect(answerOf({ roles: ['editor'] }, roles).status).toBe(403)
    expect(answerOf({ roles: ['write'] }, roles, 'POST /items/').status).toBe(403)
    expect(answerOf({ roles: ['editor', 1] }, roles, 'POST /items/')).toMatchObject({
      status: 403,
      notes: [{ code: 'role-claim-type' }],
    })
    expect(answerOf({ roles: 'editor reader' }, roles, 'POST /items/').status).toBe(403)
    expect(
      answerOf({ roles: ['admin'] }, { ...roles, enforce: 'implied' }, 'PUT /tie').status,
    ).toBe(200)
  })
})

describe('views', () => {
  test('literal by default; where they differ it is said, and no expectation is met unless `enforce` is written', () => {
    const unsaid = answerOf({ scope: 'admin' }, {}, 'PUT /tie')
    expect(unsaid).toMatchObject({ status: 403, views: { literal: false, implied: true } })
    expect(unsaid.notes.map(({ code }) => code)).toEqual(['views-differ'])
    for (const each of EXPECTATIONS) expect(meets(unsaid, each, false)).toBe(false)
    expect(
      meets(answerOf({ scope: 'admin' }, { enforce: 'literal' }, 'PUT /tie'), '403', true),
    ).toBe(true)
    expect(answerOf({ scope: 'admin' }, { enforce: 'implied' }, 'PUT /tie')).toMatchObject({
      status: 200,
    })
    expect(answerOf({ scope: 'admin' }).views).toBeUndefined()
  })
})

describe('DEC11: expect', () => {
  const met = (presented: Presented, route = 'GET /items/') =>
    EXPECTATIONS.filter((each: Expectation) => meets(answer(route, presented), each, true))
  test('exactly the verdict, or the leading reason', () => {
    expect(met(NO_TOKEN)).toEqual(['deny', '401', 'no-token'])
    expect(met(rejected)).toEqual(['deny', '401', 'expired'])
    expect(met(accepted({}))).toEqual(['deny', '403', 'insufficient_scope'])
    expect(met(accepted({ scope: 'read' }))).toEqual(['allow', '200'])
  })
  test('words', () => {
    expect(readExpectation('403')).toEqual({ ok: true, value: '403' })
    for (const text of ['', '404', 'Deny', 'toString', 'insufficient-scope'])
      expect(readExpectation(text).ok).toBe(false)
  })
})

describe('at most', () => {
  const surplus = (claims: JsonObject, limit: string[], token = {}) => {
    const catalog = catalogWith(token)
    return surplusOver(catalog, heldBy(catalog, accepted(claims)), limit)
  }
  test('what it carries itself, undeclared names too, within the closed limit', () => {
    expect(surplus({ scope: 'users:read' }, ['admin'])).toEqual([])
    expect(surplus({ scope: 'admin' }, ['users:read', 'users:delete'])).toEqual(['admin'])
    expect(surplus({ scope: 'read odd READ' }, ['read'])).toEqual(['odd', 'READ'])
    expect(surplus({ roles: ['editor'] }, ['read'], { role_claim: 'roles' })).toEqual(['write'])
    expect(surplus({}, ['read'])).toEqual([])
    expect(() => surplus({}, ['raed'])).toThrow('no-such-scope')
  })
})

test('DEC10: a challenge has only what RFC 6750 gives it', () => {
  expect(challengeFor(null, [])).toBe('Bearer')
  expect(challengeFor(null, ['a', 'b'])).toBe('Bearer scope="a b"')
  expect(challengeFor('invalid_token', [])).toBe('Bearer error="invalid_token"')
  expect(decide(CATALOG, askNeed(CATALOG, ['read write'], true), accepted({}))).toMatchObject({
    challenge: 'Bearer error="insufficient_scope", scope="read"',
  })
})
