import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import type { InitAnswers } from '../../../src/core/init/answers.js'
import { usualScopes } from '../../../src/core/init/answers.js'
import { catalogDraft } from '../../../src/core/init/catalog-draft.js'
import { exampleRoutes } from '../../../src/core/init/example-routes.js'
import { nextSteps } from '../../../src/core/init/next-steps.js'
import { suiteDraft } from '../../../src/core/init/suite-draft.js'
import { usersDraft } from '../../../src/core/init/users-draft.js'
import { sourceOf } from '../../../src/core/source.js'
import { parseUsers } from '../../../src/core/users/parse.js'

const answers: InitAnswers = {
  scopes: ['read', 'write'],
  roles: new Map([['reader', ['read']]]),
  everybody: 'reader',
  admins: undefined,
  routes: ['GET /me'],
  issuer: undefined,
  audience: undefined,
  user: 'alice',
}

function load(given: InitAnswers) {
  const catalog = parseCatalog(sourceOf(catalogDraft(given).value))
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
  const users = parseUsers(sourceOf(usersDraft(given).value), catalog.value)
  if (!users.ok) throw new Error(JSON.stringify(users.problems))
  return { catalog: catalog.value, user: users.value.users.get(given.user)! }
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
  .map(({ scopes, names, everybody, admins, has }): InitAnswers => {
    const coin = () => has.next().value as boolean
    const some = <T>(list: readonly T[]) => list.filter(coin)
    const routes = exampleRoutes(scopes).map(({ name }) => name)
    const chosen = some(routes)
    return {
      ...answers,
      scopes,
      roles: new Map(names.map((name) => [name, some(scopes)])),
      everybody: names[everybody],
      admins: admins === everybody ? undefined : names[admins],
      routes: chosen.length > 0 ? chosen : routes,
    }
  })

describe('for any answers', () => {
  test('the catalog and the users load, and the suite asserts something', () => {
    fc.assert(
      fc.property(anyAnswers, (given) => {
        const { catalog, user } = load(given)
        const { tests, table } = suiteDraft(catalog, user).value as {
          tests: readonly object[]
          table: { columns: string[]; rows: Record<string, string> }
        }
        expect(tests.length).toBeGreaterThan(0)
        expect(new Set(table.columns).size).toBe(given.roles.size + 1)
        expect(Object.keys(table.rows).toSorted()).toEqual(given.routes.toSorted())
        expect(nextSteps(catalog, user).length).toBeGreaterThan(0)
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
    const loaded = load({ ...answers, user })
    expect(nextSteps(loaded.catalog, loaded.user).at(-1)).toBe(line)
  })

  test('name the catalog if it would not be found', () => {
    const { catalog, user } = load(answers)
    expect(nextSteps(catalog, user, 'api/my scopes.yaml')).toEqual([
      'scopectl token --user alice --catalog "api/my scopes.yaml" | scopectl check --need read --catalog "api/my scopes.yaml"',
      'scopectl can --user alice --catalog "api/my scopes.yaml"',
    ])
  })
})
