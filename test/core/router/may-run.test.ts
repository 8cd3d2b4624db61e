import { describe, expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { candidates } from '../../../src/core/router/candidates.js'
import { loose } from '../../../src/core/router/loose.js'
import { mayRun } from '../../../src/core/router/may-run.js'
import { ROUTERS } from '../../../src/core/router/routers.js'
import { catalogOf } from '../catalog/support.js'

// `npm run test:interop` compares these with the real routers.

const routers = { ...ROUTERS, loose }

/** The routes that may run, separated by spaces; `?` after one that may not match. */
function runs(router: keyof typeof routers, routes: readonly string[], request: string): string {
  const [method = '', raw = ''] = request.split(' ')
  const read = canonicalPath(raw)
  if ('why' in read) throw new Error(read.why.is)
  const named = routes.map((name) => (name.includes(' ') ? name : `GET ${name}`))
  const catalog = catalogOf({
    scopes: {},
    routes: Object.fromEntries(named.map((name) => [name, 'public'])),
  })
  const target = { raw, path: read.path }
  return mayRun(catalog, routers[router], { method, target, inOrder: true })
    .map(({ route, isSure }) => `${route.name.replace(/^GET /, '')}${isSure ? '' : '?'}`)
    .join(' ')
}

describe('Express', () => {
  test.each([
    ['case', ['/admin', '/{p*}'], 'GET /Admin', '/admin'],
    ['a trailing slash', ['/admin', '/{p*}'], 'GET /admin/', '/admin'],
    ['no trailing slash', ['/admin/', '/{p*}'], 'GET /admin', '/admin/'],
    ['both', ['/a/{x}/b/', '/{p*}'], 'GET /A/q/B', '/a/{x}/b/'],
    ['the root', ['/', '/{x}'], 'GET /', '/'],
    ['a non-ASCII letter', ['/%C3%A9', '/{p*}'], 'GET /%C3%89', '/{p*}'],
    ['the long s', ['/s', '/{p*}'], 'GET /%C5%BF', '/{p*}'],
    ['the Kelvin sign', ['/k', '/{p*}'], 'GET /%E2%84%AA', '/{p*}'],
    ['an escape that it does not decode', ['/admin', '/{p*}'], 'GET /%61dmin', '/admin? /{p*}'],
    ['a rest, which may be absent', ['/a/{p*}', '/{p*}'], 'GET /a/', '/a/{p*}? /{p*}'],
    ['no rest at all', ['/a/{p*}', '/{p*}'], 'GET /a', '/{p*}'],
    ['a literal instead of the rest', ['/a/', '/a/{p*}'], 'GET /a/', '/a/'],
    ['a slash after a parameter', ['/f/{x}', '/f/{p*}'], 'GET /f/a/', '/f/{x}'],
    ['one of two parameters', ['/{x}.{y}', '/{z}'], 'GET /a.b', '/{x}.{y}'],
    ['the text between them twice', ['/{x}.{y}', '/{z}'], 'GET /a.b.', '/{x}.{y}? /{z}'],
    ['nothing between the parameters', ['/{x}{y}', '/{z}'], 'GET /ab', '/{x}{y}? /{z}'],
    ['a parameter that ends in an escape (400)', ['/{x}9', '/{z}'], 'GET /%C3%A9', '/{x}9? /{z}'],
    [
      'the first of two that are the same to it',
      ['/Items', '/items/'],
      'GET /items/',
      '/Items /items/',
    ],
    ['a wider one that is declared first', ['/{x}', '/me'], 'GET /me', '/{x} /me'],
    ['HEAD, by what was declared first', ['/a', 'HEAD /{p*}'], 'HEAD /a', '/a'],
    ['HEAD of the same path', ['/a', 'HEAD /a'], 'HEAD /a', '/a HEAD /a'],
    ['another method', ['POST /a', '/{p*}'], 'POST /A', 'POST /a'],
  ])('%s', (_what, routes, request, expected) => {
    expect(runs('express', routes, request)).toBe(expected)
  })
})

describe('Starlette and FastAPI', () => {
  test.each([
    ['case', ['/admin', '/{p*}'], 'GET /Admin', '/{p*}'],
    ['a trailing slash', ['/admin', '/{p*}'], 'GET /admin/', '/{p*}'],
    ['a slash alone (307)', ['/admin'], 'GET /admin/', ''],
    ['an escape', ['/admin', '/{p*}'], 'GET /%61dmin', '/admin'],
    ['an empty rest', ['/a/{p*}', '/{p*}'], 'GET /a/', '/a/{p*}'],
    ['a wider one that is declared first', ['/{x}', '/me'], 'GET /me', '/{x} /me'],
    ['braces as text', ['/%7Bx%7D', '/{z}'], 'GET /%7Bx%7D', '/%7Bx%7D? /{z}'],
  ])('%s', (_what, routes, request, expected) => {
    expect(runs('starlette', routes, request)).toBe(expected)
    expect(runs('fastapi', routes, request)).toBe(expected)
  })
  test('HEAD runs GET routes of Starlette, and none of FastAPI', () => {
    expect(runs('starlette', ['/a', 'HEAD /{p*}'], 'HEAD /a')).toBe('/a')
    expect(runs('fastapi', ['/a', 'HEAD /{p*}'], 'HEAD /a')).toBe('HEAD /{p*}')
    expect(runs('fastapi', ['/a'], 'HEAD /a')).toBe('')
  })
})

describe('Fastify', () => {
  test.each([
    ['case', ['/admin', '/{p*}'], 'GET /Admin', '/{p*}'],
    ['a trailing slash', ['/admin', '/{p*}'], 'GET /admin/', '/{p*}'],
    ['an escape', ['/admin', '/{p*}'], 'GET /%61dmin', '/admin'],
    ['an empty rest', ['/{p*}', '/a/{p*}'], 'GET /a/', '/a/{p*}'],
    ['an empty parameter', ['/users/{id}', '/{p*}'], 'GET /users/', '/users/{id}'],
    ['a slash instead of it', ['/users/{id}', '/users/'], 'GET /users/', '/users/'],
    ['a long parameter', ['/{x}', '/{p*}'], `GET /${'a'.repeat(101)}`, '/{x}? /{p*}'],
    ['one of 100 characters', ['/{x}', '/{p*}'], `GET /${'a'.repeat(100)}`, '/{x}'],
    ['any order', ['/{x}', '/me'], 'GET /me', '/me'],
    ['text before a parameter', ['/{x}.json', '/a{x}'], 'GET /ab.json', '/a{x}'],
    ['a regular expression first', ['/{x}', '/{x}.json'], 'GET /a.json', '/{x}.json'],
    ['the first of two', ['/{x}.a.{y}', '/{x}.{y}'], 'GET /q.a.b', '/{x}.a.{y} /{x}.{y}?'],
    ['text that it cannot declare', ['/a%3Fb', '/{p*}'], 'GET /a%3Fb', '/a%3Fb? /{p*}'],
    ['HEAD', ['/a', 'HEAD /{p*}'], 'HEAD /a', '/a'],
    ['HEAD of the same path', ['/a', 'HEAD /a'], 'HEAD /a', 'HEAD /a'],
  ])('%s', (_what, routes, request, expected) => {
    expect(runs('fastify', routes, request)).toBe(expected)
  })
})

describe('an unknown router', () => {
  test.each([
    ['case, also of non-ASCII letters', ['/%C3%A9', '/{p*}'], 'GET /%C3%89', '/%C3%A9? /{p*}'],
    ['letters with the same capital', ['/sk', '/{p*}'], 'GET /%C5%BF%E2%84%AA', '/sk? /{p*}'],
    ['a trailing slash', ['/a', '/{p*}'], 'GET /a/', '/a? /{p*}'],
    ['a suffix', ['/a', '/{p*}'], 'GET /a.json', '/a? /{p*}'],
    ['the first of two suffixes', ['/a', '/{p*}'], 'GET /a.b.c', '/a? /{p*}'],
    ['a suffix and a slash', ['/a', '/{p*}'], 'GET /A.b/', '/a? /{p*}'],
    ['a trailing dot', ['/a', '/{p*}'], 'GET /a.', '/a? /{p*}'],
    ['a dot file', ['/a', '/{p*}'], 'GET /.a', '/{p*}'],
    ['a dot further up', ['/a/b', '/{p*}'], 'GET /a.x/b', '/{p*}'],
    ['blanks', ['/a/b', '/{p*}'], 'GET /a%20/%20b', '/a/b? /{p*}'],
    ['an absent rest', ['/a/{p*}', '/{p*}'], 'GET /a', '/a/{p*}? /{p*}'],
    ['a literal instead of it', ['/a/{p*}', '/a'], 'GET /a', '/a'],
    [
      'a narrower route that matches as it is',
      ['/users/me', '/users/{id}'],
      'GET /users/me',
      '/users/me',
    ],
  ])('%s', (_what, routes, request, expected) => {
    expect(runs('loose', routes, request)).toBe(expected)
  })
})

test('six thousand routes are not checked one by one', () => {
  const routes = Object.fromEntries(
    Array.from({ length: 6000 }, (_, i) => [`GET /api/r${i}/{id}`, 'public']),
  )
  const catalog = catalogOf({ scopes: {}, routes })
  const path = '/API/R5999/7/'
  expect(candidates(catalog, ['GET'], { raw: path, path }).map(({ name }) => name)).toEqual([
    'GET /api/r5999/{id}',
  ])
})
