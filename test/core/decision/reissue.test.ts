import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import { askNeed, askRoute } from '../../../src/core/decision/question.js'
import { reissueFor } from '../../../src/core/decision/reissue.js'
import type { JsonObject } from '../../../src/core/token/model.js'
import { accepted } from '../../support/claims-generators.js'
import { load } from '../../support/generators.js'

const form = {
  scopes: { read: '', write: '', purge: '', admin: { implies: ['write'] } },
  roles: {
    reader: { scopes: ['read'] },
    editor: { scopes: ['read', 'write'] },
    chief: { scopes: ['read', 'admin'] },
  },
  routes: {
    'GET /': 'read',
    'PUT /': { all: ['read', 'write'] },
    'DELETE /': { any: ['purge', 'write'] },
    'GET /me': 'authenticated',
    'GET /key': { any: [{ scheme: 'Key' }] },
    'POST /': { any: [{ all: ['purge', 'write'] }, { all: ['read', 'write', 'admin'] }] },
  },
}
const people = {
  users: {
    bob: { roles: ['editor'], scopes: [], disabled: false },
    max: { roles: ['chief'], scopes: [], disabled: false },
    eve: { roles: ['reader'], scopes: [], disabled: false },
    off: { roles: ['editor'], scopes: [], disabled: true },
    ci: { roles: ['reader'], scopes: [], disabled: false },
    ['x'.repeat(60)]: { roles: ['editor'], scopes: [], disabled: false },
    ['x'.repeat(61)]: { roles: ['editor'], scopes: [], disabled: false },
    'role:none': { roles: ['editor'], scopes: [], disabled: false },
  },
  clients: { ci: { roles: ['editor'], scopes: [], disabled: false } },
}
const TOKEN = { issuer: 'any', audience: 'any' }

function reissued(route: string, claims: JsonObject, token: Record<string, unknown> = TOKEN) {
  const { catalog, users } = load({ ...form, token }, people)
  const decision = decide(catalog, askRoute(catalog, route), accepted(claims))
  return reissueFor(catalog, users, decision, { raw: '', header: {}, claims })
}
const BOB = { kind: 'user', name: 'bob' }

describe('another token for the same subject', () => {
  test('has the scopes of the denied one and the missing ones, in the order of the catalog', () => {
    expect(reissued('PUT /', { sub: 'bob', scope: 'read' })).toEqual({
      ...BOB,
      scopes: ['read', 'write'],
    })
    expect(reissued('PUT /', { sub: 'bob', scope: 'write' })?.scopes).toEqual(['read', 'write'])
    expect(reissued('PUT /', { sub: 'bob' })?.scopes).toEqual(['read', 'write'])
  })
  test('but no scope that is not granted', () => {
    expect(reissued('PUT /', { sub: 'bob', scope: 'purge read' })?.scopes).toEqual([
      'read',
      'write',
    ])
  })
  test('is everything granted, if the nearest alternative is not', () => {
    expect(reissued('DELETE /', { sub: 'bob', scope: 'read' })).toEqual({ ...BOB, scopes: [] })
    // Nor a part of it: `write` alone would be denied as well.
    expect(reissued('POST /', { sub: 'max' })).toEqual({ ...BOB, name: 'max', scopes: [] })
  })
  test('is not suggested for what is allowed, or what the subject is not granted', () => {
    expect(reissued('GET /', { sub: 'bob', scope: 'read' })).toBeUndefined()
    expect(reissued('PUT /', { sub: 'eve', scope: 'read' })).toBeUndefined()
    expect(reissued('GET /key', { sub: 'bob', scope: 'read' })).toBeUndefined()
    expect(reissued('PUT /', { sub: 'off', scope: 'read' })).toBeUndefined()
    expect(reissued('PUT /', { sub: 'nobody', scope: 'read' })).toBeUndefined()
  })
  test('a key behind a URL signs nothing here', () => {
    const key = (place: string) => reissued('PUT /', { sub: 'bob' }, { ...TOKEN, key: place })?.name
    expect(key('https://idp.test/jwks')).toBeUndefined()
    expect(key('http://idp.test/jwks')).toBeUndefined()
    expect(key('env:HTTPS_KEY')).toBe('bob')
    expect(key('file:https:')).toBe('bob')
  })
  test('of a rejected token too', () => {
    const { catalog, users } = load({ ...form, token: TOKEN }, people)
    const claims = { sub: 'bob', scope: 'read' }
    const problem = { code: 'token-expired', args: {} } as never
    const rejected = {
      kind: 'rejected' as const,
      refusals: [{ reason: 'expired' as const, detail: problem }] as const,
      token: undefined,
      notes: [],
    }
    const token = { raw: '', header: {}, claims }
    const decision = decide(catalog, askNeed(catalog, ['read'], false), rejected)
    expect(reissueFor(catalog, users, decision, token)).toEqual({ ...BOB, scopes: [] })
  })
})

describe('the subject', () => {
  const CLIENT = { kind: 'client', name: 'ci', scopes: ['read', 'write'] }
  test('is a client if client_id says the same', () => {
    expect(reissued('PUT /', { sub: 'ci', client_id: 'ci' })).toEqual(CLIENT)
    // The user of that name is a reader.
    expect(reissued('PUT /', { sub: 'ci' })).toBeUndefined()
    expect(reissued('GET /', { sub: 'ci' })).toMatchObject({ kind: 'user', name: 'ci' })
    expect(reissued('PUT /', { sub: 'bob', client_id: 'bob' })).toBeUndefined()
    expect(reissued('PUT /', { sub: 'bob', client_id: 'ci' })).toMatchObject(BOB)
  })
  test('is a role if sub says so, and there is one', () => {
    const role = { kind: 'role', name: 'editor', scopes: ['read', 'write'] }
    expect(reissued('PUT /', { sub: 'role:editor' })).toEqual(role)
    expect(reissued('PUT /', { sub: 'role:none' })).toMatchObject({
      kind: 'user',
      name: 'role:none',
    })
    expect(reissued('PUT /', { sub: 'editor' })).toBeUndefined()
  })
  test('is text of at most sixty characters', () => {
    expect(reissued('PUT /', { sub: 'x'.repeat(60) })?.name).toHaveLength(60)
    expect(reissued('PUT /', { sub: 'x'.repeat(61) })).toBeUndefined()
    expect(reissued('PUT /', { sub: 7 })).toBeUndefined()
    expect(reissued('PUT /', {})).toBeUndefined()
  })
})
