import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prove } from '../../../src/core/proof/prove.js'
import type { Caller } from '../../../src/core/proof/rule.js'
import { type CatalogForm, load } from '../../support/generators.js'
import {
  fixedPoint,
  naiveAllows,
  naiveOwn,
  naiveRoleGrants,
  naiveUserGrants,
} from '../../support/oracles.js'
import type { RequirementForm } from '../../support/requirement-generators.js'
import '../../support/seed.js'
import { some } from '../../support/some.js'

// Statements of each form about generated catalogs of up to five scopes, against trying everything.

const NAMES = [...'abcde']
const ROLES = ['p', 'q', 'r']
const ROUTES = ['GET /x', 'PUT /y', 'DELETE /z']

type Form = CatalogForm & { token: { enforce: string; role_claim?: string } }
const scopes = fc
  .tuple(...NAMES.map((_, i) => some(NAMES.slice(i + 1), 2)))
  .map((all) => Object.fromEntries(all.map((implies, i) => [NAMES[i] ?? '', { implies }])))
const needs = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<RequirementForm>('public', 'authenticated') },
  {
    weight: 6,
    arbitrary: fc
      .array(some(NAMES, 3, 1), { minLength: 1, maxLength: 3 })
      .map((sets): RequirementForm => ({ any: sets.map((set) => set.join(' ')) })),
  },
)
const roles = fc
  .tuple(...ROLES.map(() => fc.record({ scopes: some(NAMES, 2) })), fc.boolean())
  .map(([p, q, r, isDefault]) => ({
    p,
    q,
    r: { ...(r as object), ...(isDefault ? { default: true } : {}) },
  }))
const form = fc
  .record({
    scopes,
    roles,
    needs: fc.tuple(needs, needs, needs),
    enforce: fc.constantFrom('literal', 'implied'),
    claim: fc.boolean(),
  })
  .map(({ needs: all, enforce, claim, ...rest }) => ({
    ...rest,
    token: { enforce, ...(claim ? { role_claim: 'roles' } : {}) },
    routes: Object.fromEntries(ROUTES.map((name, i) => [name, all[i]])),
  })) as unknown as fc.Arbitrary<Form>
const users = fc
  .tuple(some(ROLES, 2), some(NAMES, 2))
  .map(([held, own]) => ({ users: { u: { roles: held, scopes: own } }, clients: {} }))

const setsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, i) => (bits >> i) & 1))
const namesIn = (caller: Caller, kind: string): string[] =>
  (caller ?? []).flatMap((item) => (item.kind === kind ? [item.name] : []))

/** What a token of these scopes and roles holds; undefined: no token. */
function heldBy(made: Form, caller: Caller): ReadonlySet<string> | undefined {
  if (caller === undefined) return undefined
  const given = [
    ...namesIn(caller, 'scope'),
    ...namesIn(caller, 'role').flatMap((role) => [...naiveOwn(made, role)]),
  ]
  return made.token.enforce === 'implied' ? fixedPoint(made, given) : new Set(given)
}
const allCallers = (made: Form): Caller[] => [
  undefined,
  ...setsOf([
    ...NAMES.map((name) => ({ kind: 'scope' as const, name })),
    ...(made.token.role_claim ? ROLES : []).map((name) => ({
      kind: 'role' as const,
      claim: 'roles',
      name,
    })),
  ]),
]
const reaches = (made: Form, route: string, held: ReadonlySet<string> | undefined): boolean => {
  const required = made.routes[route] as RequirementForm
  return held === undefined ? required === 'public' : naiveAllows(required, held)
}
const sizeOf = (caller: Caller): number => caller?.length ?? -1

/** A refuted statement about tokens: the witness gets in, holds none of the sets, and no smaller one does. */
function expectToken(
  statement: string,
  made: Form,
  people: never,
  sets: readonly string[][],
  named: string[],
): boolean {
  const { catalog, users: all } = load(made as never, people)
  const { outcome, witness } = prove(statement, catalog, all)
  const holdsOne = (held: ReadonlySet<string> | undefined): boolean =>
    sets.some((set) => set.every((name) => held?.has(name)))
  const isCounter = (caller: Caller, route: string): boolean => {
    const held = heldBy(made, caller)
    return reaches(made, route, held) && !holdsOne(held)
  }
  const counter = allCallers(made).filter((caller) =>
    named.some((route) => isCounter(caller, route)),
  )
  expect([statement, outcome]).toEqual([statement, counter.length > 0 ? 'refuted' : 'proved'])
  if (counter.length === 0) return false
  if (witness?.is !== 'caller') throw new Error(`${statement}: no caller`)
  expect([statement, isCounter(witness.caller, witness.route)]).toEqual([statement, true])
  expect([witness.isSmallest, sizeOf(witness.caller)]).toEqual([
    true,
    Math.min(...counter.map(sizeOf)),
  ])
  return true
}

