import { describe, expect, test } from 'vitest'
import { importOpenApi } from '../../../src/core/openapi/import.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { alone, codesOf, importOf, oauth, routesOf, withSecurity } from './support.js'

describe('versions', () => {
  const paths = { '/x': { get: { security: [{ s: ['read'] }] } } }
  test.each([
    ['accessCode', { authorizationUrl: 'https://a.test', tokenUrl: 'https://a.test' }],
    ['application', { tokenUrl: 'https://a.test' }],
  ])('OAS11: Swagger 2.0 with an %s flow', (flow, urls) => {
    const scheme = { type: 'oauth2', flow, ...urls, scopes: { read: 'Read', 'x-note': 'no' } }
    const imported = importOf({ swagger: '2.0', paths, securityDefinitions: { s: scheme } })
    expect([...imported.scopes]).toEqual([['read', 'Read']])
    expect(imported.routes[0]?.requirement).toMatchObject({ level: 'scopes' })
  })
  test('Swagger 2.0 as a number in YAML', () => {
    expect(importOf({ swagger: 2, paths: { '/x': { get: {} } } }).version).toBe('Swagger 2.0')
  })
  test.each([
    [{ openapi: '3.3.0', paths }, 'openapi-version'],
    [{ openapi: '4.0.0', paths }, 'openapi-version'],
    [{ openapi: '3.10.0', paths }, 'openapi-version'],
    [{ swagger: '1.2', paths }, 'openapi-version'],
    [{ openapi: { a: 'b' }, paths }, 'openapi-version'],
    [{ openapi: Object.create(null), paths }, 'openapi-version'],
    [{ swagger: ['2.0'], paths }, 'openapi-version'],
    [{ swagger: '2.0', openapi: '3.0.0', paths }, 'openapi-not-one'],
    [{ paths }, 'openapi-not-one'],
    [[], 'openapi-not-one'],
    [null, 'openapi-not-one'],
    [{ openapi: '3.1.0', paths: {} }, 'openapi-no-operation'],
    [{ openapi: '3.1.0', webhooks: { x: { post: {} } } }, 'openapi-no-operation'],
  ])('%j is refused: %s', (document, code) => {
    expect(() => importOf(document)).toThrow(code)
  })
})

describe('OAS7, OAS8: references', () => {
  const read = { security: [{ oauth: ['read'] }] }
  const at = (paths: unknown, more: Record<string, unknown> = {}) =>
    withSecurity(0, { paths, ...more })

  test('within the document, with escapes', () => {
    const document = at(
      { '/x': { $ref: '#/x-items/a~1b%7Bid%7D' } },
      { 'x-items': { 'a/b{id}': { get: read } } },
    )
    expect(routesOf(document)).toEqual({ 'GET /x': 'read' })
  })
  test('to a file that may be opened, and back from there', () => {
    const other = { item: { get: { $ref: '#/op' } }, op: read }
    const source = alone(at({ '/x': { $ref: 'paths.json#/item' } }), { 'paths.json': other })
    expect(toCatalog(importOpenApi(source)).value['routes']).toEqual({ 'GET /x': 'read' })
  })

  const chain = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`i${i}`, { $ref: `#/x-chain/i${i + 1}` }]),
  )
  test.each([
    ['elsewhere', 'https://evil.test/x.json', 'outside'],
    ['outside the folder', '../secret.json', 'outside'],
    ['a circle', '#/x-circle/a', 'circular'],
    ['a reference to itself', '#/paths/~1x/get', 'circular'],
    ['a chain of 10,000', '#/x-chain/i0', 'too-long'],
    ['an inherited name', '#/__proto__/x', 'missing'],
    ['a name that objects inherit', '#/constructor', 'missing'],
    ['a list’s length', '#/x-list/length', 'missing'],
    ['not a pointer', '#anchor', 'no-pointer'],
    ['a bad escape', '#/a~2b', 'no-pointer'],
    ['a bad percent', '#/%zz', 'no-pointer'],
    ['a map', {}, 'no-pointer'],
  ])('%s: undecided and reported, never public', (_name, $ref, fault) => {
    const more = {
      security: [],
      'x-circle': { a: { $ref: '#/x-circle/b' }, b: { $ref: '#/x-circle/a' } },
      'x-chain': chain,
      'x-list': [],
    }
    const imported = importOf(at({ '/x': { get: { $ref } } }, more))
    expect(imported.routes.map(({ requirement }) => requirement.level)).toEqual(['undecided'])
    expect(imported.findings[0]).toMatchObject({ code: 'openapi-unresolved', args: { fault } })
  })
  test('a reference to a scalar is not an operation', () => {
    const document = at({ '/x': { get: { $ref: '#/info/title' } } }, { security: [] })
    expect(routesOf(document)).toEqual({ 'GET /x': 'undecided' })
  })
  test('behind a path item that cannot be read, no method falls through to a wider route', () => {
    const document = at({ '/x': { $ref: 'https://evil.test' }, '/{p}': { get: { security: [] } } })
    const { 'GET /{p}': wide, ...routes } = routesOf(document)
    expect(wide).toBe('public')
    expect(Object.keys(routes)).toHaveLength(8)
    expect(new Set(Object.values(routes))).toEqual(new Set(['undecided']))
  })
  test('a duplicate operation in a path item is undecided', () => {
    const document = at(
      { '/x': { $ref: '#/x-item', get: { security: [] }, put: read } },
      { 'x-item': { get: read, post: read } },
    )
    expect(routesOf(document)).toEqual({
      'GET /x': 'undecided',
      'POST /x': 'read',
      'PUT /x': 'read',
    })
  })
  test('a requirement with a scheme that cannot be read is undecided', () => {
    const securitySchemes = { oauth: oauth({ read: '' }), far: { $ref: 'https://evil.test' } }
    const paths = { '/x': { get: { security: [{ oauth: ['read'] }, { far: [] }] } } }
    const imported = importOf(at(paths, { components: { securitySchemes } }))
    expect(imported.routes[0]?.requirement.level).toBe('undecided')
    expect(codesOf(imported)).toContain('openapi-unresolved')
  })
})

describe('what is copied', () => {
  test('OAS13: no extension, no example, no secret', () => {
    const secret = 'eyJ-SECRET'
    const document = withSecurity([{ oauth: ['read'] }], {
      'x-secret': secret,
      info: { title: secret, version: '1', description: secret },
      paths: {
        'x-secret': { get: { security: [] } },
        '/x': {
          get: {
            security: [{ oauth: ['read'] }],
            'x-secret': secret,
            parameters: [{ name: 'a', in: 'header', example: secret }],
            responses: { 200: { description: secret } },
          },
        },
      },
    })
    expect(JSON.stringify(toCatalog(importOf(document)))).not.toContain(secret)
  })
  test('OAS10: a description of 1 MB becomes one short line', () => {
    const text = 'word\n\u0000\u202e '.repeat(100_000)
    const document = withSecurity([{ oauth: ['read'] }], {
      components: { securitySchemes: { oauth: oauth({ read: text }) } },
    })
    const { read } = toCatalog(importOf(document)).value['scopes'] as Record<string, string>
    expect(read?.length).toBeLessThanOrEqual(200)
    expect(read).toMatch(/^word word .*\.\.\.$/)
  })
})
