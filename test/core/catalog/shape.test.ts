import { describe, expect, test } from 'vitest'
import { catalogOf, codesOf, placesIn, problemsOf, routeSays, SCOPES } from './support.js'

describe('YAML13: unknown keys are reported once, with what was meant', () => {
  const CASES: [string, unknown, string[]][] = [
    [
      'at the top',
      { scopse: {}, roels: {} },
      [
        'unknown-key {"key":"scopse","suggestion":"scopes"}',
        'unknown-key {"key":"roels","suggestion":"roles"}',
      ],
    ],
    [
      'in token',
      { scopes: {}, token: { algoritm: 'HS256' } },
      ['unknown-key {"key":"algoritm","suggestion":"algorithm"}'],
    ],
    [
      'in a role',
      { scopes: {}, roles: { a: { extend: [] } } },
      ['unknown-key {"key":"extend","suggestion":"extends"}'],
    ],
    [
      'in a scope',
      { scopes: { a: { implys: [] } } },
      ['unknown-key {"key":"implys","suggestion":"implies"}'],
    ],
    ['right key, wrong level', { scopes: {}, issuer: 'x' }, ['unknown-key {"key":"issuer"}']],
    [
      'scopes under a route',
      { scopes: {}, routes: { 'GET /': { scopes: ['a'] } } },
      ['unknown-key {"key":"scopes"}'],
    ],
  ]
  test.each(CASES)('%s', (_, value, expected) => expect(problemsOf(value)).toEqual(expected))

  const FORMS: [unknown, string[]][] = [
    [{ need: 'read' }, ['unknown-key {"key":"need","suggestion":"needs"}']],
    [{ need: 'read', params: { id: 1 } }, ['unknown-key {"key":"need","suggestion":"needs"}']],
    [{ anny: ['read'] }, ['unknown-key {"key":"anny","suggestion":"any"}']],
    [{ al: ['read'] }, ['unknown-key {"key":"al","suggestion":"all"}']],
    [{ any: ['read'], all: ['write'] }, ['unknown-key {"key":"all"}']],
    [{ any: [{ all: ['read'], x: 1 }] }, ['unknown-key {"key":"x"}']],
    [
      { any: [{ scheme: 'A', scope: ['x'] }] },
      ['unknown-key {"key":"scope","suggestion":"scopes"}'],
    ],
    [{ all: [{ any: ['read'] }] }, ['unknown-key {"key":"any"}']],
    [{ all: ['read', { schema: 'X' }] }, ['unknown-key {"key":"schema","suggestion":"scheme"}']],
  ]
  test.each(FORMS)('in a requirement: %j', (form, expected) => {
    expect(problemsOf({ scopes: SCOPES, routes: { 'GET /{id}': form } })).toEqual(expected)
  })

  test('a misspelt key does not hide what is missing elsewhere', () => {
    expect(codesOf({ scopes: {}, roels: {}, routes: { 'GET /': { params: {} } } })).toEqual([
      'unknown-key',
      'wrong-shape',
    ])
    expect(codesOf({ scopes: {}, token: { isuer: 'x' }, roles: { a: { when: 1 } } })).toEqual([
      'unknown-key',
      'wrong-shape',
    ])
  })
})

describe('DEC4, YAML8: empty values are never accepted', () => {
  test.each([null, [], {}, '', ' ', true, false, 1, ['read'], { any: [] }, { all: [] }])(
    'a route that needs %j',
    (form) => {
      expect(routeSays(form)).toHaveLength(1)
      expect(routeSays({ needs: form })).toHaveLength(1)
    },
  )
  test.each([
    [1, 'read'],
    ['read', ['write']],
    [{ all: [] }],
    [''],
    [null],
    [{}],
    [{ other: '' }],
    [{ scheme: null }],
    [{ all: [1] }],
  ])('any of %j', (...items) => {
    expect(routeSays({ any: items })).toEqual(['wrong-shape'])
  })
  test('YAML8: values and names of the wrong type', () => {
    for (const value of [null, 1, true, ['read'], { x: 1 }]) {
      expect(codesOf({ scopes: { read: value } })).toHaveLength(1)
      expect(codesOf({ scopes: SCOPES, roles: { a: { scopes: [value] } } })).toHaveLength(1)
      expect(codesOf({ scopes: SCOPES, token: { key: value } })).toHaveLength(1)
    }
    expect(codesOf({ scopes: { '': 'x' } })).toEqual(['wrong-shape'])
    expect(codesOf({ scopes: {}, version: 2 })).toEqual(['wrong-shape'])
    expect(codesOf({ scopes: {}, token: { algorithm: 'none' } })).toEqual(['wrong-shape'])
    expect(codesOf({ scopes: {}, token: { lifetime: 900 } })).toEqual(['wrong-shape'])
  })
  test('a list is not a map, not even an empty list', () => {
    for (const key of ['scopes', 'roles', 'routes', 'token', 'profiles']) {
      expect(codesOf({ scopes: {}, [key]: [] }), key).toEqual(['wrong-shape'])
    }
    expect(codesOf({ scopes: {}, routes: [{ 'GET /': 'public' }] })).toEqual(['wrong-shape'])
    expect(codesOf([])).toEqual(['wrong-shape'])
    expect(codesOf(null)).toEqual(['wrong-shape'])
    expect(codesOf({})).toEqual(['missing-key'])
  })
})

