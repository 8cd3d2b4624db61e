import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { sourceOf } from '../../../src/core/source.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import type { SuiteSubject } from '../../../src/core/suite/model.js'
import { parseSuite } from '../../../src/core/suite/parse.js'
import { runSuite } from '../../../src/core/suite/run-suite.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { realTokens } from './present.js'
import { valueOfParsed } from './support.js'

const SCOPES = ['read', 'readonly', 'write', 'users:read', 'users:delete', 'admin']
const some = (least = 0) =>
  fc.uniqueArray(fc.constantFrom(...SCOPES), { minLength: least, maxLength: 3 })

const requirement = fc.oneof(
  fc.constantFrom('public', 'authenticated', 'undecided'),
  some(1).map((all) => all.join(' ')),
  fc
    .array(
      some(1).map((all) => ({ all })),
      { minLength: 1, maxLength: 3 },
    )
    .map((any) => ({ any })),
  some(1).map((all) => ({ any: [...all, { scheme: 'ApiKey' }] })),
)

const world = fc.record({
  enforce: fc.constantFrom('literal', 'implied', undefined),
  implies: fc.constantFrom([], ['users:*'], ['write', 'users:read'], ['readonly']),
  roles: fc.tuple(some(), some(), some()),
  isDefault: fc.boolean(),
  user: fc.record({
    roles: fc.constantFrom([], ['b']),
    scopes: some(),
    vip: fc.boolean(),
    disabled: fc.boolean(),
  }),
  bare: some(1),
  wish: some(1),
  routes: fc.array(requirement, { minLength: 1, maxLength: 6 }),
})

/** The compiled catalog gives the same answers as real tokens, cell by cell. */
test('P17 with tokens and without, every cell is the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      async ({ enforce, implies, roles, isDefault, user, bare, wish, routes }) => {
        const [a, b, c] = roles
        const catalog = valueOfParsed(
          parseCatalog(
            sourceOf({
              token: enforce ? { enforce } : {},
              scopes: {
                ...Object.fromEntries(SCOPES.map((name) => [name, name])),
                admin: { implies },
              },
              roles: {
                a: { scopes: a, default: isDefault },
                b: { scopes: b, extends: ['a'] },
                c: { scopes: c, when: { vip: true } },
              },
              routes: Object.fromEntries(routes.map((needs, i) => [`GET /${i}`, needs])),
            }),
          ),
        )
        const users = valueOfParsed(
          parseUsers(sourceOf({ users: { u: user }, clients: { bot: { roles: ['b'] } } }), catalog),
        )
        const known = { catalog, users }
        const subjects = {
          user: { user: 'u' },
          bot: { client: 'bot' },
          role: { role: 'b' },
          both: { role: ['a', 'c'] },
          bare: { scopes: bare },
          nobody: { anonymous: true },
        }
        const table = (names: object, each: string) => ({
          columns: Object.keys(names),
          rows: Object.fromEntries(routes.map((_, i) => [`GET /${i}`, each])),
        })
        const columns = Object.keys(subjects)
        // `?` everywhere: expectations do not matter here, only the answers; decided routes just fail.
        const cells = columns.map(() => '?').join(' ')
        const suite = valueOfParsed(
          parseSuite(sourceOf({ subjects, table: table(subjects, cells) }), catalog, users),
        )
        const who = { kind: 'user', user: users.users.get('u') } as const
        const granted = [...(grantsOf(catalog, who as Subject) ?? [])]
        const scope = granted.filter((name) => wish.includes(name))
        const narrowed = { kind: 'named', subject: who, scope, flaw: undefined } as SuiteSubject
        const again = scope.length > 0 ? suite.assertions : []
        const assertions = [
          ...suite.assertions,
          ...again.map((each) => ({ ...each, subject: narrowed })),
        ]
        const run = (tokens: boolean) =>
          runSuite({ ...suite, assertions }, catalog, {
            present: realTokens(known),
            tokens,
            bail: false,
          })
        const got = async (tokens: boolean) => (await run(tokens)).map((each) => each.got)
        expect(await got(false)).toEqual(await got(true))
      },
    ),
    { numRuns: 150 },
  )
})
