import { describe, expect, test } from 'vitest'
import { requireDeclared } from '../../../src/core/catalog/declared.js'
import { askNeed, askRoute, type Question } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { catalogOf, SCOPES } from '../catalog/support.js'

const CATALOG = catalogOf({
  scopes: SCOPES,
  routes: {
    'GET /': 'public',
    'GET /items/': 'read',
    'POST /items/': 'write',
    'GET /users/{id}': 'users:read',
    'GET /users/me': 'authenticated',
    'GET /files/{path*}': 'read',
    'GET /{a}/b': 'read',
    'GET /a/{b}': 'write',
    'POST /exports': 'undecided',
  },
})

function problemOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    expect(error.outcome).toBe('notAsked')
    return error.problems.map(({ code, args }) => `${code} ${JSON.stringify(args)}`).join(' ')
  }
  return 'none'
}
const asked = (text: string) => askRoute(CATALOG, text)
const shown = ({ route, method, path, notes }: Question) => [
  route?.name,
  method,
  path,
  ...notes.map(({ args }) => args),
]

describe('routes', () => {
  test('by path, by name, by a name with other parameters', () => {
    expect(shown(asked('GET /users/42'))).toEqual(['GET /users/{id}', 'GET', '/users/42'])
    expect(shown(asked('GET /users/%6De'))).toEqual(['GET /users/me', 'GET', '/users/me'])
    expect(shown(asked('GET /users/{id}'))).toEqual(['GET /users/{id}', 'GET', undefined])
    expect(shown(asked('GET /users/{name}'))).toEqual(['GET /users/{id}', 'GET', undefined])
    expect(shown(asked('HEAD /items/'))).toEqual(['GET /items/', 'HEAD', '/items/'])
    expect(shown(asked('HEAD /users/{id}'))).toEqual(['GET /users/{id}', 'HEAD', undefined])
    expect(shown(asked('GET /files/a/b/'))).toEqual(['GET /files/{path*}', 'GET', '/files/a/b/'])
  })
  test('origin, query and fragment are cut off, with a note', () => {
    const cut = (text: string) => shown(asked(text)).slice(1)
    expect(cut('GET https://api.test:8443/items/?a=1#b')).toEqual([
      'GET',
      '/items/',
      { cut: ['https://api.test:8443', '?a=1#b'], path: '/items/' },
    ])
    expect(cut('GET http://api.test')).toEqual([
      'GET',
      '/',
      { cut: ['http://api.test'], path: '/' },
    ])
    expect(cut('GET /users/{id}?x=1')).toEqual([
      'GET',
      undefined,
      { cut: ['?x=1'], path: '/users/{id}' },
    ])
    expect(cut('GET /items/?u=https://api.test/x')).toEqual([
      'GET',
      '/items/',
      { cut: ['?u=https://api.test/x'], path: '/items/' },
    ])
    expect(cut('GET /items/?..//%zz')).toEqual([
      'GET',
      '/items/',
      { cut: ['?..//%zz'], path: '/items/' },
    ])
  })
  test.each([
    ['GET /itmes/', 'no-route {"route":"GET /itmes/","suggestion":"GET /items/"}'],
    ['GET /users/42/', 'no-route {"route":"GET /users/42/","suggestion":"GET /users/42"}'],
    ['GET /files', 'no-route {"route":"GET /files","suggestion":"GET /files/"}'],
    ['GET /items', 'no-route {"route":"GET /items","suggestion":"GET /items/"}'],
    ['PUT /items/', 'no-route {"route":"PUT /items/","others":["GET /items/","POST /items/"]}'],
    [
      'OPTIONS /items/',
      'no-route {"route":"OPTIONS /items/","others":["GET /items/","POST /items/"]}',
    ],
    ['HEAD /exports', 'no-route {"route":"HEAD /exports","others":["POST /exports"]}'],
    ['PUT /users/5', 'no-route {"route":"PUT /users/5","others":["GET /users/{id}"]}'],
    ['PUT /users/*', 'no-route {"route":"PUT /users/*"}'],
    ['GET /ITEMS/', 'no-route {"route":"GET /ITEMS/","suggestion":"GET /items/"}'],
    ['GET /user/{id}', 'no-route {"route":"GET /user/{id}","suggestion":"GET /users/{id}"}'],
    [
      'get /items/',
      'bad-route {"route":"get /items/","why":{"is":"form"},"suggestion":"GET /items/"}',
    ],
    [
      '/items/',
      'bad-route {"route":"/items/","why":{"is":"form"},"others":["GET /items/","POST /items/"]}',
    ],
    [
      'post items/',
      'bad-route {"route":"post items/","why":{"is":"form"},"suggestion":"POST /items/"}',
    ],
    [
      'delete items',
      'bad-route {"route":"delete items","why":{"is":"form"},"others":["GET /items/","POST /items/"]}',
    ],
    [
      'delete invoices',
      'bad-route {"route":"delete invoices","why":{"is":"form"},"example":"GET /"}',
    ],
    ['post', 'bad-route {"route":"post","why":{"is":"form"},"example":"POST /items/"}'],
    ['DELETE /exprts', 'no-route {"route":"DELETE /exprts"}'],
    ['POST /exprts', 'no-route {"route":"POST /exprts","suggestion":"POST /exports"}'],
    ['GET /usres/42', 'no-route {"route":"GET /usres/42","suggestion":"GET /users/42"}'],
    ['GET /users/*/x', 'no-route {"route":"GET /users/*/x"}'],
    ['', 'bad-route {"route":"","why":{"is":"form"},"example":"GET /"}'],
    ['GET', 'bad-route {"route":"GET","why":{"is":"form"},"example":"GET /"}'],
    ['POST /exports', 'undecided-route {"route":"POST /exports"}'],
    ['GET /a/b', 'ambiguous-route {"route":"GET /a/b","routes":["GET /{a}/b","GET /a/{b}"]}'],
  ])('DEC1: %s cannot be asked', (text, problem) =>
    expect(problemOf(() => asked(text))).toBe(problem),
  ) // prettier: a table
  test.each([
    'GET /users/..%2fadmin',
    'GET //users',
    'GET /users/%2e%2e/admin',
    'GET /users/1;v=1',
    'GET /users/%00',
    'GET /users/%zz',
    'GET /users/a%2Fb',
    'GET  /items/',
    'GET items/',
    'GET http:/items/',
    'GET https://api.test\\@x/items/',
    'GET \\items/',
    'GET /users/é',
    'GET *',
    'GET ',
    'GET ?a=1',
    'GET #a',
    'GET //evil.test/items/',
  ])('DEC2: %s has no canonical path', (text) =>
    expect(problemOf(() => asked(text))).toMatch(/^bad-path/),
  ) // prettier: a table
  test('by its name: there is no path', () => {
    expect(shown(asked('GET /items/'))).toEqual(['GET /items/', 'GET', undefined])
  })
  test('a template is a route of its own method; only HEAD falls back, and only to GET', () => {
    const both = catalogOf({
      scopes: SCOPES,
      routes: {
        'GET /a/{id}': 'read',
        'DELETE /a/{id}': 'write',
        'HEAD /b/{id}': 'write',
        'GET /b/{id}': 'read',
        'POST /c/{id}': 'write',
      },
    })
    const named = (text: string) => askRoute(both, text).route?.name
    expect(named('DELETE /a/{x}')).toBe('DELETE /a/{id}')
    expect(named('HEAD /a/{x}')).toBe('GET /a/{id}')
    expect(named('HEAD /b/{x}')).toBe('HEAD /b/{id}')
    const refused = (route: string, near: object) =>
      expect(problemOf(() => named(route))).toBe(`no-route ${JSON.stringify({ route, ...near })}`)
    refused('PUT /a/{x}', { others: ['GET /a/{id}', 'DELETE /a/{id}'] })
    for (const route of ['HEAD /c/{x}', 'GET /c/{x}']) refused(route, { others: ['POST /c/{id}'] })
  })
  test.each([
    ['GET2 /items/', 'GET2 /items/'],
    ['GETx /items/', 'GETx /items/'],
    ['x-GET /items/', 'x-GET /items/'],
  ])('%s: a method is capital letters and dashes', (text, route) => {
    expect(problemOf(() => asked(text))).toContain(`bad-route {"route":"${route}"`)
  })
  test('a method that only looks like one in capitals is not suggested', () => {
    expect(problemOf(() => asked('get2 /items/'))).not.toContain('suggestion')
    expect(problemOf(() => asked('2get /items/'))).not.toContain('suggestion')
  })
  // What may be a secret is not repeated in a message: userinfo, query and fragment.
  test.each([
    ['get https://me:pw@api.test/x', 'get https://api.test/x'],
    ['get HTTPS:/me:pw@api.test/x', 'get HTTPS:/api.test/x'],
    ['get git+ssh:///me@api.test/x', 'get git+ssh:///api.test/x'],
    ['get //me:pw@api.test/x', 'get //api.test/x'],
    ['get me:pw@api.test/x', 'get api.test/x'],
    ['https://me:pw@api.test/x', 'https://api.test/x'],
    ['get /x?token=1\nmore', 'get /x'],
    ['get /x#token', 'get /x'],
    ['get /users/@me', 'get /users/@me'],
    ['get /a b@c', 'get /a b@c'],
  ])('%s is shown as %s', (text, shownAs) => {
    const told = problemOf(() => asked(text.replaceAll('\\n', '\n')))
    expect(JSON.parse(told.replace(/^bad-route /, ''))).toMatchObject({ route: shownAs })
  })
  test('a bad path is told with its fault', () => {
    expect(problemOf(() => asked('GET /a//b'))).toBe(
      'bad-path {"path":"/a//b","why":{"is":"empty-segment"}}',
    )
  })
  test('a brace that is not a parameter is not part of a path either', () => {
    expect(problemOf(() => asked('GET /users/{'))).toMatch(/^no-route/)
    expect(problemOf(() => asked('GET /users/{}'))).toMatch(/^no-route/)
  })
})

