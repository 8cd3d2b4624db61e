import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passes } from '../../../src/core/catalog/norm.js'
import { normOf } from '../../../src/core/catalog/requirement.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { prove } from '../../../src/core/proof/prove.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { proofText } from '../../../src/report/proof-words.js'
import { load, world } from '../../support/generators.js'
import '../../support/seed.js'

const form = {
  scopes: { a: 'A', b: 'B', c: 'C', d: 'D', all: { implies: ['a', 'b'] }, or: 'Or' },
  roles: {
    base: { default: true, scopes: ['d'] },
    one: { scopes: ['a'] },
    two: { scopes: ['b'] },
    three: { scopes: ['c'], when: { vip: true } },
    boss: { scopes: ['all'] },
  },
  routes: {
    'GET /x': 'a',
    'GET /x/{id}': { any: ['a b', 'all'] },
    'PUT /x/{id}': { any: ['a', { scheme: 'K' }] },
    'POST /k': { any: [{ scheme: 'K' }] },
    'GET /files/{path*}': 'or',
    'GET /open': 'public',
    'GET /me': 'authenticated',
    'PUT /later': 'undecided',
  },
}
const people = {
  users: {
    u: { roles: ['one'], scopes: ['c'] },
    off: { roles: ['one'], scopes: ['b', 'c'], disabled: true },
  },
  clients: { bot: { roles: ['two'], scopes: [], disabled: false } },
} as never
const { catalog, users } = load(form as never, people)

const said = (statement: string): string => {
  const { outcome, witness, notes } = prove(statement, catalog, users)
  const why = witness ? `: ${proofText({ witness })}` : ''
  return `${outcome}${why}${notes.map(({ code }) => ` (${code})`).join('')}`
}

test.each<[string, string]>([
  ['GET /x needs a', 'proved'],
  ['HEAD /x* needs a or all', 'proved'],
  ['HEAD * needs a', 'refuted: a caller without a token reaches GET /open'],
  ['GET /x, GET /x/{id} needs a', 'refuted: a token with all reaches GET /x/{id}'],
  ['GET /x/{id} needs a and b or all', 'proved'],
  ['GET /x/7 needs a b or all', 'proved'],
  ['GET /x* needs a or all', 'proved'],
  ['GET /me needs a', 'refuted: a token without scopes reaches GET /me'],
  ['GET * needs a', 'refuted: a caller without a token reaches GET /open'],
  ['PUT /x/* needs a', 'proved (statement-other-ways)'],
  ['POST * needs a', 'proved (statement-vacuous) (statement-other-ways)'],
  ['PUT * needs a', 'proved (statement-other-ways) (statement-undecided)'],
  ['GET /files/{path*} needs "or"', 'proved'],
  ['no token reaches POST *', 'proved'],
  ['no token without a reaches GET /x', 'proved'],
  ['no role reaches POST *', 'proved'],
  ['no role without a reaches GET /x', 'proved'],
  ['no role reaches GET /x', 'refuted: role one reaches GET /x with a'],
  ['no role without role one reaches GET /x', 'refuted: role boss reaches GET /x with a'],
  ['no role without d reaches GET *', 'proved (statement-vacuous)'],
  ['no user without role one reaches GET /x', 'proved (statement-vacuous)'],
  ['no client reaches GET /x/{id}', 'proved'],
  ['public = GET /open', 'proved'],
  ['public = GET /open, GET /me', 'refuted: GET /me is authenticated'],
  ['public = GET /x', 'refuted: GET /x is guarded by scopes'],
  ['undecided = PUT /later', 'proved'],
  ['nobody holds c and b', 'proved'],
  ['nobody holds a and c', 'refuted: user u holds them'],
  ['nobody holds a and b', 'refuted: role boss holds them'],
  ['nobody with 1 role holds c and b', 'refuted: user u with role two would hold them'],
  ['nobody with 2 roles holds all and c', 'refuted: user u with role boss would hold them'],
  ['nobody with 9 roles holds "or"', 'proved (statement-vacuous)'],
])('%s', (statement, expected) => expect(said(statement)).toBe(expected))

