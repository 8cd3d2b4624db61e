import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import { EXPECTATIONS, meets } from '../../../src/core/decision/expect.js'
import { NO_TOKEN } from '../../../src/core/decision/presented.js'
import { askRoute } from '../../../src/core/decision/question.js'
import { problem } from '../../../src/core/problem.js'
import { accepted } from '../../support/claims-generators.js'
import { catalogOf } from '../catalog/support.js'
import { answer, answerOf, FILE, rejected, withScopes } from './decide-world.js'

describe('in this order', () => {
  test('public: the token is not checked, but a note says that it would be refused', () => {
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
  test('authenticated: any accepted token, and nothing else', () => {
    expect(answer('GET /me', rejected).status).toBe(401)
    expect(withScopes('GET /me', '').status).toBe(200)
    expect(withScopes('GET /me', 'undeclared').status).toBe(200)
  })
  test('scopes: one whole alternative, never parts of several', () => {
    expect(withScopes('DELETE /users/1', 'users:read users:delete').status).toBe(200)
    expect(withScopes('DELETE /users/1', 'root').status).toBe(200)
    expect(withScopes('DELETE /users/1', 'users:read')).toMatchObject({
      status: 403,
      oauthError: 'insufficient_scope',
      missing: { alternative: ['users:delete', 'users:read'], scopes: ['users:delete'] },
      challenge: 'Bearer error="insufficient_scope", scope="users:delete users:read"',
    })
  })
  test('another way in is never an allow, and nothing is missing if only those remain', () => {
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
  test('never through a scope that implies it; on a tie, the one that allows less', () => {
    // users:read allows only this route; with users:read held, users:delete allows the deletion too.
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
  test('three roles together, if no two are enough; never four', () => {
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

describe('views', () => {
  test('literal by default; a difference is reported, and no expectation is met unless `enforce` is set', () => {
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
