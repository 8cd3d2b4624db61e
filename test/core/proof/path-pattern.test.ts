import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { namedRoutes } from '../../../src/core/proof/named-routes.js'
import { prove } from '../../../src/core/proof/prove.js'
import { load, loadCatalog, TEMPLATES } from '../../support/generators.js'
import { naiveContains } from '../../support/oracles.js'
import '../../support/seed.js'

const PATTERNS = [
  '/a/*',
  '/a*',
  '*b',
  '/*/b',
  '*/',
  '/a/b/*',
  '/*:stop',
  '/a/{x}*',
  '/{x}/{y}*',
  '*a*b*',
  '/a/*.*',
]
const PARTS = [
  'a',
  'b',
  'v1',
  '9',
  'x9',
  'ab9',
  'vab',
  'b:stop',
  'ab:stop',
  'a.b',
  'vb.a:stop',
  'zz',
]
/** Every path of up to three of these segments, with and without a final slash. */
const PATHS = ((): string[] => {
  const one = PARTS.map((part) => `/${part}`)
  const two = one.flatMap((head) => one.map((rest) => head + rest))
  const three = two.flatMap((head) => ['/a', '/b', '/b:stop', '/a.b'].map((rest) => head + rest))
  return ['/', ...[...one, ...two, ...three].flatMap((path) => [path, `${path}/`])]
})()

const regExp = (pattern: string): RegExp => {
  const parts = pattern.split(/(\{[a-z]\}|\*)/).map((part) => {
    if (part === '*') return '.*'
    return part.startsWith('{') ? '[^/]+' : part.replace(/[.:]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
const named = (pattern: string, catalog: Catalog): string[] => {
  try {
    return namedRoutes([`GET ${pattern}`], catalog, 'public').routes.map(({ name }) => name)
  } catch {
    return []
  }
}

test('a pattern names every route that answers a path in it, as trying paths finds them', () => {
  let beside = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...TEMPLATES), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...PATTERNS),
      (templates, pattern) => {
        const routes = Object.fromEntries(templates.map((each) => [`GET ${each}`, 'public']))
        const catalog = loadCatalog({ scopes: {}, routes })
        const found = named(pattern, catalog)
        for (const path of PATHS.filter((each) => regExp(pattern).test(each))) {
          const match = matchRoute(catalog, 'GET', path)
          if (match.kind !== 'route') continue
          expect([pattern, path, found]).toEqual([
            pattern,
            path,
            expect.arrayContaining([match.route.name]),
          ])
          if (!regExp(pattern).test(match.route.template)) beside++
        }
        for (const name of found) {
          const template = name.slice('GET '.length)
          const some = PATHS.some(
            (path) => regExp(pattern).test(path) && naiveContains(template, path),
          )
          const isText = regExp(pattern).test(template)
          expect([pattern, name, some || isText || /%|\{x\}\{y\}/.test(name)]).toEqual([
            pattern,
            name,
            true,
          ])
        }
      },
    ),
    { numRuns: 400 },
  )
  expect(beside).toBeGreaterThan(100)
})

test('a pattern with more general paths than are tried names the route', () => {
  const template = `/${[...'ghkpqrstuvwxyz'].map((name) => `b{${name}}`).join('')}`
  const catalog = loadCatalog({ scopes: {}, routes: { [`GET ${template}`]: 'public' } })
  expect(named(`/${'*a'.repeat(14)}*`, catalog)).toEqual([`GET ${template}`])
})

describe('statements about a pattern', () => {
  const form = (routes: object, token = {}) =>
    load({
      token,
      scopes: { admin: 'A', staff: 'S' },
      roles: { boss: { scopes: ['admin'] }, clerk: { scopes: ['staff'] } },
      routes,
    } as never)
  const said = (statement: string, routes: object): string => {
    const { catalog, users } = form(routes)
    const { outcome, witness } = prove(statement, catalog, users)
    return `${outcome} ${witness && 'route' in witness ? witness.route : ''}`.trim()
  }
  const users = { 'DELETE /users/{id}': 'admin' }
  const STATEMENT = 'no role without admin reaches DELETE /users/*'

  test('are about routes whose templates do not look like it', () => {
    expect(said(STATEMENT, users)).toBe('proved')
    const more = { ...users, 'DELETE /{kind}/{id}/all': 'staff' }
    expect(said(STATEMENT, more)).toBe('refuted DELETE /{kind}/{id}/all')
    expect(said('DELETE /users/* needs admin', more)).toBe('refuted DELETE /{kind}/{id}/all')
    expect(said(STATEMENT, { 'DELETE /{path*}': 'staff' })).toBe('refuted DELETE /{path*}')
  })
  test('but not about those that answer none of its paths', () => {
    expect(said(STATEMENT, { ...users, 'DELETE /{kind}/{id}': 'staff' })).toBe('proved')
    const behind = { 'DELETE /users/{path*}': 'admin', 'DELETE /{path*}': 'staff' }
    expect(said(STATEMENT, behind)).toBe('proved')
    // One segment more than any other route: only the tail answers.
    const deeper = { ...users, 'DELETE /users/{id}/{x}': 'admin', 'DELETE /{path*}': 'staff' }
    expect(said(STATEMENT, deeper)).toBe('refuted DELETE /{path*}')
  })
  test('are read in the spelling that paths have, so that no route is left out', () => {
    const routes = { 'GET /caf%C3%A9/list': 'public', 'GET /{kind}/{id}': 'admin' }
    expect(said('GET /caf%C3%A9/* needs admin', routes)).toBe('refuted GET /caf%C3%A9/list')
    expect(said('GET /{kind}/%6Cist* needs admin', routes)).toBe('refuted GET /caf%C3%A9/list')
    for (const path of ['/café/*', '/caf%c3%a9/*', '/caf%C3*', '/x/../*', '/%2A*'])
      expect(() => said(`GET ${path} needs admin`, routes), path).toThrow('bad-path')
  })
  test('count two routes that claim the same path', () => {
    const both = { 'DELETE /{kind}/7': 'staff', 'DELETE /users/{id}': 'admin' }
    expect(said(STATEMENT, both)).toBe('refuted DELETE /{kind}/7')
  })
  test('about a level: a route that is only named in part has other paths with it', () => {
    expect(said('public = GET /docs*', { 'GET /docs/{page}': 'public' })).toBe('proved')
    expect(said('public = GET /docs*', { 'GET /{page}': 'public' })).toBe('refuted GET /{page}')
    expect(said('public = GET /docs*', { 'GET /docs': 'public', 'GET /{page}': 'staff' })).toBe(
      'refuted GET /{page}',
    )
    expect(said('public = GET *', { 'GET /{page}': 'public' })).toBe('proved')
    expect(said('public = GET /*1*', { 'GET /{id1}': 'public' })).toBe('refuted GET /{id1}')
  })
})