describe('what is not a statement, or not about anything', () => {
  test.each([
    ['', 'bad-statement'],
    ['a', 'bad-statement'],
    ['no', 'bad-statement'],
    ['no admin reaches GET /x', 'bad-statement'],
    ['no role without reaches GET /x', 'bad-statement'],
    ['no role without a b reaches GET /x', 'bad-statement'],
    ['no token without role one reaches GET /x', 'bad-statement'],
    ['no role reaches', 'bad-statement'],
    ['needs a', 'bad-statement'],
    ['GET /x needs', 'bad-statement'],
    ['GET /x needs a or', 'bad-statement'],
    ['public =', 'bad-statement'],
    ['nobody holds', 'bad-statement'],
    ['nobody holds a or b', 'bad-statement'],
    ['nobody with 0 roles holds a', 'bad-statement'],
    ['nobody with 1.5 roles holds a', 'bad-statement'],
    ['GET /x needs nope', 'no-such-scope'],
    ['no role without nope reaches GET /x', 'no-such-scope'],
    ['no role without role nope reaches GET /x', 'no-such-role'],
    ['nobody holds nope', 'no-such-scope'],
    ['GET /nope needs a', 'no-route'],
    ['DELETE * needs a', 'statement-no-routes'],
    ['get * needs a', 'statement-no-routes'],
    ['GET /x, DELETE * needs a', 'statement-no-routes'],
    ['PUT /later needs a', 'undecided-route'],
    ['PUT /l* needs a', 'undecided-route'],
    ['GET / x needs a', 'bad-path'],
    ['GET * x needs a', 'statement-no-routes'],
  ])('%s: %s', (statement, code) => {
    const codes = (): string[] => {
      try {
        prove(statement, catalog, users)
        return []
      } catch (error) {
        return error instanceof ScopectlError ? error.problems.map((each) => each.code) : []
      }
    }
    expect(codes()).toEqual([code])
  })

  test('a kind of subject that does not exist', () => {
    const alone = load({ ...form, roles: {} } as never)
    for (const who of ['role', 'user', 'client']) {
      const ask = () => prove(`no ${who} reaches GET /x`, alone.catalog, alone.users)
      expect(ask).toThrow(ScopectlError)
    }
    expect(() => prove('nobody holds a', alone.catalog, alone.users)).toThrow(ScopectlError)
  })
})

test('statements about roles and users agree with a decision for each of them', () => {
  let refuted = 0
  fc.assert(
    fc.property(world, ({ catalog: any, users: all }) => {
      const decided = any.routes.filter(({ requirement }) => requirement.level !== 'undecided')
      for (const route of decided.slice(0, 3)) {
        for (const role of any.roles.keys()) {
          const held = grantsOf(any, { kind: 'role', roles: [role] })
          if (passes(normOf(route.requirement), held)) refuted++
        }
        if (any.roles.size === 0) continue
        const reaches = [...any.roles.keys()].some((role) =>
          passes(normOf(route.requirement), grantsOf(any, { kind: 'role', roles: [role] })),
        )
        const { outcome } = prove(`no role reaches ${route.name}`, any, all)
        expect(outcome).toBe(reaches ? 'refuted' : 'proved')
      }
    }),
  )
  expect(refuted).toBeGreaterThan(10)
})

test('HEAD * includes the GET routes that answer HEAD requests, not those behind a HEAD route', () => {
  const routes = { 'HEAD /x/{id}': 'b', 'GET /x/{id}': 'a', 'GET /y': 'a' }
  const known = load({ ...form, routes } as never)
  const found = (statement: string) => prove(statement, known.catalog, known.users).outcome
  expect(found('HEAD /x/* needs b')).toBe('proved')
  expect(found('HEAD * needs b')).toBe('refuted')
  expect(found('H* * needs b')).toBe('refuted')
  expect(found('HEAD * needs a or b')).toBe('proved')
})
