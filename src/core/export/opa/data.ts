import { needsOf } from '../../token/algorithms.js'
import { ALGORITHMS, TOKEN_TYPES } from '../../token/model.js'
import { byCodeUnit } from '../../word.js'
import { ODD_SEGMENT, SPELLING, UNESCAPED } from '../path-rules.js'
import type { Policy, PolicyRoute, PolicyTokens } from '../policy.js'
import { publicMembers } from '../public-members.js'

/** The facts that the policy decides with, as `data.catalog`. */
export const opaData = ({ routes, givenBy, tokens }: Policy): object => ({
  catalog: {
    written_by: 'scopectl export opa: do not edit, export again',
    routes: byMethod(routes),
    given_by: Object.fromEntries(givenBy),
    tokens: tokensData(tokens),
    paths: { spelling: SPELLING, odd_segment: ODD_SEGMENT, unescaped: UNESCAPED },
  },
})

function byMethod(routes: readonly PolicyRoute[]): object {
  const wider = new Map<string, string[]>(routes.map(({ name }) => [name, []]))
  for (const { name, narrower } of routes) for (const each of narrower) wider.get(each)?.push(name)
  const methods = [...new Set(routes.map(({ method }) => method))].sort()
  return Object.fromEntries(
    methods.map((method) => {
      const own = routes.filter((route) => route.method === method)
      return [method, byKey(own, (route) => routeData(route, wider.get(route.name) ?? []))]
    }),
  )
}

/** Filed by key, so that OPA compares a path with few of many routes. */
function byKey(routes: readonly PolicyRoute[], dataOf: (route: PolicyRoute) => object): object {
  const filed = new Map<string, object[]>()
  for (const route of routes) {
    const key = keyOf(route)
    filed.set(key, [...(filed.get(key) ?? []), dataOf(route)])
  }
  return Object.fromEntries([...filed].sort(([a], [b]) => byCodeUnit(a, b)))
}

const DEPTH = 4

/** The texts of the first segments: `*` where any text may be, `%` (in no path by itself) after the last one. */
function keyOf({ segments, hasRest }: PolicyRoute): string {
  const rest = hasRest ? '*' : '%'
  return Array.from({ length: DEPTH }, (_, i) => {
    const segment = segments[i]
    return segment === undefined ? rest : (segment ?? '*')
  }).join('/')
}

/** Empty parts are left out, except where the policy reads them. `within`: the routes that this one is narrower than. */
const routeData = (
  { name, path, level, anyOf, otherWays, requires }: PolicyRoute,
  within: readonly string[],
) => ({
  route: name,
  path,
  requires,
  level,
  ...(level === 'scopes' ? { any_of: anyOf } : {}),
  ...(otherWays.length > 0 ? { other_ways: otherWays } : {}),
  within,
})

function tokensData(tokens: PolicyTokens): object {
  const [algorithm] = tokens.algorithms
  if (algorithm === undefined) throw new Error('a policy has no algorithm')
  const { kty, crv, signatureBytes } = needsOf(algorithm)
  const { keys, roles } = tokens
  return {
    algorithms: tokens.algorithms,
    key_type: kty,
    curve: crv ?? null,
    key_algorithms: ALGORITHMS.filter((each) => tokens.algorithms.includes(each)),
    signature_length: signatureBytes === undefined ? null : Math.ceil((signatureBytes * 8) / 6),
    keys: keys.from === 'url' ? { url: keys.url } : { copy: keys.keys.map(publicMembers) },
    issuers: tokens.issuers,
    audiences: tokens.audiences,
    subject: tokens.subject,
    types: (tokens.type ? [tokens.type] : TOKEN_TYPES).map((type) => type.toLowerCase()),
    type_required: tokens.type !== undefined,
    leeway: tokens.leeway,
    scope_claims: tokens.scopeClaims,
    first_claim: tokens.firstClaim,
    ...(tokens.scopeFormat ? { scope_format: tokens.scopeFormat } : { scope_format: 'any' }),
    ...(roles ? { roles: { claim: roles.claim, scopes: Object.fromEntries(roles.scopes) } } : {}),
  }
}