test('statements about tokens: proved exactly if no token refutes them, by the smallest witness', () => {
  const seen = { proved: 0, refuted: 0 }
  const sets = fc.array(some(NAMES, 2, 1), { minLength: 1, maxLength: 2 })
  fc.assert(
    fc.property(form, sets, some(ROUTES, 2, 1), (made, asked, named) => {
      const [first = []] = asked
      const [name = ''] = first
      const said = [
        [`${named.join(', ')} needs ${asked.map((set) => set.join(' and ')).join(' or ')}`, asked],
        [`no token without ${name} reaches ${named.join(', ')}`, [[name]]],
        [`no token reaches ${named.join(', ')}`, []],
      ] as const
      for (const [statement, none] of said) {
        const isRefuted = expectToken(
          statement,
          made,
          { users: {}, clients: {} } as never,
          none as string[][],
          named,
        )
        seen[isRefuted ? 'refuted' : 'proved']++
      }
    }),
    { numRuns: 120 },
  )
  expect(seen.proved).toBeGreaterThan(30)
  expect(seen.refuted).toBeGreaterThan(100)
})

test('statements about roles, users and levels agree with asking everybody', () => {
  const seen = { proved: 0, refuted: 0 }
  fc.assert(
    fc.property(
      form,
      users,
      fc.constantFrom(...NAMES),
      some(ROUTES, 2, 1),
      (made, people, name, named) => {
        const { catalog, users: all } = load(made as never, people as never)
        const verdict = (statement: string, expected: boolean) => {
          const { outcome, witness } = prove(statement, catalog, all)
          expect([statement, outcome]).toEqual([statement, expected ? 'proved' : 'refuted'])
          seen[expected ? 'proved' : 'refuted']++
          return witness
        }
        const holders = {
          role: new Map(ROLES.map((role) => [role, naiveRoleGrants(made, [role])])),
          user: new Map([['u', naiveUserGrants(made, people.users.u)]]),
        }
        for (const kind of ['role', 'user'] as const) {
          const lacking = [...holders[kind]].filter(([, held]) => !held.has(name))
          const isFree = lacking.every(
            ([, held]) => !named.some((route) => reaches(made, route, held)),
          )
          const witness = verdict(`no ${kind} without ${name} reaches ${named.join(', ')}`, isFree)
          if (isFree) continue
          if (witness?.is !== 'subject') throw new Error('no subject')
          const held = holders[kind].get(witness.name)
          expect([held?.has(name), reaches(made, witness.route, held)]).toEqual([false, true])
        }
        for (const level of ['public', 'authenticated'] as const) {
          const isExact = ROUTES.every(
            (route) => named.includes(route) === (made.routes[route] === level),
          )
          verdict(`${level} = ${named.join(', ')}`, isExact)
        }
      },
    ),
    { numRuns: 120 },
  )
  expect(Math.min(seen.proved, seen.refuted)).toBeGreaterThan(60)
})

test('nobody holds: proved exactly if nobody does, nor could with that many roles, of which the witness has the fewest', () => {
  const seen = { proved: 0, refuted: 0 }
  const count = fc.constantFrom(0, 1, 2, 3)
  fc.assert(
    fc.property(form, users, some(NAMES, 3, 1), count, (made, people, names, most) => {
      const { catalog, users: all } = load(made as never, people as never)
      const statement = `nobody ${most === 0 ? '' : `with ${most} roles `}holds ${names.join(' and ')}`
      const { outcome, witness } = prove(statement, catalog, all)
      const own = people.users.u.scopes
      const holdsAll = (held: ReadonlySet<string>): boolean => names.every((each) => held.has(each))
      const now = [
        ...ROLES.map((role) => naiveRoleGrants(made, [role])),
        naiveUserGrants(made, people.users.u),
      ]
      const heldWith = (given: readonly string[], more: readonly string[]): ReadonlySet<string> =>
        fixedPoint(made, [...naiveRoleGrants(made, given), ...more])
      const could = setsOf(ROLES).filter(
        (given) =>
          given.length <= most &&
          given.length > 0 &&
          [[], own].some((more) => holdsAll(heldWith(given, more))),
      )
      const isHeld = now.some(holdsAll)
      const expected = isHeld || could.length > 0 ? 'refuted' : 'proved'
      expect([statement, outcome]).toEqual([statement, expected])
      seen[expected]++
      if (expected === 'proved') return
      if (witness?.is !== 'holder') throw new Error('no holder')
      const { kind, names: given, user } = witness
      if (kind !== 'roles') return
      expect(isHeld).toBe(false)
      expect(holdsAll(heldWith(given, user === undefined ? [] : own))).toBe(true)
      expect(given.length).toBe(Math.min(...could.map((each) => each.length)))
    }),
    { numRuns: 200 },
  )
  expect(Math.min(seen.proved, seen.refuted)).toBeGreaterThan(40)
})
