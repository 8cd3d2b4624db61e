import { describe, expect, test } from 'vitest'
import { catalogOf, codesOf, problemsOf, rolesSay, SCOPES } from './support.js'

describe('scopes', () => {
  test.each(['a b', 'a"b', 'a\\b', 'é', 'a\u0000', 'a\tb', '\u200b'])(
    '%j is not a scope-token',
    (name) => {
      expect(codesOf({ scopes: { [name]: '' } })).toEqual(['not-a-scope-token'])
    },
  )
  test.each(['*', 'a*', 'users:*'])('no star is allowed in the name %s', (name) => {
    expect(codesOf({ scopes: { [name]: '' } })).toEqual(['star-in-name'])
  })
  test.each(['*', 'a*', 'users:*'])('the name %s can be declared with exact: true', (name) => {
    const { scopes } = catalogOf({ scopes: { [name]: { description: 'D', exact: true } } })
    expect([...scopes.keys()]).toEqual([name])
    expect(codesOf({ scopes: { [name]: { exact: false } } })).toEqual(['star-in-name'])
    expect(codesOf({ scopes: { [`${name} b`]: { exact: true } } })).toEqual(['not-a-scope-token'])
    // It says nothing new about any other name.
    expect(codesOf({ scopes: { read: { exact: true } } })).toEqual([])
  })
  describe('with the exact names patient/*.read and *', () => {
    const exact = (implies: string[] = []) => ({ exact: true, implies })
    const names = { 'patient/A.read': 'A', 'patient/A.write': 'A', other: '' }
    const scopes = { ...names, 'patient/*.read': exact(), '*': exact() }
    const implied = (implies: string[]) =>
      [...(catalogOf({ scopes: { ...scopes, admin: { implies } } }).implied.get('admin') ?? [])]
        .filter((name) => name !== 'admin')
        .sort()
    test('an entry that equals a declared name is that name, never a glob', () => {
      expect(implied(['patient/*.read'])).toEqual(['patient/*.read'])
      expect(implied(['*'])).toEqual(['*'])
      const roles = { r: { scopes: ['*', 'patient/*.read'] } }
      expect(catalogOf({ scopes, roles }).own.get('r')).toEqual(new Set(['*', 'patient/*.read']))
    })
    test('any other glob covers them like other names', () => {
      expect(implied(['patient/*.*'])).toEqual([
        'patient/*.read',
        'patient/A.read',
        'patient/A.write',
      ])
    })
    test('it never implies by its stars', () => {
      expect([...(catalogOf({ scopes }).implied.get('patient/*.read') ?? [])]).toEqual([
        'patient/*.read',
      ])
      const itself = { ...names, 'patient/*.read': exact(['patient/*.read']) }
      expect(problemsOf({ scopes: itself })).toEqual([
        'implies-cycle {"cycle":["patient/*.read","patient/*.read"]}',
      ])
    })
    test('a route needs exactly that name', () => {
      const { routes } = catalogOf({ scopes, routes: { 'GET /x': 'patient/*.read other' } })
      expect(routes[0]?.requirement).toEqual({
        level: 'scopes',
        alternatives: [{ scopes: ['patient/*.read', 'other'], others: [] }],
      })
      expect(codesOf({ scopes, routes: { 'GET /x': 'patient/*' } })).toEqual(['glob-not-here'])
    })
  })
  test('implies: unknown names, globs that match nothing or only themselves', () => {
    const says = (implies: string[]) => problemsOf({ scopes: { ...SCOPES, admin: { implies } } })
    expect(says(['raed'])).toEqual([
      'unknown-scope {"scope":"raed","by":"scope admin","suggestion":"read"}',
    ])
    expect(says(['x*'])).toEqual(['empty-glob {"glob":"x*","by":"scope admin"}'])
    expect(says(['a*n'])).toEqual(['empty-glob {"glob":"a*n","by":"scope admin"}'])
    expect(says(['users:', 'users'])).toHaveLength(2)
    expect(says(['users:*', 'read'])).toEqual([])
  })
  test('a star stops at ":" and matches at least one character', () => {
    const implied = (glob: string) =>
      catalogOf({
        scopes: { all: { implies: [glob] }, 'a:': '', 'a:b': '', 'a:b:c': '', 'a:bb': '' },
      }).implied.get('all')
    expect(implied('a:*')).toEqual(new Set(['all', 'a:b', 'a:bb']))
    expect(implied('*:*')).toEqual(new Set(['all', 'a:b', 'a:bb']))
    expect(implied('a:b*')).toEqual(new Set(['all', 'a:bb']))
    expect(implied('a:*:c')).toEqual(new Set(['all', 'a:b:c']))
  })
  test('DEC6: cycles, also of one scope and through two globs; a diamond is not a cycle', () => {
    const says = (scopes: unknown) => problemsOf({ scopes })
    expect(says({ a: { implies: ['a'] } })).toEqual(['implies-cycle {"cycle":["a","a"]}'])
    expect(says({ a: { implies: ['b'] }, b: { implies: ['c'] }, c: { implies: ['b'] } })).toEqual([
      'implies-cycle {"cycle":["b","c","b"]}',
    ])
    expect(says({ 'x:a': { implies: ['y:*'] }, 'y:a': { implies: ['x:*'] } })).toEqual([
      'implies-cycle {"cycle":["x:a","y:a","x:a"]}',
    ])
    expect(says({ a: { implies: ['*'] }, b: { implies: ['*'] } })).toEqual([
      'implies-cycle {"cycle":["a","b","a"]}',
    ])
    expect(
      says({ a: { implies: ['b', 'c'] }, b: { implies: ['d'] }, c: { implies: ['d'] }, d: '' }),
    ).toEqual([])
  })
  test('DEC6: a ladder of diamonds does not take exponential time', () => {
    const rungs = Array.from({ length: 60 }, (_, i) => [
      [`l${i}`, { implies: i < 59 ? [`l${i + 1}`, `r${i + 1}`] : [] }],
      [`r${i}`, { implies: i < 59 ? [`l${i + 1}`, `r${i + 1}`] : [] }],
    ]).flat()
    expect(catalogOf({ scopes: Object.fromEntries(rungs) }).implied.get('l0')?.size).toBe(119)
  })
})