test('x- keys next to known ones are ignored; in maps of names they are names', () => {
  const catalog = catalogOf(
    {
      'x-top': { any: 'thing' },
      token: { 'x-note': 1 },
      scopes: { 'x-a': 'a scope', b: { 'x-owner': 'team', implies: ['x-a'] } },
      roles: { 'x-role': { 'x-y': 1, scopes: ['x-a'] } },
      routes: {
        'GET /{x-y}': { needs: 'x-a', 'x-tag': 1, params: {} },
        'GET /a': { any: ['b'], 'x-z': 0 },
      },
      profiles: { 'x-staging': { issuer: 'b' } },
    },
    'x-staging',
  ) // prettier: a table
  expect([...catalog.scopes.keys()]).toEqual(['x-a', 'b'])
  expect([...catalog.roles.keys()]).toEqual(['x-role'])
  expect(catalog.token).toMatchObject({ issuers: ['b'], profile: 'x-staging' })
  expect(catalog.routes.map(({ name }) => name)).toEqual(['GET /{x-y}', 'GET /a'])
})

test.each(['__proto__', 'constructor', 'prototype'])(
  'DEC7: nothing may have the name %s',
  (name) => {
    const named = <T>(value: T) => Object.fromEntries([[name, value]])
    for (const key of ['scopes', 'roles', 'routes', 'profiles']) {
      expect(codesOf({ scopes: {}, [key]: named({}) }), key).toEqual(['reserved-name'])
    }
    expect(codesOf({ scopes: {}, roles: { a: { when: named(true) } } })[0]).toBe('reserved-name')
    expect(codesOf({ scopes: {}, ...named(1) })).toEqual(['reserved-name'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  },
)

test('DEC7: other names that objects inherit are ordinary names', () => {
  const names = ['toString', 'hasOwnProperty', 'valueOf', '1', '1e3']
  const catalog = catalogOf({
    scopes: Object.fromEntries(names.map((name) => [name, ''])),
    roles: Object.fromEntries(names.map((name) => [name, { scopes: [name] }])),
    routes: { 'GET /': 'toString valueOf' },
  })
  for (const name of names) expect(catalog.own.get(name)).toEqual(new Set([name]))
  expect(catalog.own.get('isPrototypeOf')).toBeUndefined()
  expect(codesOf({ scopes: SCOPES, routes: { 'GET /': 'toString' } })).toEqual(['unknown-scope'])
  expect(codesOf({ scopes: SCOPES, roles: { a: { extends: ['toString'] } } })).toEqual([
    'unknown-role',
  ])
})

test('every problem is located at its value or its name', () => {
  const text = `version: 1
token:
  isuer: x
  lifetime: 1w
scopes:
  read: 1
  a b: x
  users:read: { implies: [red, "z*"] }
roles:
  a: { scopes: [read, raed], extends: [b] }
routes:
  get /x: read
  GET /y:
    any: [read, 7]
  GET /z: { needs: read, parms: {} }
`
  expect(placesIn(text)).toEqual([
    'unknown-key 3:3 isuer',
    'unknown-key 15:26 parms',
    'wrong-shape 6:9 1',
    'wrong-shape 14:17 7',
    'not-a-scope-token 7:3 a b',
    'unknown-scope 8:27 red',
    'empty-glob 8:32 "z*"',
    'unknown-role 10:40 b',
    'unknown-scope 10:23 raed',
    'bad-route-name 12:3 get /x',
    'bad-duration 4:13 1w',
  ])
})

test('a wrong name is also reported at its location', () => {
  const text = `scopes: { read: x }
roles:
  a: { when: {} }
  b: { when: { roles: x }, default: true }
routes:
  GET /{id}: { needs: { any: [read, reed] }, params: { di: 1 } }
  GET /{name}: read read*
`
  expect(placesIn(text)).toEqual([
    'when-empty 3:14 {}',
    'when-and-default 4:8 when',
    'when-reads-setting 4:16 roles',
    'unknown-scope 6:37 reed',
    'unknown-param 6:56 di',
    'same-route 7:3 GET /{name}',
    'glob-not-here 7:16 read read*',
  ])
})

test('a catalog with any problem does not load, whatever else could be read', () => {
  const good = { scopes: SCOPES, roles: { a: { scopes: ['read'] } }, routes: { 'GET /': 'read' } }
  for (const bad of [
    { ...good, scopes: { ...SCOPES, read: 1 } },
    { ...good, roles: { a: { scopes: ['read'], when: { x: null } } } },
    { ...good, routes: { 'GET /': { any: ['read', null] } } },
    { ...good, routes: { 'GET /': [] } },
    { ...good, token: { issuer: 1 } },
    { ...good, tokn: {} },
  ]) {
    expect(codesOf(bad), JSON.stringify(bad)).toHaveLength(1)
  }
})
