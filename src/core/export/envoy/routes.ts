import type { YamlValue } from '../block-yaml.js'
import { CANONICAL_SPELLING } from '../path-rules.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { rbacOf } from './rbac.js'

type Entry = { readonly [name: string]: YamlValue }

const TYPES = 'type.googleapis.com/envoy.extensions.filters.http'
const JWT = 'envoy.filters.http.jwt_authn'
const RBAC = 'envoy.filters.http.rbac'

/** The first route that matches a request answers it: odd paths, then the narrowest templates first, then nothing. */
export function envoyRoutes(policy: Policy): Entry[] {
  const head = policy.routes.filter(({ method }) => method === 'HEAD')
  const others = policy.routes.filter(({ method }) => method !== 'HEAD')
  return [
    answer('bad path', { prefix: '/', headers: [pathHeader(SPELLING, true)] }, 400),
    answer('dot or empty segment', { prefix: '/', headers: [pathHeader(ODD, false)] }, 400),
    ...[...head, ...others].flatMap((route) => entriesOf(route, policy)),
    answer('no route', { prefix: '/' }, 404),
  ]
}

const QUERY = '(?:\\?[!"$-~]*)?'
export const SPELLING = `${CANONICAL_SPELLING.slice(1, -1)}${QUERY}`
export const ODD = '[^?]*/(?:/.*|\\.\\.?(?:[/?].*)?)'

function entriesOf(route: PolicyRoute, policy: Policy): Entry[] {
  return [...clashesOf(route, policy), entryOf(route, policy)]
}

/** Where a later route also has the path and no narrower one than that: there is no decision. */
function clashesOf(route: PolicyRoute, { routes }: Policy): Entry[] {
  const order = new Map(routes.map((each, i) => [each.name, { each, i }]))
  const own = order.get(route.name)?.i ?? 0
  const later = route.clashes.flatMap((name) => order.get(name) ?? []).filter(({ i }) => i > own)
  return later.map(({ each }) => {
    const inner = each.narrower.flatMap((name) => order.get(name) ?? []).filter(({ i }) => i > own)
    const headers = [
      methodHeader(route),
      pathHeader(withQuery(each.path), false),
      ...inner.map((one) => pathHeader(withQuery(one.each.path), true)),
    ]
    return answer(`${route.name} or ${each.name}`, { ...pathMatch(route), headers }, 501)
  })
}

function entryOf(route: PolicyRoute, policy: Policy): Entry {
  const match = { ...pathMatch(route), headers: [methodHeader(route)] }
  if (route.level === 'undecided') return answer(route.name, match, 501)
  const open = route.level === 'public'
  return {
    name: route.name,
    match,
    route: { cluster: 'api' },
    typed_per_filter_config: open ? UNCHECKED : checked(rbacOf(route, policy)),
  }
}

const withQuery = (path: string): string => `(?:${path})${QUERY}`
const pathMatch = ({ path }: PolicyRoute): Entry => ({ safe_regex: { regex: path } })

/** A GET route also governs HEAD where no HEAD route, which comes first, has the path. */
const methodHeader = ({ method }: PolicyRoute): Entry => ({
  name: ':method',
  string_match: method === 'GET' ? { safe_regex: { regex: 'GET|HEAD' } } : { exact: method },
})

const pathHeader = (regex: string, inverted: boolean): Entry => ({
  name: ':path',
  string_match: { safe_regex: { regex } },
  ...(inverted ? { invert_match: true } : {}),
})

const UNCHECKED: Entry = {
  [JWT]: { '@type': `${TYPES}.jwt_authn.v3.PerRouteConfig`, disabled: true },
  [RBAC]: { '@type': `${TYPES}.rbac.v3.RBACPerRoute` },
}

const checked = (rules: YamlValue): Entry => ({
  [JWT]: { '@type': `${TYPES}.jwt_authn.v3.PerRouteConfig`, requirement_name: 'token' },
  [RBAC]: { '@type': `${TYPES}.rbac.v3.RBACPerRoute`, rbac: { rules } },
})

const answer = (name: string, match: Entry, status: number): Entry => ({
  name,
  match,
  direct_response: { status },
  typed_per_filter_config: UNCHECKED,
})
