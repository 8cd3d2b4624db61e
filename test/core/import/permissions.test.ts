import { describe, expect, test } from 'vitest'
import { readPermissions } from '../../../src/core/import/permissions.js'
import { catalogOf, documentOf, leftOut, problemsOf } from './support.js'

type Options = Parameters<typeof readPermissions>[1]

const set = (paths: object, more: object = {}) => ({
  schemeKeys: ['Work'],
  methods: ['GET'],
  paths,
  ...more,
})
const permission = (...pathSets: object[]) => ({
  schemes: { Work: { adminDisplayName: 'Display', adminDescription: 'Described' } },
  pathSets,
})
const read = (permissions: object, options: Options = {}) =>
  readPermissions(documentOf({ permissions }), options)
const routes = (permissions: object, options: Options = {}): unknown =>
  (catalogOf(read(permissions, options)) as { routes: unknown }).routes

describe('import permissions', () => {
  test('a permission is a scope, and a way into its paths; least privileges come first', () => {
    const carried = read({
      'Item.ReadWrite': permission(set({ '/items/{id}': '' }, { methods: ['GET', 'PUT'] })),
      'Item.Read': permission(set({ '/items/{itemId}': 'least=Work' })),
    })
    expect(catalogOf(carried)).toEqual({
      version: 1,
      scopes: { 'Item.ReadWrite': 'Display', 'Item.Read': 'Display' },
      routes: {
        'GET /items/{id}': { any: ['Item.Read', 'Item.ReadWrite'] },
        'PUT /items/{id}': 'Item.ReadWrite',
      },
    })
    expect(carried.notes).toEqual([])
  })

  test('alsoRequires, of a path set and of a path, is needed too', () => {
    const all = {
      A: permission(
        set({ '/a': '', '/b': 'least=Work;AlsoRequires=C' }, { alsoRequires: '(A | B) & C' }),
      ),
      B: permission(),
      C: permission(),
    }
    expect(routes(all)).toEqual({
      'GET /a': { any: ['A C', 'A B C'] },
      'GET /b': { any: ['A C', 'A B C'] },
    })
  })

  test('a comma in it: all of the names, or with anyOf one; both say so', () => {
    const all = {
      A: permission(set({ '/a': 'AlsoRequires=B,C' })),
      B: permission(),
      C: permission(),
    }
    expect(routes(all)).toEqual({ 'GET /a': 'A B C' })
    expect(routes(all, { anyOf: true })).toEqual({ 'GET /a': { any: ['A B', 'A C'] } })
    for (const anyOf of [true, false]) {
      const { notes } = read(all, { anyOf })
      expect(notes).toMatchObject([{ code: 'import-also-lists', args: { lists: ['B,C'], anyOf } }])
    }
  })

  test('another scheme adds nothing, and neither does a permission without the scheme', () => {
    const carried = read(
      {
        A: permission(set({ '/a': '' })),
        B: {
          schemes: { App: {} },
          pathSets: [set({ '/a': '' }), set({ '/a': '' }, { schemeKeys: ['App'] })],
        },
      },
      { scheme: 'Work' },
    )
    expect(catalogOf(carried)).toMatchObject({
      scopes: { A: 'Display' },
      routes: { 'GET /a': 'A' },
    })
    expect(leftOut(carried)).toEqual({ 'undeclared-scheme': ['B'] })
  })

  test('paths of Graph: item addresses, functions, casts, numbered parameters, spaces, case', () => {
    const paths = [
      '/users/{id}/drive/root:/{path}:',
      '/reports/getusage(period={value})',
      '/me/cell(row={value},column={value})',
      '/users/{id}/messages/{id}/$value',
      '/groups/microsoft.graph.delta',
      '/find(a={a}, b={b})',
      '/Users/{id}/messages/{id}/$value',
      '/items/',
    ]
    const carried = read({
      A: permission(set(Object.fromEntries(paths.map((path) => [path, ''])))),
    })
    expect(carried.routes.map(({ template }) => template)).toEqual([
      '/users/{id}/drive/root:/{path}:',
      '/reports/getusage(period={value})',
      '/me/cell(row={value},column={value_2})',
      '/users/{id}/messages/{id_2}/$value',
      '/groups/microsoft.graph.delta',
      '/find(a={a},%20b={b})',
      '/Users/{id}/messages/{id_2}/$value',
      '/items/',
    ])
    expect(carried.notes).toMatchObject([
      {
        code: 'import-path-case',
        args: { routes: [paths[3]?.replace('{id}/$', '{id_2}/$').replace(/^/, 'GET ')] },
      },
    ])
  })

  test('a path that cannot be read is refused where it is; skipped, it is undecided', () => {
    const all = {
      A: permission(
        set({ '/chats/{id}}/send': '', '/a?$filter=x': '', '/b?x': '' }, { methods: ['POST'] }),
      ),
      B: permission(set({ '/a': '' }, { methods: ['POST'] })),
    }
    const text = JSON.stringify({ permissions: all })
    const refused = ['/chats', '/a?', '/b?'].map((path) => text.indexOf(`"${path}`) + 1)
    expect(problemsOf(() => read(all))).toEqual(
      refused.map((column) => `import-bad-path 1:${column}`),
    )
    expect(routes(all, { skipInvalid: true })).toEqual({
      'POST /a': 'B',
      'POST /chats/{segment}/send': 'undecided',
      'POST /b': 'undecided',
    })
    expect(leftOut(read(all, { skipInvalid: true }))).toEqual({
      'refused-path': ['/chats/{id}}/send', '/a?…', '/b?…'],
    })
  })

  test('what a catalog does not have is listed by name, and an unknown condition closes its way in', () => {
    const carried = read(
      {
        A: {
          ...permission(
            set(
              { '/a': 'when=night', '/b': '' },
              { methods: ['GET', '<ReadMethods>'], excludeProperties: ['secret'], limit: 5 },
            ),
          ),
          schemes: { Work: { requiresAdminConsent: true, isPreauthorizationOnly: true } },
          authorizationType: 'RSC',
          implicit: true,
          ownerInfo: { ownerSecurityGroup: 'x' },
        },
        'B"': permission(set({ '/c': 'AlsoRequires=D' })),
      },
      { skipInvalid: true },
    )
    expect(leftOut(carried)).toEqual({
      'admin-consent': ['A'],
      'resource-specific': ['A'],
      'implicit-permission': ['A'],
      'unknown-key': [
        'permissions.A.schemes.Work.isPreauthorizationOnly',
        'permissions.A.pathSets.0.limit',
      ],
      'scope-name': ['B"'],
      'property-filter': ['A'],
      'refused-method': ['<ReadMethods>'],
      'path-condition': ['A /a when=night'],
    })
    expect(catalogOf(carried)).toMatchObject({
      scopes: { A: '', D: '' },
      routes: {
        'GET /a': { all: ['A', { other: 'when=night' }] },
        'GET /b': 'A',
        'GET /c': { all: ['D', { other: 'the permission B"' }] },
      },
    })
    expect(carried.notes).toMatchObject([
      { code: 'import-required-scopes', args: { scopes: ['D'] } },
    ])
  })

  test.each<[string, object, Options, string, string?]>([
    [
      'several schemes',
      { A: permission(), B: { schemes: { App: {} } } },
      {},
      'import-scheme-needed',
    ],
    ['an unknown scheme', { A: permission() }, { scheme: 'work' }, 'import-no-scheme'],
    ['no scheme at all', { A: {} }, {}, 'import-nothing'],
    ['no paths', { A: permission() }, {}, 'import-no-routes'],
    [
      'a method',
      { A: permission(set({ '/a': '' }, { methods: ['get'] })) },
      {},
      'import-bad-method',
      ' 1:\\d+',
    ],
    [
      'a condition',
      { A: permission(set({ '/a': 'AlsoRequires=&' })) },
      {},
      'import-bad-condition',
      ' 1:\\d+',
    ],
    ['a wrong type', { A: permission(set({ '/a': 1 })) }, {}, 'import-wrong-type', ' 1:\\d+'],
  ])('%s', (_what, permissions, options, code, place = '') => {
    expect(problemsOf(() => read(permissions, options))).toEqual([
      expect.stringMatching(new RegExp(`^${code}${place}$`)),
    ])
  })

  test('a level as the name of a permission does not open a route', () => {
    expect(routes({ public: permission(set({ '/a': '' })) })).toEqual({
      'GET /a': { all: ['public'] },
    })
  })
})
