import { describe, expect, test } from 'vitest'
import { requireSameRoute } from '../../../src/core/as-server/same-route.js'
import { askRoute } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { say } from '../../../src/report/words/index.js'
import { catalogOf } from '../catalog/support.js'

/** `answers`, or why the server has no answer for the route. */
function check(server: 'express' | 'fastapi', routes: Record<string, unknown>, text: string) {
  const catalog = catalogOf({ scopes: { read: '', admin: '' }, routes })
  try {
    requireSameRoute({ name: server, router: server }, catalog, askRoute(catalog, text))
    return 'answers'
  } catch (error) {
    if (!(error instanceof ScopectlError) || !error.problems[0]) throw error
    expect(error.outcome).toBe('notAsked')
    return say(error.problems[0]).says
  }
}

const ADMIN = { 'GET /admin/users': 'admin', 'GET /{path*}': 'public' }

describe('a path for which the server runs a route with another requirement has no answer', () => {
  test.each(['/Admin/users', '/admin/users/', '/ADMIN/USERS/'])('Express folds %s', (path) => {
    expect(check('express', ADMIN, `GET ${path}`)).toBe(
      `express runs \`GET /admin/users\` for \`GET ${path}\`; the catalog matches it to \`GET /{path*}\``,
    )
    expect(check('fastapi', ADMIN, `GET ${path}`)).toBe('answers')
  })
  test('nor does one for which it may run either, or none', () => {
    expect(check('express', ADMIN, 'GET /%61dmin/users')).toBe(
      'express might run `GET /admin/users` or `GET /{path*}` for `GET /%61dmin/users`; the catalog matches it to `GET /admin/users`',
    )
    expect(check('express', { 'GET /admin/{path*}': 'admin' }, 'GET /admin/')).toBe(
      'express might not run `GET /admin/{path*}` for `GET /admin/`: it depends on how the app declares the route',
    )
    expect(check('fastapi', { 'GET /admin/{path*}': 'admin' }, 'GET /admin/')).toBe('answers')
  })
  test.each(['express', 'fastapi'] as const)(
    'nor does one of a route that the catalog lists after a wider one: %s runs the first',
    (server) => {
      const routes = { 'GET /users/{id}': 'read', 'GET /users/me': 'authenticated' }
      expect(check(server, routes, 'GET /users/me')).toBe(
        `${server} runs the first matching route, and the catalog lists \`GET /users/{id}\` before \`GET /users/me\``,
      )
      expect(check(server, routes, 'GET /users/7')).toBe('answers')
      const reversed = Object.fromEntries(Object.entries(routes).reverse())
      expect(check(server, reversed, 'GET /users/me')).toBe('answers')
    },
  )
  test('nor does a route given by name, if another one takes all its paths', () => {
    const twins = { 'GET /Items/{id}': 'read', 'GET /items/{id}/': 'admin' }
    expect(check('express', twins, 'GET /Items/{id}')).toMatch(/^express might run /)
    expect(check('fastapi', twins, 'GET /Items/{id}')).toBe('answers')
    expect(check('express', ADMIN, 'GET /{path*}')).toBe('answers')
    expect(check('express', ADMIN, 'GET /admin/users')).toBe('answers')
  })
})

test('another route with the same requirement gives the same answer', () => {
  const routes = { 'GET /admin/users': 'admin', 'GET /{path*}': 'admin' }
  expect(check('express', routes, 'GET /Admin/users')).toBe('answers')
})