describe('scopes by name', () => {
  test('all of them, or any of them', () => {
    expect(askNeed(CATALOG, ['read write', 'read'], false).requirement).toEqual({
      level: 'scopes',
      alternatives: [{ scopes: ['read', 'write'], others: [] }],
    })
    expect(askNeed(CATALOG, ['read write'], true).requirement).toMatchObject({
      alternatives: [{ scopes: ['read'] }, { scopes: ['write'] }],
    })
  })
  test('DEC5: blank, unknown, misspelt, globs, words', () => {
    for (const texts of [[], [''], ['read', ' '], ['  ']]) {
      expect(problemOf(() => askNeed(CATALOG, texts, false))).toBe('blank-scopes {"flag":"--need"}')
    }
    for (const text of [
      'raed',
      'users:*',
      'READ',
      'public',
      'read,write',
      'read\twrite',
      'toString',
      '__proto__',
    ]) {
      expect(
        problemOf(() => askNeed(CATALOG, [text], false)),
        text,
      ).toMatch(/^no-such-scope/)
    }
  })
  test('DEC10: without a catalog the question declares its names, but none can break the challenge', () => {
    const names = ['a"b', 'a\\b', 'é', 'a\r\nb']
    const scopes = new Map(
      names.map((name) => [name, { name, description: '', implies: [], at: undefined }]),
    )
    for (const name of names) {
      expect(
        problemOf(() => requireDeclared({ ...CATALOG, scopes }, [name])),
        name,
      ).toMatch(/^not-a-scope-token/)
    }
  })
})
