import { TOKEN_TYPES } from '../../token/model.js'
import { byCodeUnit } from '../../word.js'
import type { YamlValue } from '../block-yaml.js'
import { filedRoutes } from '../filed-routes.js'
import { UNESCAPED } from '../path-rules.js'
import type { Policy, PolicyRoute, PolicyTokens } from '../policy.js'
import { usableKeys } from './keys.js'

/** The facts that the policy decides with, as constants. */
export const catalogConstants = ({ routes, givenBy, tokens }: Policy): YamlValue => ({
  apiVersion: 'api.cerbos.dev/v1',
  exportConstants: {
    name: 'catalog',
    definitions: {
      routes: filedRoutes(routes, rowOf),
      any_of: anyOfEach(routes),
      given_by: Object.fromEntries(givenBy),
      ...tokenConstants(tokens),
      unescaped: UNESCAPED,
    },
  },
})

const rowOf = (
  { name, path, level, otherWays, requires }: PolicyRoute,
  within: readonly string[],
): YamlValue => ({
  route: name,
  path: `^(?:${path})$`,
  level,
  requires,
  ...(otherWays.length > 0 ? { other_ways: otherWays } : {}),
  within,
})

/** The sets of scopes that are enough, by requirement. */
const anyOfEach = (routes: readonly PolicyRoute[]): { readonly [name: string]: YamlValue } =>
  Object.fromEntries(
    routes
      .filter(({ level }) => level === 'scopes')
      .map(({ requires, anyOf }): [string, YamlValue] => [requires, anyOf])
      .sort(([a], [b]) => byCodeUnit(a, b)),
  )

function tokenConstants(tokens: PolicyTokens): { readonly [name: string]: YamlValue } {
  const { issuers, audiences, subject, type, leeway, scopeFormat, roles } = tokens
  const types = (type ? [type] : TOKEN_TYPES).map((each) => each.toLowerCase())
  const { algorithms, any, required, kids } = usableKeys(tokens)
  return {
    algorithms,
    types: types.flatMap((each) => [each, `application/${each}`]),
    type_required: type !== undefined,
    any_kid: any,
    kid_required: required,
    kids,
    any_issuer: issuers === 'any',
    issuers: issuers === 'any' ? [] : issuers,
    any_audience: audiences === 'any',
    audiences: audiences === 'any' ? [] : audiences,
    subject_optional: subject === 'optional',
    leeway,
    first_claim: tokens.firstClaim,
    scope_format: scopeFormat ?? 'any',
    roles: Object.fromEntries(roles?.scopes ?? []),
  }
}
