import { TOKEN_TYPES } from '../../token/model.js'
import type { YamlValue } from '../block-yaml.js'
import { filedRoutes } from '../filed-routes.js'
import { UNESCAPED } from '../path-rules.js'
import type { Policy, PolicyRoute, PolicyTokens } from '../policy.js'
import { usableKeys } from './keys.js'

/** The facts that the policy decides with, as constants. */
export const catalogConstants = ({ routes, tokens }: Policy): YamlValue => ({
  apiVersion: 'api.cerbos.dev/v1',
  exportConstants: {
    name: 'catalog',
    definitions: {
      routes: filedRoutes(routes, rowOf),
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
