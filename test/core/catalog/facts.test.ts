import { describe, expect, test } from 'vitest'
import { catalogOf, placesIn, problemsOf, SCOPES } from './support.js'

// What a message about a catalog is made from: the names in it, and the place that it points at.

const route = (needs: unknown, name = 'GET /x') =>
  problemsOf({ scopes: { ...SCOPES, authenticated: '' }, routes: { [name]: needs } })
const plain = (needs: unknown) => problemsOf({ scopes: SCOPES, routes: { 'GET /x': needs } })
const roles = (forms: unknown) => problemsOf({ scopes: SCOPES, roles: forms })
const KEY = { scheme: 'Key' }

describe('requirements', () => {
  test.each<[unknown, string]>([
    ['raed', 'unknown-scope {"scope":"raed","by":"route GET /x","suggestion":"read"}'],
    ['pubic', 'unknown-scope {"scope":"pubic","by":"route GET /x","suggestion":"public"}'],
    ['undecide', 'unknown-scope {"scope":"undecide","by":"route GET /x","suggestion":"undecided"}'],
    [
      'authenticate',
      'unknown-scope {"scope":"authenticate","by":"route GET /x","suggestion":"authenticated"}',
    ],
    // Next to another scope, no keyword can be meant.
    ['read pubic', 'unknown-scope {"scope":"pubic","by":"route GET /x"}'],
    [{ all: ['pubic'] }, 'unknown-scope {"scope":"pubic","by":"route GET /x"}'],
    ['users:*', 'glob-not-here {"glob":"users:*","by":"route GET /x"}'],
    [' ', 'bad-requirement {"route":"GET /x"}'],
    ['public read', 'keyword-not-alone {"word":"public","route":"GET /x"}'],
  ])('%j: %s', (needs, problem) => {
    expect(plain(needs)).toEqual([problem])
  })
  test('a scope that is called like the keyword', () => {
    const isScope = 'keyword-is-scope {"word":"authenticated","route":"GET /x"}'
    expect(route('authenticated')).toEqual([isScope])
    expect(route({ any: ['authenticated'] })).toEqual([isScope])
    expect(route({ any: ['read authenticated'] })).toEqual([isScope])
    expect(route({ all: ['authenticated', { other: 'a rule' }] })).toEqual([])
    expect(route({ all: ['authenticated', KEY] })).toEqual([
      'authenticated-in-all {"route":"GET /x","beside":"own-scope"}',
    ])
  })
  test.each<[unknown[], string]>([
    [['authenticated'], 'nothing'],
    [['authenticated', 'authenticated'], 'nothing'],
    [['authenticated', 'read'], 'scopes'],
    [['authenticated', 'read', KEY], 'scopes'],
    [['authenticated', { other: 'a rule' }], 'rule'],
    [['authenticated', KEY, { other: 'a rule' }], 'rule'],
  ])('an `all` of %j: beside %s', (all, beside) => {
    const found = plain({ all })
    expect(new Set(found)).toEqual(
      new Set([`authenticated-in-all {"route":"GET /x","beside":"${beside}"}`]),
    )
  })
  test('an `authenticated` beside schemes is one condition, however often it is written', () => {
    const [read] = catalogOf({
      scopes: SCOPES,
      routes: { 'GET /x': { all: [KEY, 'authenticated', 'authenticated'] } },
    }).routes
    expect(read?.requirement).toEqual({
      level: 'scopes',
      alternatives: [
        { scopes: [], others: [{ authenticated: true }, { scheme: 'Key', scopes: [] }] },
      ],
    })
  })
  test('are located at their part', () => {
    const text = `scopes: { read: '' }
routes:
  GET /a: reed
  GET /b: { all: [read, raed] }
  GET /c: { any: [read, { all: [read, x] }, public] }
  GET /d: { all: [read, authenticated] }
  GET /e: { needs: { all: [y] } }
`
    expect(placesIn(text)).toEqual([
      'unknown-scope 3:11 reed',
      'unknown-scope 4:25 raed',
      'unknown-scope 5:39 x',
      'keyword-not-alone 5:45 public',
      'authenticated-in-all 6:25 authenticated',
      'unknown-scope 7:28 y',
    ])
  })
})

