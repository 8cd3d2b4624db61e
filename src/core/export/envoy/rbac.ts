import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyRoute } from '../policy.js'

/** Who may call a route: any accepted token, or one whose scope claim has one of the sets. */
export function rbacOf(route: PolicyRoute, policy: Policy): YamlValue {
  if (route.level === 'authenticated') return allow([ACCEPTED])
  return allow(
    route.anyOf
      .filter((scopes) => scopes.length > 0)
      .map((scopes) => ({
        and_ids: { ids: [ACCEPTED, ...scopes.map((name) => holds(name, policy))] },
      })),
  )
}

/** Without a principal, nobody is allowed. */
const allow = (principals: readonly YamlValue[]): YamlValue => ({
  action: 'ALLOW',
  ...(principals.length > 0
    ? { policies: { token: { permissions: [{ any: true }], principals } } }
    : {}),
})

const metadata = (path: readonly string[], value: YamlValue): YamlValue => ({
  metadata: {
    filter: 'envoy.filters.http.jwt_authn',
    path: path.map((key) => ({ key })),
    value,
  },
})

/** Lua does not see a null. */
const ACCEPTED: YamlValue = {
  and_ids: {
    ids: [
      metadata(['claims', 'exp'], { present_match: true }),
      ...['crit', 'b64', 'zip'].map((name) => ({
        not_id: metadata(['header', name], { present_match: true }),
      })),
      { not_id: metadata(['header', 'typ'], { null_match: {} }) },
    ],
  },
}

/** The claim is text with spaces between the names. */
function holds(name: string, { givenBy, tokens }: Policy): YamlValue {
  const givers = (givenBy.get(name) ?? [name]).map(literal).join('|')
  const [claim = []] = tokens.scopeClaims
  const regex = `(?s)(?:.* )?(?:${givers})(?: .*)?`
  return metadata(['claims', ...claim], { string_match: { safe_regex: { regex } } })
}

const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')
