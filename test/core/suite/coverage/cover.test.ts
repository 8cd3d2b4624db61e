import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heldBy } from '../../../../src/core/decision/presented.js'
import { compile } from '../../../../src/core/matrix/compile.js'
import { showings } from '../../../../src/core/suite/coverage/alternatives.js'
import { cover } from '../../../../src/core/suite/coverage/cover.js'
import { suggest } from '../../../../src/core/suite/coverage/suggest.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import { fullRows } from '../../../../src/core/suite/evidence/rows.js'
import type { NamedSubject } from '../../../../src/core/suite/model.js'
import type { Field } from '../../../../src/core/suite/mutation/killers.js'
import { type World, world } from '../../../support/generators.js'
import { fixedPoint, naiveRoleGrants } from '../../../support/oracles.js'
import { assertionsIn, holdsIn, presentedIn, seeds } from '../mutation/stated.js'
import { bearingOf, mutated } from '../mutation/support.js'

const fieldOf = ({ catalog, users }: World): Field => {
  const bearing = bearingOf(catalog)
  return { bearing, rows: fullRows(bearing, users) }
}
const RUNS = { numRuns: 40 }

test('P17 coverage agrees with its definitions, using real tokens and whole runs', async () => {
  const seen = { cell: 0, grant: 0, alternative: 0, public: 0 }
  await fc.assert(
    fc.asyncProperty(world, seeds, async (w, picks) => {
      const assertions = await assertionsIn(w, picks)
      const { gaps, measures } = cover(fieldOf(w), assertions)
      const key = (gap: Gap): string => JSON.stringify({ ...gap, status: 0 })
      const open = new Set(gaps.map(key))
      for (const gap of gaps) {
        seen[gap.kind]++
        expect(await isCovered(w, assertions, gap), JSON.stringify([gap, w.form])).toBe(false)
      }
      // The other way round: anything counted that is not a gap is covered.
      const covered = await coveredCells(w, assertions)
      for (const gap of covered) expect(open.has(key(gap))).toBe(false)
      const cells = measures.find(({ what }) => what === 'cells')!
      expect(cells.covered).toBe(covered.length)
      const grants = measures.find(({ what }) => what === 'grants')!
      expect(grants.covered).toBe(await coveredGrants(w, assertions))
      const alternatives = measures.find(({ what }) => what === 'alternatives')!
      expect(alternatives.covered, JSON.stringify(w.form)).toBe(
        await coveredAlternatives(w, assertions),
      )
    }),
    // Gaps at public routes are rare: fewer runs would sometimes have none.
    { numRuns: 200 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
})

type Gap = ReturnType<typeof cover>['gaps'][number]

async function heldOf(w: World, { subject }: Stated): Promise<ReadonlySet<string> | undefined> {
  const model = { catalog: w.catalog, users: w.users, skipped: undefined }
  const presented = await presentedIn(model, subject as NamedSubject)
  if (presented?.kind !== 'verified') return undefined
  return heldBy(w.catalog, presented).views[w.catalog.token.enforce]
}

const isEqual = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name))

async function isCovered(w: World, assertions: readonly Stated[], gap: Gap): Promise<boolean> {
  for (const each of assertions) {
    if (gap.kind === 'grant') {
      const mutation = { operator: 'drop-role-scope', role: gap.role, scope: gap.scope } as const
      if (!(await holdsIn(mutated(w, mutation)!, each))) return true
      continue
    }
    if (each.route.name !== gap.route) continue
    if (gap.kind === 'public') return true
    const held = await heldOf(w, each)
    const flawed = (each.subject as NamedSubject).flaw !== undefined
    if (!held) continue
    if (gap.kind === 'cell') {
      if (!flawed && isEqual(held, naiveRoleGrants(w.form, [gap.role]))) return true
      continue
    }
    if (each.route.requirement.level !== 'scopes') throw new Error('no alternatives')
    const isAllowed = each.expected !== 'undecided' && each.expected.has(200)
    const lacking = gap.scopes.filter((name) => !held.has(name))
    if (gap.missing !== undefined) {
      if (!isAllowed && lacking.length === 1 && lacking[0] === gap.missing) return true
      continue
    }
    const others = each.route.requirement.alternatives
      .filter((alternative) => alternative.others.length === 0)
      .map((alternative) => fixedPoint(w.form, alternative.scopes))
      .filter((set) => !gap.scopes.every((name) => set.has(name)))
    const alone = !others.some((set) => [...set].every((name) => held.has(name)))
    if (isAllowed && lacking.length === 0 && alone) return true
  }
  return false
}

async function coveredCells(w: World, assertions: readonly Stated[]): Promise<Gap[]> {
  const found: Gap[] = []
  for (const { name: route, requirement } of w.catalog.routes) {
    if (requirement.level === 'undecided') continue
    const gaps: Gap[] =
      requirement.level === 'public'
        ? [{ kind: 'public', route }]
        : [...w.catalog.roles.keys()].map((role) => ({ kind: 'cell', role, route, status: 200 }))
    for (const gap of gaps) if (await isCovered(w, assertions, gap)) found.push(gap)
  }
  return found
}

async function coveredGrants(w: World, assertions: readonly Stated[]): Promise<number> {
  let count = 0
  for (const role of w.catalog.roles.values()) {
    for (const scope of role.scopes) {
      const gap = { kind: 'grant', role: role.name, scope } as const
      if (await isCovered(w, assertions, gap)) count++
    }
  }
  return count
}

/** What must be shown is taken from the code; whether it is shown is not. */
async function coveredAlternatives(w: World, assertions: readonly Stated[]): Promise<number> {
  let count = 0
  for (const { route, scopes, missing } of showings(w.catalog, compile(w.catalog))) {
    const name = w.catalog.routes[route]!.name
    const gap = { kind: 'alternative', route: name, scopes, missing } as const
    if (await isCovered(w, assertions, gap)) count++
  }
  return count
}

test('the suggested tests pass, and close every gap', async () => {
  let suggested = 0
  await fc.assert(
    fc.asyncProperty(world, seeds, async (w, picks) => {
      const assertions = await assertionsIn(w, picks)
      const more = suggest(fieldOf(w), assertions).flatMap(({ subject, routes }) =>
        routes.map(({ route: name, status }) => {
          const route = w.catalog.routes.find((each) => each.name === name)!
          return { subject, route, expected: new Set([status]) }
        }),
      )
      const model = { catalog: w.catalog, users: w.users, skipped: undefined }
      for (const each of more)
        expect(await holdsIn(model, each), JSON.stringify(each.subject)).toBe(true)
      expect(cover(fieldOf(w), [...assertions, ...more]).gaps, JSON.stringify(w.form)).toEqual([])
      suggested += more.length
    }),
    RUNS,
  )
  expect(suggested).toBeGreaterThan(100)
})