describe('roles', () => {
  test('what a role must not contain', () => {
    expect(rolesSay({ everyone: { scopes: [] } })).toEqual(['row-name'])
    expect(rolesSay({ anonymous: { scopes: [] } })).toEqual(['row-name'])
    expect(rolesSay({ a: { when: {} } })).toEqual(['when-empty'])
    expect(rolesSay({ a: { default: true, when: { x: 1 } } })).toEqual(['when-and-default'])
    expect(rolesSay({ a: { default: false, when: { x: 1 } } })).toEqual([])
    expect(rolesSay({ a: { when: { x: null } } })).toEqual(['wrong-shape'])
    expect(rolesSay({ a: { when: { x: ['y'] } } })).toEqual(['wrong-shape'])
    for (const name of ['roles', 'scopes', 'claims', 'disabled', 'password', 'x-flag']) {
      expect(rolesSay({ a: { when: { [name]: true } } }), name).toEqual(['when-reads-setting'])
    }
    expect(rolesSay({ a: { scopes: ['raed', 'z*'] } })).toEqual(['unknown-scope', 'empty-glob'])
    expect(rolesSay({ a: { extends: ['b'] } })).toEqual(['unknown-role'])
    expect(rolesSay({ a: { extends: ['b'] }, b: { extends: ['a'] } })).toEqual(['extends-cycle'])
    expect(rolesSay({ a: { extends: ['a'] } })).toEqual(['extends-cycle'])
  })
  test('extends copies scopes, never default or when', () => {
    const { own, roles, attributes } = catalogOf({
      scopes: SCOPES,
      roles: {
        base: { default: true, scopes: ['read'] },
        rule: { when: { x: true }, scopes: ['users:*'] },
        top: { extends: ['base', 'rule'], scopes: ['write'] },
      },
    })
    expect(own.get('top')).toEqual(new Set(['read', 'users:read', 'users:delete', 'write']))
    expect(roles.get('top')).toMatchObject({ isDefault: false, when: undefined })
    expect(attributes).toEqual(new Set(['x']))
  })
})

