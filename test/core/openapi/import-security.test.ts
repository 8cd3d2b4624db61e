import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { sourceOf } from '../../../src/core/source.js'
import { codesOf, importOf, routesOf, withSecurity } from './support.js'

const needs = (security: unknown, more?: Record<string, unknown>): unknown =>
  routesOf(withSecurity(security, more))['GET /x']
const found = (security: unknown, more?: Record<string, unknown>): string[] =>
  codesOf(importOf(withSecurity(security, more)))

describe('OAS4: security', () => {
  test.each([
    ['one scope', [{ oauth: ['read'] }], 'read'],
    ['AND', [{ oauth: ['read', 'write'] }], 'read write'],
    ['OR', [{ oauth: ['read'] }, { oauth: ['write'] }], { any: ['read', 'write'] }],
    ['a repeated scope', [{ oauth: ['read', 'read'] }], 'read'],
    ['a token and no scope', [{ oauth: [] }], 'authenticated'],
    ['any token or a scope', [{ oauth: [] }, { oauth: ['read'] }], 'authenticated'],
    ['a key', [{ key: [] }], { any: [{ scheme: 'key' }] }],
    ['HTTP bearer', [{ bearer: [] }], { any: [{ scheme: 'bearer' }] }],
    ['a key next to it', [{ oauth: ['read'] }, { key: [] }], { any: ['read', { scheme: 'key' }] }],
    ['a key inside', [{ oauth: ['read'], key: [] }], { all: ['read', { scheme: 'key' }] }],
    ['a token and a key', [{ oauth: [], key: [] }], { all: ['authenticated', { scheme: 'key' }] }],
    [
      'any token or a key',
      [{ oauth: [] }, { key: [] }],
      { any: ['authenticated', { scheme: 'key' }] },
    ],
    [
      'any token, a scope or a key: the scope no longer matters',
      [{ oauth: ['read'] }, { key: [] }, { oauth: [] }],
      { any: ['authenticated', { scheme: 'key' }] },
    ],
    [
      'any token, or a token and two keys',
      [{ oauth: [] }, { key: [], basic: [], oauth: [] }],
      {
        any: ['authenticated', { all: ['authenticated', { scheme: 'key' }, { scheme: 'basic' }] }],
      },
    ],
    [
      'any token, or a scope and a key',
      [{ oauth: [] }, { oauth: ['read'], key: [] }],
      { any: ['authenticated', { all: ['read', { scheme: 'key' }] }] },
    ],
    [
      'a second OAuth2 scheme',
      [{ oauth: ['read'] }, { second: ['other'] }],
      { any: ['read', { scheme: 'second', scopes: ['other'] }] },
    ],
    [
      'any token of either scheme',
      [{ oauth: [] }, { second: [] }],
      { any: ['authenticated', { scheme: 'second' }] },
    ],
    [
      'any token, or scopes of the second scheme',
      [{ oauth: [] }, { second: ['other'] }],
      { any: ['authenticated', { scheme: 'second', scopes: ['other'] }] },
    ],
    [
      'a name that no catalog can declare, or any token',
      [{ oauth: ['a b'] }, { oauth: [] }],
      { any: ['authenticated', { scheme: 'oauth', scopes: ['a b'] }] },
    ],
  ])('%s', (_name, security, expected) => {
    expect(needs(security)).toEqual(expected)
  })

  test('the document’s own is inherited, unless an operation has one', () => {
    const document = withSecurity(undefined, {
      security: [{ oauth: ['read'] }],
      paths: {
        '/x': { get: {}, post: { security: [{ oauth: ['write'] }] }, put: { security: [] } },
      },
    })
    expect(routesOf(document)).toEqual({
      'GET /x': 'read',
      'POST /x': 'write',
      'PUT /x': 'public',
    })
  })

  test('OAS1: none at all is undecided, and reported', () => {
    expect(needs(undefined)).toBe('undecided')
    expect(found(undefined)).toContain('openapi-states-none')
  })
  test('OAS2: an empty list overriding the root is public, and reported', () => {
    const root = { security: [{ oauth: ['read'] }] }
    expect(needs([], root)).toBe('public')
    expect(found([], root)).toContain('openapi-empty')
  })
  test('OAS3: an empty alternative is public, and reported', () => {
    expect(needs([{ oauth: ['read'] }, {}])).toBe('public')
    expect(found([{ oauth: ['read'] }, {}])).toContain('openapi-optional')
  })
  test.each([
    ['null', null],
    ['a text', 'oauth'],
    ['a map', { oauth: [] }],
    ['a list of texts', ['oauth']],
    ['null instead of a list', [{ oauth: null }]],
    ['a text instead of a list', [{ oauth: 'read' }]],
    ['a number in a list', [{ oauth: ['read', 1] }]],
    ['an empty scope', [{ oauth: [''] }]],
    ['an empty scheme', [{ '': [] }]],
    ['an endless list', Array.from({ length: 1001 }, () => ({ oauth: ['read'] }))],
  ])('%s is not a security list: undecided, and never inherited', (_name, security) => {
    expect(needs(security, { security: [] })).toBe('undecided')
    expect(found(security)).toContain('openapi-malformed')
  })

  test('OAS5: schemes that are not declared are kept and reported', () => {
    expect(needs([{ oauht: ['read'] }])).toEqual({ any: [{ scheme: 'oauht', scopes: ['read'] }] })
    expect(found([{ oauht: ['read'] }])).toContain('openapi-undeclared-scheme')
  })
  test('OAS5: scopes that are not declared are added and reported; unused ones are reported', () => {
    const imported = importOf(withSecurity([{ oauth: ['read', 'extra'] }]))
    expect([...imported.scopes.keys()]).toEqual(['read', 'write', 'extra'])
    expect(codesOf(imported)).toEqual(
      expect.arrayContaining(['openapi-undeclared-scopes', 'openapi-unused-scopes']),
    )
  })
  test('OAS6: a list on a key or HTTP bearer is kept and marked', () => {
    expect(needs([{ bearer: ['admin'] }])).toEqual({
      any: [{ scheme: 'bearer', scopes: ['admin'] }],
    })
    expect(found([{ bearer: ['admin'] }])).toContain('openapi-roles-list')
    expect(found([{ key: ['admin'] }])).toContain('openapi-roles-list')
  })
  test('OAS6: HTTP bearer is the catalog’s own if requested', () => {
    const document = withSecurity([{ bearer: ['admin'] }])
    expect(routesOf(document, { scheme: 'bearer' })).toEqual({ 'GET /x': 'admin' })
    expect(() => importOf(document, { scheme: 'key' })).toThrow('openapi-scheme-kind')
    expect(() => importOf(document, { scheme: 'beaver' })).toThrow('openapi-no-scheme')
  })
  test('OAS10: names that no catalog can declare are kept, allow nothing and are reported', () => {
    const security = [{ oauth: ['read', 'bad name', '__proto__', '<<'] }]
    const scopes = ['bad name', '__proto__', '<<']
    expect(needs(security)).toEqual({ all: ['read', { scheme: 'oauth', scopes }] })
    expect(found(security)).toContain('openapi-bad-scopes')
  })

  test('a scope with the name of a keyword is written in the long form', () => {
    const document = withSecurity([{ oauth: ['public'] }])
    const imported = importOf(document)
    expect(routesOf(document)).toEqual({ 'GET /x': { all: ['public'] } })
    expect(parseCatalog(sourceOf(toCatalog(imported).value)).ok).toBe(true)
  })
  test('if a scope has the name of a level, the level is kept as a rule in words, which allows nothing', () => {
    const paths = { '/x': { get: { security: [{ oauth: ['public'] }] }, put: { security: [] } } }
    const document = withSecurity(undefined, { paths })
    const imported = importOf(document)
    expect(codesOf(imported)).toContain('openapi-level-is-scope')
    expect(imported.census.public).toBe(0)
    expect(routesOf(document)['PUT /x']).toEqual({ any: [{ other: 'public, by the document' }] })
    expect(parseCatalog(sourceOf(toCatalog(imported).value)).ok).toBe(true)
  })

  test.each([
    ['any token', [{ oauth: [] }], { any: [{ other: 'authenticated, by the document' }] }],
    [
      'any token or a key',
      [{ oauth: [] }, { key: [] }],
      { any: [{ other: 'authenticated, by the document' }, { scheme: 'key' }] },
    ],
    [
      'a token and a key, or a scope',
      [{ oauth: [], key: [] }, { oauth: ['authenticated'] }],
      {
        any: [
          { all: [{ other: 'authenticated, by the document' }, { scheme: 'key' }] },
          { all: ['authenticated'] },
        ],
      },
    ],
    [
      'the scope and a key',
      [{ oauth: ['read', 'authenticated'], key: [] }],
      { all: ['read', { other: 'the scope authenticated, by the document' }, { scheme: 'key' }] },
    ],
  ])('a scope named `authenticated`: %s', (_name, security, expected) => {
    const scopes = { '/y': { get: { security: [{ oauth: ['authenticated'] }] } } }
    const document = withSecurity(undefined, { paths: { '/x': { get: { security } }, ...scopes } })
    const imported = importOf(document)
    expect(codesOf(imported)).toContain('openapi-level-is-scope')
    expect(routesOf(document)).toEqual({ 'GET /x': expected, 'GET /y': { all: ['authenticated'] } })
    expect(parseCatalog(sourceOf(toCatalog(imported).value)).ok).toBe(true)
  })
  test('a token and a rule in words of an exported document: the token stays a scheme', () => {
    const rule = { type: 'apiKey', in: 'header', name: 'R', 'x-scopectl': { other: 'the owner' } }
    const document = withSecurity([{ oauth: [], rule: [] }])
    Object.assign(document.components.securitySchemes, { rule })
    const imported = importOf(document)
    expect(routesOf(document)).toEqual({
      'GET /x': { all: [{ scheme: 'oauth' }, { other: 'the owner' }] },
    })
    expect(parseCatalog(sourceOf(toCatalog(imported).value)).ok).toBe(true)
  })

  test('the primary scheme is the one that most operations name, or the first on a tie', () => {
    const op = (...names: string[]) => ({ security: names.map((name) => ({ [name]: ['s'] })) })
    const three = { get: op('second'), post: op('second', 'oauth'), put: op('oidc') }
    expect(importOf(withSecurity(0, { paths: { '/x': three } })).tokens[0]?.name).toBe('second')
    const equal = { get: op('second', 'oauth') }
    expect(importOf(withSecurity(0, { paths: { '/x': equal } })).tokens[0]?.name).toBe('oauth')
  })
})

