import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog, Requirement, Route } from '../../../src/core/catalog/model.js'
import { norm, satisfies, tokenAlternatives } from '../../../src/core/catalog/requirement.js'
import { isWithin } from '../../../src/core/catalog/route-template.js'
import { decide } from '../../../src/core/decision/decide.js'
import { NO_TOKEN, type Presented } from '../../../src/core/decision/presented.js'
import { askRequest } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import type { JsonObject, Trust } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { verify } from '../../../src/core/token/verify.js'
import { claimsIn } from '../../support/claims-generators.js'
import { METHODS, world } from '../../support/generators.js'
import { guarding, KEY, NOW, seen } from './guarding.js'

const guard = guarding()

/** The answer of decide: a status with its challenge, or the status for "no answer". */
async function expected(
  catalog: Catalog,
  trust: Trust,
  [method, path, token]: readonly [string, string, string | undefined],
): Promise<readonly [number, readonly string[]]> {
  try {
    const question = askRequest(catalog, method, path)
    const presented: Presented =
      token === undefined ? NO_TOKEN : await verify(token, trust, { now: NOW, leeway: 0 })
    const decision = decide(catalog, question, presented)
    return [decision.status, decision.decision === 'deny' ? [decision.challenge] : []]
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [problem] = error.problems
    const status = problem?.code === 'bad-path' ? 400 : problem?.code === 'no-route' ? 404 : 501
    return [status, []]
  }
}

const PATHS = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a/q',
  '/q',
  '/q/',
  '/q/b',
  '/a/q:stop',
  '/a/v1',
  '/%C3%A9',
]
const ODD = ['/a/../a', '/a//b', '/a;x', '/a%2Fb', '/%61', '/a/%2e%2e/b', '/a\\b', '/{x}', '/a|b']

/**
 * Whether some router may run another route, one that is wider and stricter or has another requirement: `surely` uses
 * the regular expression of Express, `maybe` one that folds everything.
 */
function mayRunOther(catalog: Catalog, method: string, raw: string): 'surely' | 'maybe' | 'no' {
  const canonical = canonicalPath(raw)
  if ('why' in canonical) return 'no'
  const { path } = canonical
  const found = matchRoute(catalog, method, path)
  if (found.kind !== 'route') return 'no'
  const { route } = found
  const matching = (pattern: (template: string) => RegExp, text: string): Route[] =>
    catalog.routes
      .filter((other) => other.method === method || (method === 'HEAD' && other.method === 'GET'))
      .filter((other) => pattern(other.template).test(text))
  const isNarrower = (one: Route, other: Route): boolean =>
    isWithin(one.pattern, other.pattern) && !isWithin(other.pattern, one.pattern)
  const isDoubtful = (other: Route): boolean =>
    isWithin(route.pattern, other.pattern)
      ? isStricter(other.requirement, route.requirement)
      : norm(other.requirement) !== norm(route.requirement)
  const express = matching(expressPattern, raw)
  const first = express.filter((other) => !express.some((each) => isNarrower(each, other)))
  if (first.some(isDoubtful)) return 'surely'
  // Routers also differ in what two parameters of a segment, the rest of a path and an escape match.
  const isPlain = ({ template }: Route): boolean => !/\}[^/]*\{/.test(template)
  const isSure = raw === path && isPlain(route) && !route.template.endsWith('*}')
  const isUnclear = matching(loosePattern, decodeURIComponent(path)).some(
    (other) => isDoubtful(other) && !(isSure && isPlain(other) && isNarrower(route, other)),
  )
  return isUnclear ? 'maybe' : 'no'
}

/** Whether `requirement` rejects some caller that `other` accepts. */
function isStricter(requirement: Requirement, other: Requirement): boolean {
  if (requirement.level === 'public') return false
  if (other.level === 'public') return true
  return tokenAlternatives(other).some((scopes) => !satisfies(requirement, new Set(scopes)))
}

const source = (template: string, hole: string, tail: string): string =>
  template
    .replace(/\/$/, '')
    .split(/(\/?\{[^}]*\*\}|\{[^}]*\})/)
    .map((part) => {
      if (part.endsWith('*}')) return tail
      return part.startsWith('{') ? hole : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
const expressPattern = (template: string): RegExp =>
  new RegExp(`^${source(template, '[^/]+', '/.+')}/?$`, 'i')
const loosePattern = (template: string): RegExp =>
  new RegExp(`^${source(decodeURIComponent(template), '[^/]*', '(/.*)?')}(\\.[^/]*)?/?$`, 'iu')

const claims = (catalog: Catalog): fc.Arbitrary<JsonObject> =>
  claimsIn(catalog).chain((own) =>
    fc
      .constantFrom<JsonObject[]>(
        { iss: 'https://idp.test', aud: 'items-api', sub: 'alice', exp: NOW + 60 },
        { sub: 'alice', exp: NOW + 60 },
        { iss: 'https://idp.test', aud: 'items-api', sub: 'alice', exp: NOW },
      )
      .map((base) => ({ ...base, ...own })),
  )

const cell = world.chain(({ catalog }) => {
  const named = catalog.routes.map(({ template }) => template.replace(/\{[^}]*\}/g, 'q'))
  const token = fc.oneof(
    { weight: 5, arbitrary: claims(catalog) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<(string | undefined)[]>(undefined, 'x.y.z', 'rubbish'),
    },
  )
  return fc.record({
    catalog: fc.constant(catalog),
    method: fc.constantFrom(...METHODS, 'DELETE', 'TRACE'),
    path: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PATHS, ...named, ...named) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    ),
    token,
  })
})

describe('over a raw socket', () => {
  const counts = new Map<number, number>()
  const unclears = new Map<string, number>()

  test('P19 the guard and forward-auth answer every cell like decide', async () => {
    await fc.assert(
      fc.asyncProperty(cell, async ({ catalog, method, path, token }) => {
        const trust = guard.serve(catalog)
        const text = typeof token === 'object' ? await sign({}, token, KEY) : token
        const due = await expected(catalog, trust, [method, path, text])
        const headers = text === undefined ? [] : [`Authorization: Bearer ${text}`]
        const answer = await guard.get(`${method} ${path}`, headers)
        expect(seen(answer)).toEqual(due)
        const original = [`X-Original-Method: ${method}`, `X-Original-URI: ${path}?q=1`]
        const asked = await guard.get('GET /.scopectl/authorize', [...headers, ...original])
        const unclear = mayRunOther(catalog, method, path)
        // What is not a verdict never becomes one; there is a verdict if every router runs the same route.
        if (unclear === 'surely' && due[0] < 404 && due[0] !== 400) {
          expect(seen(asked), `${method} ${path}`).toEqual([501, []])
        } else if (unclear === 'no' || asked.status !== 501) {
          const names = catalog.routes.map(({ name }) => name)
          expect(seen(asked), `${method} ${path} of ${names.join(', ')}`).toEqual(due)
        }
        counts.set(due[0], (counts.get(due[0]) ?? 0) + 1)
        unclears.set(unclear, (unclears.get(unclear) ?? 0) + 1)
      }),
      { numRuns: 400 },
    )
    // There are cells of every kind, otherwise the property would show nothing.
    expect([...counts.keys()].sort()).toEqual([200, 400, 401, 403, 404, 501])
    expect([...unclears.keys()]).toEqual(expect.arrayContaining(['no', 'surely']))
  })
})
