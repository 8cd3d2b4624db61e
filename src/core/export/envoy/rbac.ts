import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyRoute } from '../policy.js'

type Entry = { readonly [name: string]: YamlValue }

/** What a route says about itself, for the filter below: `requires` is the same text for routes that require the same. */
export const requirementOf = ({ requires }: PolicyRoute): Entry => ({
  filter_metadata: { [NAMESPACE]: { requires } },
})

const NAMESPACE = 'scopectl'

/**
 * Who may call the routes: a policy for each requirement, which names the claims of an accepted token that are enough. What no
 * policy is for is denied.
 */
export function allowed(policy: Policy): Entry {
  const routes = new Map(policy.routes.map((route) => [route.requires, route]))
  const policies = [...routes.values()].flatMap((route) => {
    const principals = principalsOf(route, policy)
    const permissions = [isRequired(route)]
    return principals.length > 0 ? [[route.requires, { permissions, principals }] as const] : []
  })
  return {
    action: 'ALLOW',
    ...(policies.length > 0 ? { policies: Object.fromEntries(policies) } : {}),
  }
}

/** Lua cannot tell a null from a missing member. A public route has no token to check, so nothing here matches. */
export const NULLS_DENIED: Entry = {
  action: 'DENY',
  policies: {
    nulls: {
      permissions: [{ any: true }],
      principals: [
        ...['crit', 'b64', 'zip'].map((name) => inToken(['header', name], { present_match: true })),
        inToken(['header', 'typ'], { null_match: {} }),
      ],
    },
  },
}

const isRequired = ({ requires }: PolicyRoute): Entry =>
  metadata('ROUTE', NAMESPACE, ['requires'], { string_match: { exact: requires } })

/** Any accepted token, or one with any scope of the first; for a set of several scopes, with each of them. */
function principalsOf({ level, anyOf }: PolicyRoute, policy: Policy): Entry[] {
  if (level === 'authenticated') return [inToken(['claims', 'exp'], { present_match: true })]
  const single = anyOf.flatMap((scopes) => (scopes.length === 1 ? scopes : []))
  const several = anyOf.filter((scopes) => scopes.length > 1)
  return [
    ...(single.length > 0 ? [holdsAny(single, policy)] : []),
    ...several.map((scopes) => ({
      and_ids: { ids: scopes.map((name) => holdsAny([name], policy)) },
    })),
  ]
}

function inToken(path: readonly string[], value: Entry): Entry {
  return metadata('DYNAMIC', 'envoy.filters.http.jwt_authn', path, value)
}

function metadata(from: string, filter: string, path: readonly string[], value: Entry): Entry {
  const keys = path.map((key) => ({ key }))
  const metadata_matcher = { filter, path: keys, value }
  return { sourced_metadata: { metadata_matcher, metadata_source: from } }
}

/** The claim is text with spaces between the names. */
function holdsAny(names: readonly string[], { givenBy, tokens }: Policy): Entry {
  const givers = new Set(names.flatMap((name) => givenBy.get(name) ?? [name]))
  const [claim = []] = tokens.scopeClaims
  const regex = `(?s)(?:.* )?(?:${[...givers].map(literal).join('|')})(?: .*)?`
  return inToken(['claims', ...claim], { string_match: { safe_regex: { regex } } })
}

const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
