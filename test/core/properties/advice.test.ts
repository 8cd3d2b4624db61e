import fc from 'fast-check'
import { expect, test } from 'vitest'
import { close } from '../../../src/core/catalog/reach.js'
import { satisfies, tokenAlternatives } from '../../../src/core/catalog/requirement.js'
import { accessOf, holdersOf } from '../../../src/core/decision/access.js'
import { surplusOver } from '../../../src/core/decision/at-most.js'
import { decide } from '../../../src/core/decision/decide.js'
import { explain } from '../../../src/core/decision/explain.js'
import { grantedBy } from '../../../src/core/decision/granted-by.js'
import { heldBy, NO_TOKEN } from '../../../src/core/decision/presented.js'
import type { Question } from '../../../src/core/decision/question.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { accepted, claimsIn, heldIn } from '../../support/claims-generators.js'
import { load, loadCatalog, type World, world } from '../../support/generators.js'
import { fixedPoint, naiveRoleGrants } from '../../support/oracles.js'
import { present } from '../../support/signing.js'
import { namedSubjects } from '../../support/subjects.js'

const asked = ({ catalog }: World): Question[] =>
  catalog.routes
    .filter(({ requirement }) => requirement.level !== 'undecided')
    .map(
      (route) =>
        ({
          requirement: route.requirement,
          route,
          method: route.method,
          path: undefined,
          notes: [],
        }) as unknown as Question,
    )

const withClaims = world.chain((w) => claimsIn(w.catalog).map((claims) => ({ w, claims })))
const subsets = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: 2 ** list.length }, (_, bits) => list.filter((_each, i) => bits & (1 << i)))

test('P14 missing: the smallest step to one alternative, of which no part is enough', () => {
  fc.assert(
    fc.property(withClaims, ({ w, claims }) => {
      for (const question of asked(w)) {
        const answer = decide(w.catalog, question, accepted(claims))
        const alternatives = tokenAlternatives(question.requirement)
        if (answer.decision === 'allow') continue
        const held = new Set(answer.held?.scopes)
        expect(answer.missing === undefined).toBe(alternatives.length === 0)
        if (!answer.missing) continue
        const { scopes, alternative } = answer.missing
        expect(scopes.length).toBeGreaterThan(0)
        expect(alternatives).toContainEqual(alternative)
        expect(alternative.filter((name) => !held.has(name))).toEqual(scopes)
        for (const some of subsets(scopes)) {
          expect(satisfies(question.requirement, new Set([...held, ...some]))).toBe(
            some.length === scopes.length,
          )
        }
        const lacks = alternatives.map((each) => each.filter((name) => !held.has(name)))
        const opened = (more: readonly string[]) =>
          w.catalog.routes.filter(
            ({ requirement }) =>
              !satisfies(requirement, held) && satisfies(requirement, new Set([...held, ...more])),
          ).length
        const [least] = lacks
          .map((each, i) => [each.length, opened(each), i] as const)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        expect(alternative).toEqual(alternatives[least?.[2] ?? -1])
        expect(decide(w.catalog, question, NO_TOKEN)).toMatchObject({
          status: 401,
          missing: undefined,
        })
      }
    }),
    { numRuns: 300 },
  )
})

