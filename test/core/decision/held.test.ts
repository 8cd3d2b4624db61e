import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { answerOf } from './decide-world.js'

describe('SCOPE1, SCOPE2, SCOPE3, SCOPE4: what a token carries', () => {
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

  test('two claims that differ, even if one is of the wrong type or empty, cannot be asked about', () => {
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
  test('only own members are claims', () => {
    const inherited = Object.create({ scope: 'read' }) as JsonObject
    expect(answerOf(inherited).status).toBe(403)
    expect(answerOf({}, { scope_claim: '/constructor/name' }).status).toBe(403)
    expect(answerOf({}, { role_claim: 'toString' }).status).toBe(403)
  })
  test('role_claim is opt-in: role names grant the scopes of these roles, without default roles', () => {
    const roles = { role_claim: 'roles' }
    expect(answerOf({ roles: ['editor'] }, {}, 'POST /items/').status).toBe(403)
    expect(answerOf({ roles: ['editor', 'x'] }, roles, 'POST /items/').status).toBe(200)
    expect(answerOf({ roles: 'editor' }, roles, 'POST /items/').status).toBe(200)
    expect(answerOf({ roles: ['editor'] }, roles).status).toBe(403)
    expect(answerOf({ roles: ['write'] }, roles, 'POST /items/').status).toBe(403)
    expect(answerOf({ roles: ['editor', 1] }, roles, 'POST /items/')).toMatchObject({
      status: 403,
      notes: [{ code: 'role-claim-type' }, { code: 'scope-claim-missing' }],
    })
    expect(answerOf({ roles: 'editor reader' }, roles, 'POST /items/').status).toBe(403)
    expect(
      answerOf({ roles: ['admin'] }, { ...roles, enforce: 'implied' }, 'PUT /tie').status,
    ).toBe(200)
  })
})
