import { describe, expect, test } from 'vitest'
import { sorted } from '../../../src/core/catalog/sorted.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { claimsFor, issue } from '../../../src/core/issue/mint.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { isReservedClaim } from '../../../src/core/token/reserved-claims.js'
import { load } from '../../support/generators.js'

const form = {
  scopes: { read: '', write: '', 'a:b': '', admin: { implies: ['a:*', 'write'] } },
  roles: { reader: { default: true, scopes: ['read'] }, boss: { scopes: ['admin'] } },
  routes: {},
}
const { catalog, users } = load(form, {
  users: {
    bob: {
      roles: ['boss'],
      scopes: [],
      disabled: false,
      claims: { email: 'b@x.test', team: { a: 1 } },
    },
    off: { roles: ['boss'], scopes: [], disabled: true },
    new: { roles: [], scopes: [], disabled: false },
  },
  clients: {
    ci: { roles: [], scopes: ['a:b'], disabled: false },
    idle: { roles: [], scopes: [], disabled: false },
  },
})
const user = (name: string): Subject => ({
  kind: 'user',
  user: users.users.get(name) ?? expect.unreachable(),
})
const client = (name: string): Subject => ({
  kind: 'client',
  client: users.clients.get(name) ?? expect.unreachable(),
})

function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return `${error.outcome} ${error.problems.map(({ code, args }) => `${code} ${JSON.stringify(args)}`).join()}`
  }
  return 'none'
}

describe('MINT3: issue', () => {
  test('everything granted, or exactly the request with what it implies, in catalog order', () => {
    expect(issue(catalog, user('bob'), undefined)).toEqual({
      scopes: ['read', 'write', 'a:b', 'admin'],
      dropped: [],
    })
    expect(issue(catalog, user('bob'), ['admin'])).toEqual({
      scopes: ['write', 'a:b', 'admin'],
      dropped: [],
    })
    expect(issue(catalog, user('bob'), ['write', 'write', 'read'])).toEqual({
      scopes: ['read', 'write'],
      dropped: [],
    })
    expect(issue(catalog, client('idle'), undefined)).toEqual({ scopes: [], dropped: [] })
  })
  test('more than granted is refused as a whole, or reduced with a note', () => {
    expect(refusal(() => issue(catalog, user('new'), ['read', 'write', 'write']))).toBe(
      'forbidden more-than-granted {"name":"new","scopes":["write"],"granted":["read"]}',
    )
    expect(issue(catalog, user('new'), ['read', 'write'], { downscope: true })).toEqual({
      scopes: ['read'],
      dropped: ['write'],
    })
    expect(refusal(() => issue(catalog, user('new'), ['write'], { downscope: true }))).toMatch(
      /^forbidden/,
    )
    expect(refusal(() => issue(catalog, client('ci'), ['read']))).toMatch(/^forbidden/)
  })
  test('an invalid request is not a verdict, not even for a disabled user', () => {
    for (const subject of [user('bob'), user('off')]) {
      expect(refusal(() => issue(catalog, subject, []))).toBe(
        'notAsked blank-scopes {"flag":"--scope"}',
      )
      expect(refusal(() => issue(catalog, subject, ['raed']))).toBe(
        'notAsked no-such-scope {"scope":"raed","suggestion":"read"}',
      )
      expect(refusal(() => issue(catalog, subject, ['a:*']))).toMatch(/^notAsked no-such-scope/)
    }
    expect(refusal(() => issue(catalog, user('off'), undefined))).toBe(
      'unauthorized subject-disabled {"kind":"user","name":"off","wanted":"token"}',
    )
    expect(refusal(() => issue(catalog, user('off'), ['write'], { downscope: true }))).toMatch(
      /^unauthorized/,
    )
    expect(refusal(() => issue(catalog, { kind: 'anonymous' }, undefined))).toMatch(/^unauthorized/)
  })
})

