import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Catalog, Route } from '../../../src/core/catalog/model.js'
import { norm, satisfies } from '../../../src/core/catalog/requirement.js'
import { decide } from '../../../src/core/decision/decide.js'
import { heldBy, NO_TOKEN, type Presented } from '../../../src/core/decision/presented.js'
import type { Question } from '../../../src/core/decision/question.js'
import { verdictOf } from '../../../src/core/decision/verdict.js'
import { problem } from '../../../src/core/problem.js'
import type { Rejected } from '../../../src/core/token/model.js'
import { accepted, claimsIn, heldIn } from '../../support/claims-generators.js'
import { loadCatalog, type World, world } from '../../support/generators.js'
import { fixedPoint, naiveAllows, naiveOwn } from '../../support/oracles.js'
import {
  type ItemForm,
  type RequirementForm,
  requirementForm,
} from '../../support/requirement-generators.js'

export const questionOf = (route: Route): Question | undefined =>
  route.requirement.level === 'undecided'
    ? undefined
    : ({
        requirement: route.requirement,
        route,
        method: route.method,
        path: undefined,
        notes: [],
      } as Question)

const REJECTED: Rejected = {
  kind: 'rejected',
  refusals: [{ reason: 'expired', detail: problem('token-empty', {}) }],
  token: undefined,
  notes: [],
}

const decided = (catalog: Catalog) =>
  catalog.routes.flatMap((route) => {
    const question = questionOf(route)
    return question ? [{ route, question }] : []
  })
const statusOf = (catalog: Catalog, question: Question, presented: Presented) =>
  decide(catalog, question, presented).status

/** Literal and implied sets of claims, computed from the file as written. */
function naiveViews({ form }: World, claims: Record<string, unknown>) {
  const token = form.token ?? {}
  const known = ['scope', 'scp', 'scopes', 'permissions']
  const named = token['scope_claim'] === undefined ? known : [token['scope_claim']].flat()
  const read = (claim: string): unknown =>
    claim.startsWith('/')
      ? claim
          .slice(1)
          .split('/')
          .reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], claims)
      : Object.hasOwn(claims, claim)
        ? claims[claim]
        : undefined
  const value = named.map((claim) => read(String(claim))).find((each) => each !== undefined)
  const due = token['scope_format']
  const names =
    typeof value === 'string' && due !== 'array'
      ? value.split(' ')
      : Array.isArray(value) && due !== 'string' && value.every((x) => typeof x === 'string')
        ? value
        : []
  const roles = token['role_claim'] === undefined ? [] : read(String(token['role_claim']))
  const list = typeof roles === 'string' ? [roles] : roles
  const isNames = Array.isArray(list) && list.every((x) => typeof x === 'string')
  const literal = new Set(names.filter((name) => Object.hasOwn(form.scopes, name)))
  for (const role of isNames ? list : []) {
    if (Object.hasOwn(form.roles, role)) for (const name of naiveOwn(form, role)) literal.add(name)
  }
  return { literal, implied: fixedPoint(form, literal) }
}

const withClaims = world.chain((w) => claimsIn(w.catalog).map((claims) => ({ w, claims })))

test('P1 closed world: 200 only for a public route, or an accepted token that holds a whole alternative', () => {
  fc.assert(
    fc.property(withClaims, ({ w, claims }) => {
      const view = (w.form.token?.['enforce'] ?? 'literal') as 'literal' | 'implied'
      const held = naiveViews(w, claims)[view]
      for (const { route, question } of decided(w.catalog)) {
        const form = w.form.routes[route.name] ?? ''
        expect(statusOf(w.catalog, question, accepted(claims))).toBe(
          naiveAllows(form, held) ? 200 : 403,
        )
        for (const presented of [NO_TOKEN, REJECTED]) {
          expect(statusOf(w.catalog, question, presented)).toBe(form === 'public' ? 200 : 401)
        }
      }
    }),
    { numRuns: 250 },
  )
})

test('P2 monotone: more scopes never deny, fewer never allow, unknown ones change nothing', () => {
  const pairs = world.chain((w) =>
    fc.record({ w: fc.constant(w), small: heldIn(w.catalog), more: heldIn(w.catalog) }),
  )
  fc.assert(
    fc.property(pairs, ({ w: { catalog }, small, more }) => {
      const claim = catalog.token.scopeClaims?.[0] ?? 'scope'
      const token = (names: readonly string[]) => {
        const list = catalog.token.scopeFormat === 'array' ? names : names.join(' ')
        return accepted(claim === '/x/y' ? { x: { y: list } } : { [claim]: list })
      }
      for (const { route, question } of decided(catalog)) {
        const before = statusOf(catalog, question, token(small))
        const after = statusOf(catalog, question, token([...small, ...more]))
        expect(before === 200 && after === 403, route.name).toBe(false)
        const odd = ['nothing', 'users:*', 'Read', '__proto__', ...small, 'constructor']
        expect(statusOf(catalog, question, token(odd))).toBe(before)
        if (satisfies(route.requirement, new Set(small))) {
          expect(satisfies(route.requirement, new Set([...small, ...more]))).toBe(true)
        }
      }
    }),
  )
})

