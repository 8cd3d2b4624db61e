import { load, type World } from '../../../support/generators.js'
import { type Call, callsOf, randomOf } from './calls.js'

/** The catalog of a small API. */
export const trafficWorld = (): World =>
  load(
    {
      token: { enforce: 'implied' },
      scopes: {
        'users:read': 'Read users',
        'users:write': { implies: ['users:read'] },
        'orders:read': 'Read orders',
        'orders:write': { implies: ['orders:read'] },
        'reports:read': 'Read reports',
        admin: { implies: ['users:*', 'orders:*', 'reports:*'] },
      },
      roles: {
        customer: { scopes: ['orders:read'], default: true },
        agent: { scopes: ['orders:write', 'users:read'] },
        analyst: { scopes: ['reports:read'] },
        root: { scopes: ['admin'] },
      },
      routes: {
        'GET /health': 'public',
        'GET /me': 'authenticated',
        'GET /users/': 'users:read',
        'GET /users/{id}': 'users:read',
        'PATCH /users/{id}': 'users:write',
        'DELETE /users/{id}': 'admin',
        'GET /users/me': 'authenticated',
        'GET /orders/': 'orders:read',
        'POST /orders/': 'orders:write',
        'GET /orders/{id}': 'orders:read',
        'POST /orders/{id}:cancel': 'orders:write',
        'GET /orders/{id}/items/{item}': 'orders:read',
        'GET /reports/{name}.csv': 'reports:read',
        'GET /files/{path*}': { any: ['admin', 'reports:read orders:read'] },
        'POST /exports': 'undecided',
      },
    } as Parameters<typeof load>[0],
    {
      users: {
        alice: { roles: ['agent'] },
        bob: {},
        carol: { roles: ['root'] },
        eve: { disabled: true, roles: ['root'] },
      },
      clients: {},
    },
  )

const SCOPES = [
  ...['orders:read', 'orders:write', 'users:read orders:read', 'users:write', 'admin', ' '],
  ...['reports:read', 'reports:read orders:read', 'openid profile', 'Users:Read', 'users:writer'],
]
const CLIENTS = ['web', 'ios', 'android', 'partner', null]
const STATUSES = [200, 200, 200, 201, 204, 304, 401, 403, 404, 500, 302, null]

/** What an API's log looks like: ids everywhere, and one call in fifty that is odd in some way. */
export function* trafficOf(world: World, seed: number): Generator<Call> {
  const { next, one } = randomOf(seed)
  const odd = callsOf(world, seed + 1)
  const routes = world.catalog.routes.map(({ method, template }) => ({ method, template }))
  while (true) {
    if (next(50) === 0) {
      yield odd.next().value
      continue
    }
    const { method, template } = one(routes)
    const path = template.replace(/\{[^}]*\}/g, () => String(next(100_000)))
    const who = next(10)
    yield {
      method: method === 'GET' && next(30) === 0 ? 'HEAD' : method,
      path: next(10) === 0 ? `${path}?page=${next(50)}` : path,
      scopes: who < 6 ? one(SCOPES) : null,
      role: who === 6 ? one(['customer', 'agent', 'analyst', 'root']) : null,
      user: who === 7 || who === 8 ? one(['alice', 'bob', 'carol', 'eve']) : null,
      status: one(STATUSES),
      client: one(CLIENTS),
    }
  }
}