describe('roles and scopes', () => {
  test.each<[unknown, string[]]>([
    [{ everyone: {} }, ['row-name {"role":"everyone"}']],
    [{ a: { when: {} } }, ['when-empty {"role":"a"}']],
    [{ a: { default: true, when: { x: 1 } } }, ['when-and-default {"role":"a"}']],
    [{ a: { when: { roles: 1 } } }, ['when-reads-setting {"attribute":"roles"}']],
    [{ a: { when: { 'x-flag': 1, flag: 1 } } }, ['when-reads-setting {"attribute":"x-flag"}']],
    [
      { reader: {}, a: { extends: ['raeder'] } },
      ['unknown-role {"role":"raeder","by":"role a","suggestion":"reader"}'],
    ],
    [
      { a: { scopes: ['raed'] } },
      ['unknown-scope {"scope":"raed","by":"role a","suggestion":"read"}'],
    ],
    [{ a: { scopes: ['x:*'] } }, ['empty-glob {"glob":"x:*","by":"role a"}']],
    [{ a: { extends: ['b'] }, b: { extends: ['a'] } }, ['extends-cycle {"cycle":["a","b","a"]}']],
  ])('%j', (forms, problems) => {
    expect(roles(forms)).toEqual(problems)
  })
  test('names of scopes', () => {
    expect(problemsOf({ scopes: { 'a b': '', 'c*': '' } })).toEqual([
      'not-a-scope-token {"name":"a b","what":"scope"}',
      'star-in-name {"name":"c*"}',
    ])
  })
  test('are located at their name or value', () => {
    const text = `scopes:
  'a*': ''
  b: { implies: [c] }
  c: { implies: [b] }
roles:
  everyone: {}
  r: { extends: [s] }
  s: { extends: [r] }
`
    expect(placesIn(text)).toEqual([
      "star-in-name 2:3 'a*'",
      'implies-cycle 3:17 [c]',
      'row-name 6:3 everyone',
      'extends-cycle 7:17 [s]',
    ])
  })
  test('what is left out is empty', () => {
    const read = catalogOf({ scopes: { read: 'Read', write: {} }, roles: { a: {} } })
    expect(read.scopes.get('read')).toMatchObject({ description: 'Read', implies: [] })
    expect(read.scopes.get('write')).toMatchObject({ description: '', implies: [] })
    expect(read.roles.get('a')).toStrictEqual({
      name: 'a',
      description: '',
      scopes: [],
      extends: [],
      isDefault: false,
      when: undefined,
      at: undefined,
    })
  })
})

describe('routes', () => {
  test('the other route of the same shape', () => {
    expect(
      problemsOf({ scopes: {}, routes: { 'GET /{a}': 'public', 'GET /{b}': 'public' } }),
    ).toEqual(['same-route {"route":"GET /{b}","other":"GET /{a}"}'])
  })
  test.each([
    ['/x', '{"is":"form"}', undefined],
    ['get /x', '{"is":"lower-case-method"}', 'GET /x'],
    ['G1T /x', '{"is":"no-method"}', undefined],
    ['GET /a/<id>', '{"is":"unencoded","char":"<"}', 'GET /a/{id}'],
    ['GET /{id:int}', undefined, 'GET /{id}'],
    ['GET /a b/<id>', undefined, undefined],
    ['GET /%61', '{"is":"escape-in-template"}', undefined],
  ])('%s is refused: %s', (name, why, suggestion) => {
    const [found = ''] = problemsOf({ scopes: {}, routes: { [name]: 'public' } })
    const facts = JSON.parse(found.slice(found.indexOf('{')))
    expect(facts).toMatchObject({ route: name, ...(why ? { why: JSON.parse(why) } : {}) })
    expect(facts.suggestion).toBe(suggestion)
  })
  test('description and values for parameters', () => {
    const [long, short] = catalogOf({
      scopes: {},
      routes: {
        'GET /{a}/{b}': { needs: 'public', description: 'One', params: { a: 7, b: 'x' } },
        'GET /': 'public',
      },
    }).routes
    expect(long).toMatchObject({ name: 'GET /{a}/{b}', method: 'GET', description: 'One' })
    expect([...(long?.params ?? [])]).toEqual([
      ['a', '7'],
      ['b', 'x'],
    ])
    expect(short).toMatchObject({ template: '/', description: '', params: new Map() })
  })
})