describe('token settings', () => {
  const says = (token: unknown, profiles?: unknown, profile?: string) =>
    problemsOf({ scopes: {}, token, ...(profiles ? { profiles } : {}) }, profile)

  test('MINT4: lifetimes of 1 s to 366 d', () => {
    for (const text of ['0s', '-1s', '1e9d', '3650d', '367d', '900', '', '1w', ' 1h', 'NaN']) {
      expect(says({ lifetime: text }), text).toHaveLength(1)
    }
    for (const text of ['1s', '366d', '1h30m']) expect(says({ lifetime: text })).toEqual([])
  })
  test('pointers, and `any` next to others', () => {
    expect(says({ role_claim: '/a~b' })).toEqual(['bad-pointer {"pointer":"/a~b"}'])
    expect(says({ scope_claim: ['scp', '/a~'] })).toEqual(['bad-pointer {"pointer":"/a~"}'])
    expect(says({ scope_claim: '/a~1b/~0c' })).toEqual([])
    expect(says({ issuer: ['a', 'any'] })).toEqual([
      'any-not-alone {"claim":"issuer","keyword":"any"}',
    ])
    expect(says({ audience: ['any', 'a'] })).toEqual([
      'any-not-alone {"claim":"audience","keyword":"any"}',
    ])
    expect(
      catalogOf({ scopes: {}, token: { issuer: 'any', audience: ['a'] } }).token,
    ).toMatchObject({ issuers: 'any', audiences: ['a'] })
    expect(catalogOf({ scopes: {} }).token).toMatchObject({
      issuers: [],
      audiences: [],
      enforce: 'literal',
      enforceWritten: false,
    })
  })
  test('no scopes or roles are read from a reserved claim', () => {
    for (const claim of ['sub', 'iss', 'aud', 'exp', '/client_id', '/sub/x']) {
      expect(says({ scope_claim: ['scp', claim] }), claim).toHaveLength(1)
      expect(says({ role_claim: claim }), claim).toHaveLength(1)
    }
    // A scope with the name of a role must not grant the role's scopes.
    expect(says({ role_claim: 'scope' })).toEqual([
      'reserved-claim {"claim":"scope","by":"role_claim"}',
    ])
    expect(says({ scope_claim: 'scp', role_claim: '/scp' })).toHaveLength(1)
    expect(says({ scope_claim: '/x/y', role_claim: '/x' })).toHaveLength(1)
    expect(says({ scope_claim: '/x', role_claim: '/x/0' })).toHaveLength(1)
    expect(says({ scope_claim: '/x/scopes', role_claim: '/x/roles' })).toEqual([])
    expect(says({ scope_claim: ['scp', 'roles'], role_claim: 'roles' })).toEqual([])
  })
  test('claims: the reserved ones are refused, also those that a profile reads', () => {
    for (const claim of ['sub', 'client_id', 'cnf', 'scope', 'permissions']) {
      expect(says({ claims: { token_type: 'access', [claim]: 1 } }), claim).toHaveLength(1)
    }
    expect(says({ claims: { token_type: 'access', Sub: 1, token: null } })).toEqual([])
    expect(says({ claims: { perms: 1 }, scope_claim: '/perms/x' })).toEqual([
      'reserved-claim {"claim":"perms","by":"token.claims","reads":"scopes"}',
    ])
    expect(says({ claims: { roles: 1 } }, { p: { role_claim: 'roles' } })).toEqual([
      'reserved-claim {"claim":"roles","by":"token.claims","reads":"roles"}',
    ])
    expect(says({ claims: { roles: 1 } }, { p: { role_claim: 'roles', claims: {} } })).toEqual([])
  })
  test('type and client_id: of the profile, else of `token:`; `any` undoes a type', () => {
    const read = (token: object, p?: object) => {
      const file = { scopes: {}, token, ...(p ? { profiles: { p } } : {}) }
      const { type, clientId } = catalogOf(file, p && 'p').token
      return [type, clientId]
    }
    expect(read({})).toEqual([undefined, undefined])
    expect(read({ type: 'JWT' })).toEqual(['JWT', undefined])
    expect(read({ type: 'at+jwt' })).toEqual(['at+jwt', 'scopectl'])
    expect(read({ type: 'at+jwt', client_id: 'web' }, { type: 'JWT' })).toEqual(['JWT', 'web'])
    expect(read({ type: 'at+jwt' }, { type: 'any' })).toEqual([undefined, undefined])
    for (const type of ['jwt', 'AT+JWT', 'application/at+jwt', 'none', '', null])
      expect(codesOf({ scopes: {}, token: { type } }), String(type)).toEqual(['wrong-shape'])
  })
  test('every profile is overlaid on the base and read, whichever is selected', () => {
    const base = { issuer: 'a', role_claim: 'scp' }
    expect(says(base, { p: { lifetime: '0s' } })).toHaveLength(1)
    expect(says({ lifetime: '0s' }, { p: { lifetime: '1h' } }, 'p')).toHaveLength(1)
    expect(says({ lifetime: '0s' }, { p: { issuer: 'b' }, q: {} }, 'p')).toHaveLength(1)
    expect(says(base, { p: { scope_claim: 'scp' } })).toHaveLength(1)
    expect(says(base, { prod: {} }, 'prd')).toEqual([
      'unknown-profile {"profile":"prd","suggestion":"prod"}',
    ])
    expect(says(base, undefined, 'toString')).toHaveLength(1)
    expect(
      catalogOf(
        { scopes: {}, token: { issuer: 'a', audience: 'b' }, profiles: { p: { issuer: 'any' } } },
        'p',
      ).token,
    ).toMatchObject({ issuers: 'any', audiences: ['b'], profile: 'p' })
  })
})