describe('FastAPI writes schemes that are all required as alternatives', () => {
  const either = [{ key: [] }, { oauth: ['read'] }]
  const findings = (path: string, operation: Record<string, unknown>) =>
    codesOf(importOf(withSecurity(0, { paths: { [path]: { get: operation } } })))

  test.each([
    ['/x', 'x_x_get'],
    ['/items/{item_id}', 'read_items__item_id__get'],
    ['/größe', 'größe_größe_get'],
    ['/x', 'x_x_get', [{ oauth: [] }, { key: [] }]],
    ['/x', 'x_x_get', [{ bearer: [] }, { oauth: ['read'] }, { key: [] }]],
  ])(
    'a generated id and several schemes are reported: %s %s',
    (path, operationId, security = either) => {
      expect(findings(path, { operationId, security })).toContain('openapi-either-or-all')
    },
  )
  test.each([
    ['no id', undefined, either],
    ['an id that somebody chose', 'readX', either],
    ['the id of another method', 'x_x_post', either],
    ['no function', '_x_get', either],
    ['one scheme', 'x_x_get', [{ oauth: ['read'] }]],
    ['two alternatives of one scheme', 'x_x_get', [{ oauth: ['read'] }, { oauth: ['write'] }]],
    ['all of them in one alternative', 'x_x_get', [{ key: [], oauth: ['read'] }]],
    ['one of them together with another', 'x_x_get', [{ key: [], oauth: ['read'] }, { oidc: [] }]],
    ['no scheme as an alternative', 'x_x_get', [{}, { oauth: ['read'] }]],
  ])('%s: nothing to report', (_name, operationId, security) => {
    expect(findings('/x', { operationId, security })).not.toContain('openapi-either-or-all')
  })
})
