import { describe, expect, test } from 'vitest'
import { codesOf, importOf, routesOf, withSecurity } from './support.js'

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
    expect(imported.census).toMatchObject({ operations: 2, undecided: 1, left_out: 1 })
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