test('P15 granted_by: exactly the roles that turn it into an allow; else exactly the smallest sets of up to three', () => {
  const cases = world.chain((w) => heldIn(w.catalog).map((held) => ({ w, held })))
  fc.assert(
    fc.property(cases, ({ w: { catalog, form, ...w }, held }) => {
      for (const { requirement } of asked({ catalog, form, ...w })) {
        if (satisfies(requirement, new Set(held))) continue
        const flips = (roles: readonly string[]) =>
          satisfies(
            requirement,
            new Set([...held, ...roles.flatMap((role) => [...naiveRoleGrants(form, [role])])]),
          )
        const sets = subsets(Object.keys(form.roles)).filter(
          (set) => set.length > 0 && set.length < 4 && flips(set),
        )
        const size = Math.min(...sets.map((set) => set.length))
        const smallest = sets.filter((set) => set.length === size)
        const found = grantedBy(catalog, requirement, new Set(held))
        const sorted = (list: readonly (readonly string[])[]) =>
          list.map((set) => [...set].sort().join()).sort()
        expect(sorted(found.map(({ roles }) => roles))).toEqual(sorted(smallest))
        for (const { roles, conditional } of found) {
          expect(conditional).toBe(roles.some((name) => form.roles[name]?.when))
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('P15 granted_by: the smallest set is found among many roles that grant more', () => {
  const scopes = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`s${i}`, '']))
  const wide = Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => [`wide${i}`, { scopes: ['s0', 's1', 's2', 's3'] }]),
  )
  const roles = { ...wide, left: { scopes: ['s6'] }, right: { scopes: ['s7'] } }
  const needs = { any: ['s0 s1 s2 s3 s4 s5', 's6 s7'] }
  const [route] = loadCatalog({ scopes, roles, routes: { 'GET /': needs } }).routes
  const catalog = loadCatalog({ scopes, roles, routes: { 'GET /': needs } })
  expect(route && grantedBy(catalog, route.requirement, new Set())).toEqual([
    { roles: ['left', 'right'], conditional: false },
  ])
})

test('P15 can and who-can are inverse, and can(user) includes can(each of its roles)', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const { catalog, users } = w
      const rows = async (subject: Subject) => {
        const grants = grantsOf(catalog, subject)
        const presented = grants ? await present(catalog, subject, [...grants]) : NO_TOKEN
        return new Map(
          accessOf(catalog, presented, subject).map(({ route, may }) => [route.name, may]),
        )
      }
      const subjects = namedSubjects(w)
      const can = new Map<string, Map<string, string>>()
      for (const [name, subject] of subjects) can.set(name, await rows(subject))
      for (const question of asked(w)) {
        const route = question.route?.name ?? ''
        if (question.requirement.level === 'public') continue
        const holders = holdersOf(catalog, users, question).map(
          ({ kind, name }) => `${kind} ${name}`,
        )
        const allowed = subjects
          .map(([name]) => name)
          .filter((name) => can.get(name)?.get(route) === 'yes')
        expect(new Set(holders)).toEqual(new Set(allowed))
      }
      for (const user of users.users.values()) {
        if (user.disabled) continue
        for (const role of user.roles) {
          for (const [route, may] of can.get(`role ${role}`) ?? []) {
            if (may === 'yes') expect(can.get(`user ${user.name}`)?.get(route)).toBe('yes')
          }
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('P15 every repair of a denial turns it into an allow', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (w) => {
      const { catalog, users, usersForm, form } = w
      const subjects: Extract<Subject, { kind: 'user' | 'client' }>[] = [
        ...[...users.users.values()].map((user) => ({ kind: 'user' as const, user })),
        ...[...users.clients.values()].map((client) => ({ kind: 'client' as const, client })),
      ]
      for (const subject of subjects) {
        const grants = grantsOf(catalog, subject)
        if (!grants) continue
        const kind = subject.kind === 'user' ? 'users' : 'clients'
        const presented = await present(catalog, subject, [...grants])
        for (const question of asked(w)) {
          const answer = decide(catalog, question, presented)
          for (const { change } of explain(catalog, answer, subject, users).repairs) {
            const fixed = structuredClone({ form, usersForm })
            if (change.kind === 'scopes-to-role') {
              const role = fixed.form.roles[change.role] ?? {}
              role.scopes = [...(role.scopes ?? []), ...change.scopes]
            } else {
              const entry = (fixed.usersForm[kind][change.name] ?? {}) as {
                roles: string[]
                scopes: string[]
              }
              if (change.kind === 'scopes-to-subject')
                entry.scopes = [...entry.scopes, ...change.scopes]
              else entry.roles = [...entry.roles, change.role]
            }
            const after = load(fixed.form, fixed.usersForm)
            const name = subject.kind === 'user' ? subject.user.name : subject.client.name
            const [user, client] = [after.users.users.get(name), after.users.clients.get(name)]
            const then: Subject =
              subject.kind === 'user'
                ? { kind: 'user', user: user ?? expect.unreachable() }
                : { kind: 'client', client: client ?? expect.unreachable() }
            expect(
              satisfies(question.requirement, grantsOf(after.catalog, then) ?? new Set()),
              JSON.stringify(change),
            ).toBe(true)
          }
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('P16 at most: every carried scope, including undeclared ones, is within the closed limit', () => {
  const cases = withClaims.chain((x) =>
    fc.tuple(fc.constant(x), heldIn(x.w.catalog), heldIn(x.w.catalog)),
  )
  fc.assert(
    fc.property(cases, ([{ w, claims }, limit, more]) => {
      const held = heldBy(w.catalog, accepted(claims))
      const within = fixedPoint(w.form, limit)
      const carried = [...held.views.literal, ...held.read.names]
      const surplus = surplusOver(w.catalog, held, limit)
      expect(surplus.length === 0).toBe(carried.every((name) => within.has(name)))
      expect(new Set(surplus)).toEqual(new Set(carried.filter((name) => !within.has(name))))
      // A larger token is never judged more loosely, a larger limit never more strictly.
      const claim = w.catalog.token.scopeClaims === undefined ? 'scope' : undefined
      if (claim && w.catalog.token.scopeFormat !== 'array' && typeof claims['scope'] === 'string') {
        const larger = heldBy(
          w.catalog,
          accepted({ ...claims, scope: [claims['scope'], ...more].join(' ') }),
        )
        expect(surplusOver(w.catalog, larger, limit).length).toBeGreaterThanOrEqual(surplus.length)
      }
      const wider = surplusOver(w.catalog, held, [...limit, ...more])
      expect(wider.every((name) => surplus.includes(name))).toBe(true)
      expect(close(w.catalog.implied, limit)).toEqual(within)
    }),
    { numRuns: 300 },
  )
})