describe('claims', () => {
  const stamp = { now: 1000, lifetime: 60, jti: 'j' }
  const withToken = (token: Record<string, unknown>) => load({ ...form, token }).catalog
  test('MINT5: without issuer or audience none is written; otherwise the first one is', () => {
    expect(claimsFor(catalog, client('ci'), ['read'], stamp)).toStrictEqual({
      sub: 'ci',
      client_id: 'ci',
      iat: 1000,
      exp: 1060,
      jti: 'j',
      scope: 'read',
    })
    expect(
      claimsFor(
        withToken({ issuer: 'any', audience: ['a', 'b'] }),
        { kind: 'role', roles: ['boss', 'reader'] },
        [],
        stamp,
      ),
    ).toEqual({ sub: 'role:boss+reader', aud: 'a', iat: 1000, exp: 1060, jti: 'j', scope: '' })
    expect(claimsFor(withToken({ audience: 'any' }), user('new'), [], stamp)).toStrictEqual({
      sub: 'new',
      iat: 1000,
      exp: 1060,
      jti: 'j',
      scope: '',
    })
    expect(
      claimsFor(withToken({ issuer: ['i', 'k'] }), user('new'), [], {
        ...stamp,
        audience: 'other',
      }),
    ).toMatchObject({ iss: 'i', aud: 'other', sub: 'new' })
  })
  test('scopes in the claim and form that the catalog reads', () => {
    const scopesIn = (token: Record<string, unknown>) => {
      const {
        sub: _s,
        iat: _i,
        exp: _e,
        jti: _j,
        ...rest
      } = claimsFor(withToken(token), user('new'), ['read', 'write'], stamp)
      return rest
    }
    expect(scopesIn({ scope_claim: ['scp', 'scope'], scope_format: 'array' })).toEqual({
      scp: ['read', 'write'],
    })
    expect(scopesIn({ scope_claim: '/authz/s~1c' })).toEqual({ authz: { 's/c': 'read write' } })
  })
  test('client_id: of the client; of others only if the catalog says so', () => {
    const idsWith = (token: Record<string, unknown>) =>
      [client('ci'), user('new'), { kind: 'role', roles: ['boss'] } as const].map(
        (subject) => claimsFor(withToken(token), subject, [], stamp)['client_id'],
      )
    expect(idsWith({})).toEqual(['ci', undefined, undefined])
    expect(idsWith({ type: 'JWT' })).toEqual(['ci', undefined, undefined])
    expect(idsWith({ type: 'at+jwt' })).toEqual(['ci', 'scopectl', 'scopectl'])
    expect(idsWith({ client_id: 'web' })).toEqual(['ci', 'web', 'web'])
    expect(idsWith({ type: 'at+jwt', client_id: 'web' })).toEqual(['ci', 'web', 'web'])
  })
  test('claims of the catalog are in every token; those of a user and of the stamp replace them', () => {
    const token = { claims: { token_type: 'access', email: 'x', team: 1 } }
    const claims = (subject: Subject, extra = {}) =>
      claimsFor(withToken(token), subject, ['read'], { ...stamp, extra })
    expect(claims(client('ci'))).toMatchObject({ token_type: 'access', email: 'x', team: 1 })
    expect(claims({ kind: 'role', roles: ['boss'] })).toMatchObject({ token_type: 'access' })
    expect(claims(user('bob'), { token_type: 'mine' })).toMatchObject({
      token_type: 'mine',
      email: 'b@x.test',
      team: { a: 1 },
      sub: 'bob',
      scope: 'read',
    })
  })
  test('MINT1: additional claims are included, reserved ones are recognized', () => {
    const claims = claimsFor(catalog, user('bob'), ['read'], {
      ...stamp,
      extra: { team: 'blue', __proto__x: 1 },
    })
    expect(claims).toMatchObject({ email: 'b@x.test', team: 'blue', sub: 'bob', scope: 'read' })
    const { token } = withToken({
      scope_claim: ['/authz/scopes', 'perms'],
      role_claim: '/realm/roles',
    })
    for (const name of [
      'iss',
      'sub',
      'aud',
      'exp',
      'nbf',
      'iat',
      'jti',
      'client_id',
      'scope',
      'scp',
      'authz',
      'perms',
      'realm',
    ]) {
      expect(isReservedClaim(name, token), name).toBe(true)
    }
    for (const name of ['email', 'Scope', 'roles', '/authz/scopes', 'constructor'])
      expect(isReservedClaim(name, token), name).toBe(false)
  })
})

test('sorted: declared names in declared order, others after them', () => {
  expect(sorted(catalog, new Set(['z', 'admin', 'read', 'b']))).toEqual(['read', 'admin', 'b', 'z'])
})
