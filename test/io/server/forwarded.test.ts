import { describe, expect, test } from 'vitest'
import type { RouterName } from '../../../src/core/router/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { loadCatalog } from '../../support/generators.js'
import { guarding, KEY, NOW } from './guarding.js'

const guard = guarding()

const catalog = loadCatalog({
  token: { issuer: 'any', audience: 'any' },
  scopes: { read: 'Read', admin: 'Administer' },
  routes: {
    'GET /admin/users': 'admin',
    'GET /admin/{path*}': 'read',
    'GET /open': 'public',
    'GET /users/{id}': 'read',
    'GET /users/me': 'authenticated',
    'GET /{path*}': 'authenticated',
    'GET /tie/{x}': 'read',
    'GET /{x}/tie': 'read',
    'GET /key/{x}': { any: ['authenticated', { scheme: 'Key' }] },
    'GET /{x}/lock': 'authenticated',
    'GET /both': { all: ['authenticated', { scheme: 'Key' }] },
  },
})

/** The answer of forward-auth to somebody with these scopes, or without a token. */
async function ask(path: string, scopes?: string, router?: RouterName) {
  guard.serve(catalog, { router })
  const claims = { sub: 'alice', exp: NOW + 60, scope: scopes ?? '' }
  const token = scopes === undefined ? [] : [`Authorization: Bearer ${await sign({}, claims, KEY)}`]
  const original = ['X-Original-Method: GET', `X-Original-URI: ${path}`]
  const { status, body } = await guard.get('GET /.scopectl/authorize', [...original, ...token])
  return {
    status,
    body: JSON.parse(body) as { route?: string; routes?: string[]; reasons: string[] },
  }
}

test.each<[string, string | undefined, number]>([
  ['/tie/tie', 'read', 200],
  ['/tie/tie', 'admin', 403],
  ['/tie/tie', undefined, 401],
  ['/key/x', '', 200],
  ['/key/x', undefined, 401],
  ['/both', 'read admin', 403],
  // Equally narrow, and one has another way in.
  ['/key/lock', 'read', 501],
])('%s with %j: %i, whichever of equal routes the API runs', async (path, scopes, expected) => {
  const routers: (RouterName | undefined)[] = [undefined, 'exact']
  for (const router of routers) expect((await ask(path, scopes, router)).status).toBe(expected)
})

describe('if the router of the API is not given', () => {
  test.each([
    '/Admin/users',
    '/ADMIN/USERS',
    '/admin/users/',
    '/admin/users.json',
    '/admin%20/users',
    '/admin/u%C5%BFers',
  ])('%s, which some router matches to a stricter route, is refused', async (path) => {
    for (const scopes of [undefined, 'read', 'read admin']) {
      const { status, body } = await ask(path, scopes)
      expect(status, `${path} ${scopes}`).toBe(501)
      expect(body.reasons).toEqual(['route-unclear'])
      expect(body.routes).toContain('GET /admin/users')
    }
  })
  test.each<[string, string | undefined, number]>([
    ['/admin/users', 'admin', 200],
    ['/admin/users', 'read', 403],
    // Express may run the wider route, which accepts anyone with `read`.
    ['/admin/', 'read', 200],
    ['/admin/', '', 403],
    // Express does not decode the escape, and may run a route that needs another scope.
    ['/%61dmin/users', 'admin', 501],
    // Some router runs another route, even though that one is less strict.
    ['/Open', '', 501],
    ['/Open', undefined, 501],
    ['/users/7', 'read', 200],
    ['/users/Bob', 'read', 200],
    ['/other/Path/', '', 200],
  ])('%s for scopes %j: %i', async (path, scopes, status) => {
    expect((await ask(path, scopes)).status).toBe(status)
  })
})

describe('--router', () => {
  test.each<[RouterName, string, string | undefined, number, string | undefined]>([
    ['express', '/Admin/users', 'admin', 200, 'GET /admin/users'],
    ['express', '/Admin/users/', 'read', 403, 'GET /admin/users'],
    ['express', '/OPEN/', undefined, 200, 'GET /open'],
    ['express', '/admin/', '', 403, 'GET /admin/{path*}'],
    ['starlette', '/Admin/users', '', 200, 'GET /{path*}'],
    ['starlette', '/admin/users.json', 'read', 200, 'GET /admin/{path*}'],
    ['fastify', '/users/', 'read', 200, 'GET /users/{id}'],
    ['fastify', '/users/', '', 403, 'GET /users/{id}'],
    ['fastify', '/Admin/users', '', 200, 'GET /{path*}'],
    ['exact', '/Admin/users', '', 200, 'GET /{path*}'],
    ['exact', '/users/', '', 200, 'GET /{path*}'],
    // Listed after a wider one that is stricter: a router that runs the first match runs that one.
    ['express', '/users/me', '', 403, 'GET /users/{id}'],
    ['fastapi', '/users/me', 'read', 200, 'GET /users/{id}'],
    ['fastify', '/users/me', '', 200, 'GET /users/me'],
  ])('%s %s for %j: %i', async (router, path, scopes, status, route) => {
    const answer = await ask(path, scopes, router)
    expect([answer.status, answer.body.route]).toEqual([status, route])
  })
  test('a path that may run either of two routes is refused if neither is stricter', async () => {
    const twins = loadCatalog({
      token: { issuer: 'any', audience: 'any' },
      scopes: { read: '', write: '' },
      routes: { 'GET /items': 'read', 'GET /Items': 'write' },
    })
    guard.serve(twins, { router: 'express' })
    const original = ['X-Original-Method: GET', 'X-Original-URI: /items']
    const { status, body } = await guard.get('GET /.scopectl/authorize', original)
    expect([status, JSON.parse(body)]).toEqual([
      501,
      { error: 'no_verdict', reasons: ['route-unclear'], routes: ['GET /items', 'GET /Items'] },
    ])
  })
  test('a path without a route is 404; an odd path is 400 for each router', async () => {
    const only = loadCatalog({ scopes: {}, routes: { 'GET /a': 'public' } })
    for (const router of ['express', 'fastapi', 'fastify', 'starlette', 'exact'] as const) {
      guard.serve(only, { router })
      const status = async (method: string, path: string) => {
        const original = [`X-Original-Method: ${method}`, `X-Original-URI: ${path}`]
        return (await guard.get('GET /.scopectl/authorize', original)).status
      }
      expect(await status('GET', '/b')).toBe(404)
      expect(await status('GET', '/A/')).toBe(router === 'express' ? 200 : 404)
      expect(await status('HEAD', '/a')).toBe(router === 'fastapi' ? 404 : 200)
      for (const odd of ['/a/../a', '//a', '/a%2F', '/a;x', '/%2e/a']) {
        expect(await status('GET', odd), odd).toBe(400)
      }
    }
  })
})

test('the routes that serve guards itself are matched as in the catalog', async () => {
  guard.serve(catalog, { router: 'express' })
  const { status } = await guard.get('GET /OPEN', [])
  expect(status).toBe(401)
})
