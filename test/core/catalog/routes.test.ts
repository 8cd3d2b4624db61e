import { describe, expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import { catalogOf, codesOf, problemsOf, routeSays } from './support.js'

/** Routes that all require something else. */
const match = (names: string[], method: string, path: string): string => {
  const scopes = Object.fromEntries(names.map((_, i) => [`s${i}`, '']))
  const routes = Object.fromEntries(names.map((name, i) => [name, `s${i}`]))
  const found = matchRoute(catalogOf({ scopes, routes }), method, path)
  return found.kind === 'route' ? found.route.name : found.kind
}

describe('names', () => {
  test.each([
    'GET',
    '/x',
    'get /x',
    'GET x',
    'GET  /x',
    'GET /x ',
    ' GET /x',
    'G€T /x',
    'GET /a//b',
    'GET //',
    'GET /../x',
    'GET /.',
    'GET /a?b',
    'GET /a#b',
    'GET /a;b',
    'GET /a\\b',
    'GET /é',
    'GET /%zz',
    'GET /%2F',
    'GET /%61',
    'GET /%c3%a9',
    'GET /%C3',
    'GET /{}',
    'GET /{a',
    'GET /a}',
    'GET /{a b}',
    'GET /{a*}/b',
    'GET /x{a*}',
    'GET /{a}/{a}',
    'GET /*',
    'GET /{{a}}',
    'GET http://h/x',
  ])('DEC2: %s is not a route', (name) => {
    expect(routeSays('public', name)).toEqual(['bad-route-name'])
  }) // prettier: a table
  test('a lower-case method is a mistake', () => {
    expect(problemsOf({ scopes: {}, routes: { 'get /x': 'public' } })).toEqual([
      'bad-route-name {"route":"get /x","why":{"is":"lower-case-method"},"suggestion":"GET /x"}',
    ])
  })
  test('templates of the same shape are one route', () => {
    const says = (...names: string[]) =>
      codesOf({ scopes: {}, routes: Object.fromEntries(names.map((name) => [name, 'public'])) })
    expect(says('GET /a/{x}', 'GET /a/{y}')).toEqual(['same-route'])
    expect(says('GET /{x*}', 'GET /{y*}')).toEqual(['same-route'])
    expect(says('GET /{x}', 'GET /{x*}', 'POST /{x}', 'GET /{x}/')).toEqual([])
  })
  test('params must be those of the template', () => {
    expect(
      problemsOf({ scopes: {}, routes: { 'GET /{id}': { needs: 'public', params: { di: 1 } } } }),
    ).toEqual(['unknown-param {"param":"di","route":"GET /{id}","suggestion":"id"}'])
  })
})

describe('DEC3: the template with the smaller set of paths wins', () => {
  test('literal text first, partial segments before whole ones, a tail last', () => {
    const names = [
      'GET /{p*}',
      'GET /users/{id}',
      'GET /users/me',
      'GET /users/{id}:stop',
      'GET /users/{p*}',
    ]
    expect(match(names, 'GET', '/users/me')).toBe('GET /users/me')
    expect(match(names, 'GET', '/users/7')).toBe('GET /users/{id}')
    expect(match(names, 'GET', '/users/7:stop')).toBe('GET /users/{id}:stop')
    expect(match(names, 'GET', '/users/7/x')).toBe('GET /users/{p*}')
    expect(match(names, 'GET', '/users/')).toBe('GET /users/{p*}')
    expect(match(names, 'GET', '/users')).toBe('GET /{p*}')
    expect(match(names, 'GET', '/')).toBe('GET /{p*}')
    expect(match(names, 'POST', '/users/me')).toBe('none')
  })
  test('a tail may be empty: a literal slash is narrower, and a parameter before one is a tie', () => {
    const tail = ['GET /{p*}', 'GET /admin/{p*}']
    expect(match(tail, 'GET', '/admin/')).toBe('GET /admin/{p*}')
    expect(match(tail, 'GET', '/admin')).toBe('GET /{p*}')
    expect(match([...tail, 'GET /admin/'], 'GET', '/admin/')).toBe('GET /admin/')
    expect(match([...tail, 'GET /{x}/'], 'GET', '/admin/')).toBe('ambiguous')
    expect(match([...tail, 'GET /{x}/'], 'GET', '/other/')).toBe('GET /{x}/')
    expect(match(['GET /{x}/{p*}', 'GET /{x}/'], 'GET', '/a/')).toBe('GET /{x}/')
    expect(match(['GET /a/{x}/{p*}', 'GET /a/{p*}'], 'GET', '/a/')).toBe('GET /a/{p*}')
  })
  test('a real tie is ambiguous, until a route governs just those paths', () => {
    const tie = ['GET /{a}/b', 'GET /a/{b}']
    expect(match(tie, 'GET', '/a/b')).toBe('ambiguous')
    expect(match(tie, 'GET', '/a/c')).toBe('GET /a/{b}')
    expect(match([...tie, 'GET /a/b'], 'GET', '/a/b')).toBe('GET /a/b')
    expect(match(['GET /{x}.{y}', 'GET /a{x}'], 'GET', '/a.b')).toBe('ambiguous')
  })
  test.each<[string, Record<string, unknown>, string]>([
    [
      'the same level',
      { 'GET /{a}/b': 'public', 'GET /a/{b}': 'public' },
      'GET /a/{b} + GET /{a}/b',
    ],
    [
      'the same norm',
      { 'GET /{a}/b': { any: ['read', 'read write'] }, 'GET /a/{b}': 'read' },
      'GET /a/{b} + GET /{a}/b',
    ],
    [
      'three routes, in any order',
      {
        'GET /a/{b}': 'read',
        'GET /{a}.{c}/b': 'read',
        'GET /{d}/b': 'read',
        'GET /{p*}': 'write',
      },
      'GET /a/{b} + GET /{d}/b',
    ],
    [
      'the same other ways',
      {
        'GET /{a}/b': { any: ['authenticated', { scheme: 'Key' }] },
        'GET /a/{b}': { any: [{ scheme: 'Key' }, 'authenticated', 'read'] },
      },
      'GET /a/{b} + GET /{a}/b',
    ],
    [
      'another way in of one',
      { 'GET /{a}/b': 'read', 'GET /a/{b}': { any: ['read', { scheme: 'Key' }] } },
      'ambiguous',
    ],
    [
      'another way in of one, beside any token',
      { 'GET /{a}/b': 'authenticated', 'GET /a/{b}': { any: ['authenticated', { other: 'x' }] } },
      'ambiguous',
    ],
    ['other scopes', { 'GET /{a}/b': 'read', 'GET /a/{b}': 'read write' }, 'ambiguous'],
    ['both undecided', { 'GET /{a}/b': 'undecided', 'GET /a/{b}': 'undecided' }, 'ambiguous'],
    ['one undecided', { 'GET /{a}/b': 'read', 'GET /a/{b}': 'undecided' }, 'ambiguous'],
    [
      'three routes, one with another requirement',
      {
        'GET /{a}/b': 'read',
        'GET /a/{b}': 'read',
        'GET /{x}/{p*}': 'read',
        'GET /a{x}/b': 'read',
      },
      'GET /a/{b} + GET /{a}/b',
    ],
    [
      'a wider route does not matter',
      { 'GET /{a}/b': 'read', 'GET /a/{b}': 'read', 'GET /{x}/{y}': 'write' },
      'GET /a/{b} + GET /{a}/b',
    ],
  ])('equally narrow routes: %s', (_name, routes, expected) => {
    const shown = (entries: [string, unknown][], method: string) => {
      const scopes = { read: '', write: '' }
      const catalog = catalogOf({ scopes, routes: Object.fromEntries(entries) })
      const found = matchRoute(catalog, method, '/a/b')
      if (found.kind !== 'route') return found.kind
      return [found.route, ...found.also].map(({ name }) => name).join(' + ')
    }
    const entries = Object.entries(routes)
    for (const method of ['GET', 'HEAD']) {
      expect(shown(entries, method)).toBe(expected)
      expect(shown(entries.reverse(), method)).toBe(expected)
    }
  })
  test('a parameter never matches part of an escape', () => {
    expect(match(['GET /{x}9', 'GET /{x}'], 'GET', '/%C3%A9')).toBe('GET /{x}')
    expect(match(['GET /{x}%C3%A9', 'GET /{x}'], 'GET', '/a%C3%A9')).toBe('GET /{x}%C3%A9')
    expect(match(['GET /{x}{y}', 'GET /{x}'], 'GET', '/%F0%9F%98%80')).toBe('GET /{x}')
    expect(match(['GET /C{x}', 'GET /{x}'], 'GET', '/%C3%A9')).toBe('GET /{x}')
  })
  test('DEC1: HEAD falls back to GET, only HEAD does, and only if no HEAD route has the path', () => {
    expect(match(['GET /a'], 'HEAD', '/a')).toBe('GET /a')
    expect(match(['GET /a', 'HEAD /{x}'], 'HEAD', '/a')).toBe('HEAD /{x}')
    expect(match(['HEAD /a'], 'GET', '/a')).toBe('none')
    expect(match(['GET /a'], 'OPTIONS', '/a')).toBe('none')
    expect(match(['GET /{a}/b', 'GET /a/{b}'], 'HEAD', '/a/b')).toBe('ambiguous')
  })
})
