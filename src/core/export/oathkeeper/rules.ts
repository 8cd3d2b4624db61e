import { needed } from '../any-of.js'
import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { matchesOf } from './match.js'

/** The access rules: one for each route, in the order of the policy. */
export const accessRules = (policy: Policy): YamlValue[] =>
  policy.routes.flatMap((route) =>
    matchesOf(route, policy).map(({ id, methods, url }) => ({
      id,
      match: { methods, url },
      ...handlersOf(route, policy),
      mutators: [{ handler: 'noop' }],
      upstream: { url: 'http://127.0.0.1:9000' },
    })),
  )

/** `noop` and not `anonymous`, which refuses a request with a token. */
function handlersOf(route: PolicyRoute, policy: Policy): { readonly [name: string]: YamlValue } {
  const noop = [{ handler: 'noop' }]
  if (route.level === 'public') return { authenticators: noop, authorizer: { handler: 'allow' } }
  const [scopes] = route.anyOf
  const isOpen = route.level === 'authenticated'
  if (!isOpen && scopes === undefined)
    return { authenticators: noop, authorizer: { handler: 'deny' } }
  const config = isOpen ? {} : { config: { required_scope: needed(scopes ?? [], policy) } }
  return { authenticators: [{ handler: 'jwt', ...config }], authorizer: { handler: 'allow' } }
}
