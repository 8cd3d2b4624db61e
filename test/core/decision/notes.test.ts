import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/claims-generators.js'
import { answer, answerOf, CATALOG, rejected } from './decide-world.js'

const notesOf = (claims: JsonObject, token: Record<string, unknown> = {}, route?: string) =>
  answerOf(claims, token, route).notes.map(({ code, args }) => [code, args])

test('undeclared scopes are reported, on an allow and on a denial', () => {
  const note = ['undeclared-scopes', { scopes: ['odd', 'other'] }]
  expect(notesOf({ scope: 'read odd other' })).toEqual([note])
  expect(notesOf({ scope: 'odd other' })).toEqual([note])
  expect(notesOf({ scope: 'read' })).toEqual([])
})

test('views that differ are reported with the one that decided, and whether the catalog says so', () => {
  const claims = { scope: 'admin' }
  expect(notesOf(claims, {}, 'PUT /tie')).toEqual([
    ['views-differ', { view: 'literal', written: false }],
  ])
  expect(notesOf(claims, { enforce: 'implied' }, 'PUT /tie')).toEqual([
    ['views-differ', { view: 'implied', written: true }],
  ])
})

test('a denial names what is missing', () => {
  expect(answerOf({ scope: 'write' })).toMatchObject({
    reasons: [{ code: 'insufficient_scope', detail: { args: { missing: ['read'] } } }],
  })
})

test('another spelling of a missing scope is reported, of one that is not missing it is not', () => {
  const spelling = (claims: JsonObject, route: string, token = {}) =>
    notesOf(claims, token, route)
      .map(([code]) => code)
      .filter((code) => code === 'scope-spelling')
  expect(spelling({ scope: 'READ' }, 'GET /items/')).toHaveLength(1)
  // Allowed by one alternative: nothing is missing, however the name of the other is spelled.
  expect(spelling({ scope: 'users:read USERS:DELETE' }, 'PUT /tie')).toHaveLength(0)
  // admin implies users:delete, so a server that expands it misses nothing of that name.
  expect(spelling({ scope: 'admin USERS:DELETE' }, 'DELETE /users/1')).toHaveLength(0)
})

test('no scope claim at all is reported, with the claims that were looked for', () => {
  expect(notesOf({ sub: 'x' })).toEqual([
    ['scope-claim-missing', { claims: ['scope', 'scp', 'scopes', 'permissions'], pinned: false }],
  ])
  expect(notesOf({ scope: 'read' }, { scope_claim: ['scp', '/x'] })).toContainEqual([
    'no-scope-claim',
    expect.objectContaining({ claim: 'scope' }),
  ])
  expect(notesOf({}, { scope_claim: 'scp' })).toEqual([
    ['scope-claim-missing', { claims: ['scp'], pinned: true }],
  ])
  const codes = (...of: Parameters<typeof notesOf>) => notesOf(...of).map(([code]) => code)
  expect(codes({}, { role_claim: 'roles' })).toEqual(['role-claim-missing', 'scope-claim-missing'])
  expect(codes({ scope: '' })).toEqual(['scope-claim-empty'])
})

test('allowed without a scope claim: a claim of a known provider that has scopes is reported', () => {
  const codes = (claims: JsonObject) => notesOf(claims, {}, 'GET /me').map(([code]) => code)
  expect(codes({ roles: ['read'] })).toEqual(['no-scope-claim'])
  expect(codes({ roles: ['read'], scope: 'write' })).toEqual([])
  expect(codes({})).toEqual([])
})

test('a public route says that the token would be refused, and nothing of an accepted one', () => {
  const notes = (presented: Parameters<typeof answer>[1]) =>
    answer('GET /health', presented, CATALOG).notes.map(({ code }) => code)
  expect(notes(accepted({ scope: 'odd' }))).toEqual([])
  expect(notes(rejected)).toEqual(['would-be-refused'])
})

test('without a token there are no notes', () => {
  expect(answer('GET /me', { kind: 'none' }).notes).toEqual([])
})

test('if no scope would help, the claims of the token are not mentioned', () => {
  expect(notesOf({}, {}, 'GET /files')).toEqual([])
  expect(answer('GET /files', { kind: 'none' })).toMatchObject({ challenge: 'Bearer' })
})

test('one hint explains a denial: a spelling in the claim that is read before another claim', () => {
  expect(notesOf({ scope: 'READ', perms: 'read' }).map(([code]) => code)).toEqual([
    'scope-spelling',
    'undeclared-scopes',
  ])
})
