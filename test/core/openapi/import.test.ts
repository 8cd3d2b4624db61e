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
    [{ openapi: '3.2.0', paths }, 'openapi-version'],
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

test('a path in the notation of another router is a warning, a colon inside a segment is not', () => {
  const paths = { '/users/:id': { get: {} }, '/accounts:lookUp': { get: {} } }
  const { findings } = importOf({ openapi: '3.1.0', paths })
  const found = findings.filter(({ code }) => code === 'openapi-foreign-path')
  expect(found).toMatchObject([{ args: { routes: ['GET /users/:id'] } }])
})

describe('parameters in the notation of a router', () => {
  const read = { security: [{ oauth: ['read'] }] }
  const declaring = (...names: string[]) => ({
    parameters: names.map((name) => ({ name, in: 'path', required: true })),
    get: read,
  })

  test.each([
    ['/users/:id', ['id'], '/users/{id}'],
    ['/users/<id>/posts/<string:post>', ['id', 'post'], '/users/{id}/posts/{post}'],
    ['/files/{name:path}', ['name'], '/files/{name*}'],
    ['/files/{name:.*}', ['name'], '/files/{name*}'],
    ['/users/{id:str}', ['id'], '/users/{id}'],
    ['/files/<path:name>', ['name'], '/files/{name*}'],
    ['/files/*name', ['name'], '/files/{name*}'],
    ['/accounts:lookUp', ['lookUp'], '/accounts:lookUp'],
  ])('%s with declared %j is %s', (path, names, own) => {
    const document = withSecurity(0, { paths: { [path]: declaring(...names) } })
    expect(routesOf(document)).toEqual({ [`GET ${own}`]: 'read' })
  })

  test('declared at the operation, behind a reference', () => {
    const paths = { '/a/:id': { get: { ...read, parameters: [{ $ref: '#/x-id' }] } } }
    const document = withSecurity(0, { paths, 'x-id': { name: 'id', in: 'path' } })
    expect(routesOf(document)).toEqual({ 'GET /a/{id}': 'read' })
  })

  test.each([
    ['/users/:id', []],
    ['/users/:id', ['other']],
    ['/users/<int:id>', ['id']],
    ['/users/{id:[0-9]+}', ['id']],
    ['/files/{name:path}', ['name:path']],
  ])('%s with declared %j means nothing of the kind', (path, names) => {
    const { findings, routes } = importOf(
      withSecurity(0, { paths: { [path]: declaring(...names), '/b': { get: read } } }),
    )
    const named = routes.map(({ name }) => name).filter((name) => name.includes('{'))
    expect(named).toEqual([])
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/openapi-(foreign|refused)-path/)]),
    )
  })

  test("API Gateway's operation for any method stands for every method without its own", () => {
    const item = {
      get: { security: [] },
      'x-amazon-apigateway-any-method': { ...read, parameters: [{ name: 'proxy', in: 'path' }] },
    }
    expect(routesOf(withSecurity(0, { paths: { '/{proxy+}': item } }))).toEqual({
      'GET /{proxy*}': 'public',
      ...Object.fromEntries(
        ['PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'].map((method) => [
          `${method} /{proxy*}`,
          'read',
        ]),
      ),
    })
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

describe('OAS9: paths', () => {
  const names = (paths: string[], more: Record<string, unknown> = {}) =>
    Object.keys(
      routesOf({
        openapi: '3.0.0',
        paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])),
        ...more,
      }),
    )
  test.each([
    ['/a/{id}', 'GET /a/{id}'],
    ['/a/', 'GET /a/'],
    ['/v1/{name}:cancel', 'GET /v1/{name}:cancel'],
    ['/v1/{name=**}', 'GET /v1/{name*}'],
    ['/v1/{name=projects/*}', 'GET /v1/projects/{name}'],
    ['/v1/{name=projects/*/jobs/*}:run', 'GET /v1/projects/{name}/jobs/{name_2}:run'],
    ['/v1/{+path}', 'GET /v1/{path*}'],
    ['/{proxy+}', 'GET /{proxy*}'],
    ['/a/{user id}/{user-id}', 'GET /a/{user_id}/{user-id}'],
    ['/a/{1}/{id}/{id}', 'GET /a/{_1}/{id}/{id_2}'],
  ])('%s is %s', (path, name) => {
    expect(names([path])).toEqual([name])
  })
  test('API Gateway’s {name+} is never empty, a catalog’s tail may be: this is reported', () => {
    const codes = (path: string) =>
      importOf({ openapi: '3.0.0', paths: { [path]: { get: {} } } }).findings.map(
        ({ code }) => code,
      )
    expect(codes('/a/{proxy+}')).toContain('openapi-one-or-more')
    expect(codes('/a/{name=**}')).not.toContain('openapi-one-or-more')
  })
  test.each([
    '/a?x=1',
    '/a#b',
    'a',
    '/a/../b',
    '/a//b',
    '/a b',
    '/a\u0007',
    '/a;b',
    '/é',
    '/{name=**}/b',
    '/{name=**}:verb',
    '/{id:[0-9]+}',
    '/{id',
    '/{}',
    '/a\\b',
    `/${'{a}'.repeat(1_000_000)}`,
  ])('%.40j is refused and reported', (path) => {
    const imported = importOf({
      openapi: '3.0.0',
      paths: { [path]: { get: {} }, '/ok': { get: {} } },
    })
    expect(imported.routes.map(({ name }) => name)).toEqual(['GET /ok'])
    expect(imported.findings).toContainEqual(
      expect.objectContaining({ code: 'openapi-refused-path' }),
    )
    expect(imported.census).toMatchObject({ operations: 2, undecided: 1, other: 1 })
  })

  test.each([
    ['a server’s path', { servers: [{ url: 'https://a.test/v1/' }] }, 'GET /v1/x'],
    ['a relative server', { servers: [{ url: '/v1' }] }, 'GET /v1/x'],
    ['no path', { servers: [{ url: 'https://a.test?x=/y' }] }, 'GET /x'],
    ['no server', { servers: [] }, 'GET /x'],
    [
      'a variable',
      { servers: [{ url: '{scheme}://a.test/{v}', variables: { v: { default: 'v2' } } }] },
      'GET /v2/x',
    ],
    ['the first of two', { servers: [{ url: '/v1' }, { url: '/v2' }] }, 'GET /v1/x'],
  ])('prefix: %s', (_name, more, name) => {
    expect(names(['/x'], more)).toEqual([name])
  })
  test('prefix: Swagger’s basePath; one given explicitly; a path’s own server', () => {
    const paths = { '/x': { get: {} } }
    const swagger = { swagger: '2.0', basePath: '/api/', paths }
    expect(Object.keys(routesOf(swagger))).toEqual(['GET /api/x'])
    expect(Object.keys(routesOf(swagger, { prefix: '' }))).toEqual(['GET /x'])
    expect(Object.keys(routesOf(swagger, { prefix: '/v9' }))).toEqual(['GET /v9/x'])
    const own = { '/x': { servers: [{ url: '/own' }], get: {}, put: { servers: [{ url: '/' }] } } }
    const document = { openapi: '3.0.0', servers: [{ url: '/v1' }], paths: own }
    expect(Object.keys(routesOf(document))).toEqual(['GET /own/x', 'PUT /x'])
  })
  test('servers that differ and invalid prefixes are reported', () => {
    const differ = {
      openapi: '3.0.0',
      servers: [{ url: '/a' }, { url: '/b' }],
      paths: { '/x': { get: {} } },
    }
    expect(codesOf(importOf(differ))).toContain('openapi-servers-differ')
    expect(codesOf(importOf({ ...differ, servers: [{ url: 'v1' }] }))).toContain(
      'openapi-prefix-ignored',
    )
  })

  test('templates with the same paths are one route; undecided if they differ', () => {
    const op = (scope: string) => ({ get: { security: [{ oauth: [scope] }] } })
    const same = withSecurity(0, { paths: { '/a/{x}': op('read'), '/a/{y}': op('read') } })
    expect(routesOf(same)).toEqual({ 'GET /a/{x}': 'read' })
    const differ = withSecurity(0, { paths: { '/a/{x}': op('read'), '/a/{y}': op('write') } })
    expect(routesOf(differ)).toEqual({ 'GET /a/{x}': 'undecided' })
    expect(codesOf(importOf(differ))).toContain('openapi-same-template')
  })
  test('a method that OpenAPI does not know is reported; extensions are not methods', () => {
    const imported = importOf({
      openapi: '3.0.0',
      paths: { '/x': { GET: {}, get: {}, 'x-put': {} } },
    })
    expect(imported.routes).toHaveLength(1)
    expect(codesOf(imported).filter((code) => code === 'openapi-unknown-method')).toHaveLength(1)
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
