import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import type { InitAnswers } from '../../../src/core/init/answers.js'
import { usualScopes } from '../../../src/core/init/answers.js'
import { catalogDraft } from '../../../src/core/init/catalog-draft.js'
import { describeScope } from '../../../src/core/init/describe-scope.js'
import { exampleRoutes } from '../../../src/core/init/example-routes.js'
import { nextSteps } from '../../../src/core/init/next-steps.js'
import { suiteDraft } from '../../../src/core/init/suite-draft.js'
import { usersDraft } from '../../../src/core/init/users-draft.js'
import { sourceOf } from '../../../src/core/source.js'
import { parseUsers } from '../../../src/core/users/parse.js'

type Answers = InitAnswers & { readonly user: string }

const answers: Answers = {
  scopes: describedScopes(['read', 'write']),
  roles: new Map([['reader', ['read']]]),
  everybody: 'reader',
  when: new Map(),
  routes: ['GET /me'],
  token: {
    key: undefined,
    algorithm: undefined,
    issuer: undefined,
    audience: undefined,
    scopeClaim: 'scope',
  },
  user: 'alice',
}

function describedScopes(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name, describeScope(name)]))
}

function load(given: Answers) {
  const catalog = parseCatalog(sourceOf(catalogDraft(given).value))
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
  const users = parseUsers(sourceOf(usersDraft(given).value), catalog.value)
  if (!users.ok) throw new Error(JSON.stringify(users.problems))
  const user = users.value.users.get(given.user)!
  return { catalog: catalog.value, users: users.value, user }
}

const scopeNames = fc.constantFrom(
  ...[
    'read',
    'write',
    'delete',
    'admin',
    'health',
    'me',
    'users:read',
    'users:write',
    'users:delete',
    'users:list',
  ],
  ...[
    'orders:create',
    'orders:refund',
    'orders:items:read',
    "it's:#1",
    '1',
    'true',
    'a:',
    ':b',
    'x.y:read',
  ],
)

const anyAnswers = fc
  .record({
    scopes: fc.uniqueArray(scopeNames, { minLength: 1 }),
    names: fc.uniqueArray(fc.constantFrom('reader', 'admin', 'nobody', 'stale', '1', 'a: b'), {
      minLength: 1,
    }),
    everybody: fc.nat(7),
    admins: fc.nat(7),
    has: fc.infiniteStream(fc.boolean()),
  })
  .map(({ scopes, names, everybody, admins, has }): Answers => {
    const coin = () => has.next().value as boolean
    const some = <T>(list: readonly T[]) => list.filter(coin)
    const routes = exampleRoutes(scopes).map(({ name }) => name)
    const chosen = some(routes)
    return {
      ...answers,
      scopes: describedScopes(scopes),
      roles: new Map(names.map((name) => [name, some(scopes)])),
      everybody: names[everybody],
      when: new Map(
        admins === everybody || admins >= names.length ? [] : [[names[admins] ?? '', 'is_admin']],
      ),
      routes: chosen.length > 0 ? chosen : routes,
    }
  })

describe('for any answers', () => {
  test('the catalog and the users load, and the suite asserts something', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const { catalog, users, user } = load(given)
        const { tests, table } = suiteDraft(catalog, user).value as {
          tests: readonly object[]
          table: { columns: string[]; rows: Record<string, string> }
        }
        expect(tests.length).toBeGreaterThan(0)
        expect(new Set(table.columns).size).toBe(given.roles.size + 1)
        expect(Object.keys(table.rows).toSorted()).toEqual(given.routes.toSorted())
        const facts = { catalog, users, signs: true, hasSuite: true, catalogFlag: undefined }
        expect(nextSteps(facts).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('routes', () => {
  test.each([
    [['read'], 'GET /items/', 'read'],
    [
      ['orders:items:read'],
      'GET /orders/items/{id}',
      { needs: 'orders:items:read', params: { id: 42 } },
    ],
    [['orders:read', 'orders:write'], 'PATCH /orders/{id}', 'orders:write orders:read'],
    [['orders:refund'], 'POST /orders/{id}/refund', 'orders:refund'],
    [['delete', 'admin'], 'DELETE /items/{id}', { any: ['delete', 'admin'] }],
    [['admin'], 'GET /admin', 'admin'],
  ])('%j make %s', (scopes, name, needs) => {
    expect(exampleRoutes(scopes)).toContainEqual({ name, needs })
  })

  test('a name that does not consist of words makes none, and none weakens an earlier one', () => {
    expect(exampleRoutes(['a/../b:read', 'x y', 'health', 'me']).map(({ name }) => name)).toEqual([
      'GET /health',
      'GET /me',
    ])
  })
})

describe('the defaults grant little', () => {
  test.each([
    ['clerk', []],
    ['constructor', []],
    ['viewer', ['read']],
    ['editor', ['write']],
  ])('%s: %j', (role, scopes) => {
    expect(
      usualScopes(role, ['read', 'write', 'admin'], role === 'editor' ? ['read'] : []),
    ).toEqual(scopes)
  })
})

describe('lines to paste', () => {
  test.each([
    ['alice', 'scopectl can --user alice'],
    ["o'brien", `scopectl can --user "o'brien"`],
    ["$(x) 'y'", `scopectl can --user '$(x) '\\''y'\\'''`],
    ['-q', 'scopectl can --user=-q'],
    ['~', 'scopectl can --user "~"'],
  ])('for %s', (user, line) => {
    const { catalog, users } = load({ ...answers, user })
    const facts = { catalog, users, signs: false, hasSuite: false, catalogFlag: undefined }
    expect(nextSteps(facts)).toEqual([line])
  })

  test('name the catalog where it would not be found', () => {
    const { catalog, users } = load(answers)
    const catalogFlag = 'api/my scopes.yaml'
    expect(nextSteps({ catalog, users, signs: true, hasSuite: true, catalogFlag })).toEqual([
      'scopectl token --user alice --catalog "api/my scopes.yaml" | scopectl check --need read --catalog "api/my scopes.yaml"',
      'scopectl can --user alice --catalog "api/my scopes.yaml"',
      'scopectl test --catalog "api/my scopes.yaml"',
    ])
  })
})
