import type { YamlValue } from '../block-yaml.js'
import { CANONICAL_SPELLING } from '../path-rules.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { methodsOf, precedenceOf } from '../precedence.js'
import { requirementOf } from './rbac.js'

type Entry = { readonly [name: string]: YamlValue }

const TYPES = 'type.googleapis.com/envoy.extensions.filters.http'
const JWT = 'envoy.filters.http.jwt_authn'
const RBAC = 'envoy.filters.http.rbac'

/** The first route that matches a request answers it: odd paths, then the narrowest templates first, then nothing. */
export const envoyRoutes = (policy: Policy): Entry[] => [
  answer('bad path', { prefix: '/', headers: [pathHeader(SPELLING, true)] }, 400),
  answer('dot or empty segment', { prefix: '/', headers: [pathHeader(ODD, false)] }, 400),
  ...precedenceOf(policy).map((line) =>
    line.clash ? clashOf(line.route, line.clash, line.except) : entryOf(line.route),
  ),
  answer('no route', { prefix: '/' }, 404),
]

const QUERY = '(?:\\?[!"$-~]*)?'
export const SPELLING = `${CANONICAL_SPELLING.slice(1, -1)}${QUERY}`
export const ODD = '[^?]*/(?:/.*|\\.\\.?(?:[/?].*)?)'

function clashOf(route: PolicyRoute, clash: PolicyRoute, except: readonly PolicyRoute[]): Entry {
  const headers = [
    methodHeader(route),
    pathHeader(withQuery(clash.path), false),
    ...except.map(({ path }) => pathHeader(withQuery(path), true)),
  ]
  return answer(`${route.name} or ${clash.name}`, { ...pathMatch(route), headers }, 501)
}

function entryOf(route: PolicyRoute): Entry {
  const { name } = route
  const match = { ...pathMatch(route), headers: [methodHeader(route)] }
  if (route.level === 'undecided') return answer(name, match, 501)
  const passed = { name, match, route: { cluster: 'api' } }
  if (route.level === 'public') return { ...passed, typed_per_filter_config: UNCHECKED }
  return { ...passed, metadata: requirementOf(route) }
}

const withQuery = (path: string): string => `(?:${path})${QUERY}`
const pathMatch = ({ path }: PolicyRoute): Entry => ({ safe_regex: { regex: path } })

function methodHeader(route: PolicyRoute): Entry {
  const [only = '', ...more] = methodsOf(route)
  return {
    name: ':method',
    string_match:
      more.length > 0 ? { safe_regex: { regex: [only, ...more].join('|') } } : { exact: only },
  }
}

const pathHeader = (regex: string, inverted: boolean): Entry => ({
  name: ':path',
  string_match: { safe_regex: { regex } },
  ...(inverted ? { invert_match: true } : {}),
})

const UNCHECKED: Entry = {
  [JWT]: { '@type': `${TYPES}.jwt_authn.v3.PerRouteConfig`, disabled: true },
  [RBAC]: { '@type': `${TYPES}.rbac.v3.RBACPerRoute` },
}

const answer = (name: string, match: Entry, status: number): Entry => ({
  name,
  match,
  direct_response: { status },
  typed_per_filter_config: UNCHECKED,
})
