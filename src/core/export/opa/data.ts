import { needsOf } from '../../token/algorithms.js'
import { ALGORITHMS, TOKEN_TYPES } from '../../token/model.js'
import { filedRoutes } from '../filed-routes.js'
import { ODD_SEGMENT, SPELLING, UNESCAPED } from '../path-rules.js'
import type { Policy, PolicyRoute, PolicyTokens } from '../policy.js'
import { publicMembers } from '../public-members.js'

/** The facts that the policy decides with, as `data.catalog`. */
export const opaData = ({ routes, givenBy, tokens }: Policy): object => ({
  catalog: {
    written_by: 'scopectl export opa: do not edit, export again',
    routes: filedRoutes(routes, routeData),
    given_by: Object.fromEntries(givenBy),
    tokens: tokensData(tokens),
    paths: { spelling: SPELLING, odd_segment: ODD_SEGMENT, unescaped: UNESCAPED },
  },
})

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