test('P10 one verdict: decision, status, error, reasons, missing and challenge agree', () => {
  fc.assert(
    fc.property(withClaims, ({ w: { catalog }, claims }) => {
      for (const { question } of decided(catalog)) {
        for (const presented of [accepted(claims), NO_TOKEN, REJECTED]) {
          const answer = decide(catalog, question, presented)
          expect(answer.decision === 'allow').toBe(answer.status === 200)
          const held = presented.kind === 'verified' ? heldBy(catalog, presented) : undefined
          expect(verdictOf(catalog, question, presented, held)).toEqual({
            status: answer.status,
            reason: answer.decision === 'deny' ? answer.reasons[0].code : undefined,
            views: answer.views,
          })
          if (answer.decision === 'allow') continue
          const error = { none: null, rejected: 'invalid_token', verified: 'insufficient_scope' }
          expect(answer.oauthError).toBe(error[presented.kind])
          expect(answer.status).toBe(presented.kind === 'verified' ? 403 : 401)
          expect(answer.reasons[0].code === 'insufficient_scope').toBe(answer.status === 403)
          expect(answer.missing === undefined || answer.status === 403).toBe(true)
          const said =
            /^Bearer(?: error="([a-z_]+)")?(?:,? scope="([!#-[\]-~]+(?: [!#-[\]-~]+)*)")?$/
          const [, code, scope] =
            said.exec(answer.challenge) ?? expect.unreachable(answer.challenge)
          expect(code ?? null).toBe(answer.oauthError)
          if (answer.status === 403) expect(scope).toBe(answer.missing?.alternative.join(' '))
        }
      }
    }),
  )
})

/** One requirement of a fixed catalog, in which `public` is a scope. */
const SCOPES = ['a', 'b', 'c', 'public', '|', '~']
const oneRoute = (needs: RequirementForm) => {
  const scopes = Object.fromEntries(SCOPES.map((name) => [name, '']))
  const [route] = loadCatalog({ scopes, routes: { 'GET /': needs } }).routes
  return route?.requirement ?? expect.unreachable('no route')
}
const SETS = Array.from(
  { length: 1 << SCOPES.length },
  (_, bits) => new Set(SCOPES.filter((_name, i) => bits & (1 << i))),
)
const profile = (needs: RequirementForm) =>
  SETS.map((held) => Number(satisfies(oneRoute(needs), held))).join('')
const anyForm = fc
  .array(
    requirementForm(SCOPES).filter(
      (form): form is { any: ItemForm[] } => typeof form === 'object' && 'any' in form,
    ),
    { minLength: 1, maxLength: 1 },
  )
  .map(([form]) => form?.any ?? [])

test('P13 requirement algebra: order, repetition and absorption change nothing; norms differ exactly if answers do', () => {
  fc.assert(
    fc.property(anyForm, fc.nat(), fc.constantFrom('a', 'b', 'c', '~'), (items, at, extra) => {
      const base = profile({ any: items })
      const spelling = norm(oneRoute({ any: items }))
      const item = items[at % items.length] ?? ''
      const larger = withScope(item, extra)
      for (const same of [[...items].reverse(), [...items, item]]) {
        expect(profile({ any: same })).toBe(base)
        expect(norm(oneRoute({ any: same }))).toBe(spelling)
      }
      expect(profile({ any: [...items, larger] })).toBe(base)
      const isScopes =
        typeof item === 'string' || ('all' in item && item.all.every((x) => typeof x === 'string'))
      if (isScopes) expect(norm(oneRoute({ any: [...items, larger] }))).toBe(spelling)
      const wider = profile({ any: [...items, extra] })
      const narrower = profile({ any: items.map((each) => (each === item ? larger : each)) })
      for (const [i, bit] of [...base].entries()) {
        expect(wider[i]! >= bit && narrower[i]! <= bit).toBe(true)
      }
      expect(profile({ any: [...items, { scheme: 'Other' }] })).toBe(base)
      expect(profile({ any: [...items, { all: [{ other: 'a rule' }, 'a'] }] })).toBe(base)
    }),
    { numRuns: 80 },
  )
})

/** Where a scope is needed, `authenticated` is not written: the scope needs an accepted token too. */
function withScope(item: ItemForm, extra: string): ItemForm {
  if (item === 'authenticated') return extra
  if (typeof item === 'string') return `${item} ${extra}`
  const ways = 'all' in item ? item.all : [item]
  return { all: [...ways.filter((way) => way !== 'authenticated'), extra] }
}

test('P13 two requirements with the same norm give the same answer for every token', () => {
  const seen = new Map<string, string>()
  fc.assert(
    fc.property(requirementForm(SCOPES), (form) => {
      const requirement = oneRoute(form)
      const decides = `${requirement.level} ${profile(form)}`
      const spelling = norm(requirement)
      expect(seen.get(spelling) ?? decides, `${spelling} of ${JSON.stringify(form)}`).toBe(decides)
      seen.set(spelling, decides)
    }),
    { numRuns: 500 },
  )
})
