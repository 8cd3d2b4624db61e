import { escapedSegment } from '../../catalog/canonical-path.js'
import type { YamlValue } from '../block-yaml.js'
import { CANONICAL_SPELLING } from '../path-rules.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { methodsOf, type Precedence, precedenceOf } from '../precedence.js'
import { bucketsOf, type Start } from './buckets.js'
import { requirementOf } from './rbac.js'

type Entry = { readonly [name: string]: YamlValue }

const TYPES = 'type.googleapis.com/envoy'

/**
 * Which route answers a request: odd paths first; then, of the routes of the method whose paths begin like the request's, the
 * first one that matches, with the narrowest templates first.
 */
export const routeMatcher = (policy: Policy): Entry => {
  const lines = precedenceOf(policy)
  return {
    matcher_list: {
      matchers: [
        when(
          { not_matcher: matches(':path', regexOf(SPELLING)) },
          routes([answer('bad path', ANY, 400)]),
        ),
        when(matches(':path', regexOf(ODD)), routes([answer('dot or empty segment', ANY, 400)])),
        ...methodGroups(policy).map((methods) => {
          const own = lines.filter(({ route }) => methodsOf(route).includes(methods[0] ?? ''))
          return when(matches(':method', oneOf(methods)), byPath(own))
        }),
      ],
    },
    on_no_match: routes([NO_ROUTE]),
  }
}

/** A GET route also governs HEAD where no HEAD route, which comes first, has the path. */
function methodGroups({ routes: all }: Policy): string[][] {
  const methods = [...new Set(all.map(({ method }) => method))].sort()
  return methods.map((method) =>
    method === 'GET' && !methods.includes('HEAD') ? ['GET', 'HEAD'] : [method],
  )
}

function byPath(lines: readonly Precedence[]): Entry {
  const buckets = bucketsOf(lines, ({ route }) => startOf(route))
  const listed = buckets.map(({ prefix, lines: own }) => {
    const list = routes([...own.map(lineOf), NO_ROUTE])
    return [prefix, list] as const
  })
  return {
    matcher: {
      matcher_tree: {
        input: header(':path'),
        prefix_match_map: { map: Object.fromEntries(listed) },
      },
    },
  }
}

function startOf({ segments, parts, hasRest }: PolicyRoute): Start {
  const first = segments.indexOf(null)
  if (first === -1)
    return { text: `/${[...segments, ...(hasRest ? [''] : [])].join('/')}`, whole: !hasRest }
  const before = escapedSegment(parts[first]?.[0] ?? '')
  return { text: `/${[...segments.slice(0, first), before].join('/')}`, whole: false }
}

const QUERY = '(?:\\?[!"$-~]*)?'
export const SPELLING = `${CANONICAL_SPELLING.slice(1, -1)}${QUERY}`
export const ODD = '[^?]*/(?:/.*|\\.\\.?(?:[/?].*)?)'

function lineOf({ route, clash, except }: Precedence): Entry {
  const { name, level } = route
  const match = { safe_regex: { regex: route.path } }
  if (clash) {
    const headers = [
      pathHeader(withQuery(clash.path), false),
      ...except.map(({ path }) => pathHeader(withQuery(path), true)),
    ]
    return answer(`${name} or ${clash.name}`, { ...match, headers }, 501)
  }
  if (level === 'undecided') return answer(name, match, 501)
  const passed = { name, match, route: { cluster: 'api' } }
  if (level === 'public') return { ...passed, typed_per_filter_config: UNCHECKED }
  return { ...passed, metadata: requirementOf(route) }
}

const withQuery = (path: string): string => `(?:${path})${QUERY}`

const pathHeader = (regex: string, inverted: boolean): Entry => ({
  name: ':path',
  string_match: { safe_regex: { regex } },
  ...(inverted ? { invert_match: true } : {}),
})

const header = (header_name: string): Entry => ({
  name: header_name,
  typed_config: { '@type': `${TYPES}.type.matcher.v3.HttpRequestHeaderMatchInput`, header_name },
})

const matches = (name: string, value_match: Entry): Entry => ({
  single_predicate: { input: header(name), value_match },
})

const regexOf = (regex: string): Entry => ({ safe_regex: { google_re2: {}, regex } })

/** Several are GET and HEAD. */
const oneOf = ([only = '', ...more]: readonly string[]): Entry =>
  more.length > 0 ? regexOf([only, ...more].join('|')) : { exact: only }

const when = (predicate: Entry, on_match: Entry): Entry => ({ predicate, on_match })

const routes = (list: readonly Entry[]): Entry => ({
  action: {
    name: 'routes',
    typed_config: { '@type': `${TYPES}.config.route.v3.RouteList`, routes: list },
  },
})

const FILTERS = `${TYPES}.extensions.filters.http`

const UNCHECKED: Entry = {
  'envoy.filters.http.jwt_authn': {
    '@type': `${FILTERS}.jwt_authn.v3.PerRouteConfig`,
    disabled: true,
  },
  'envoy.filters.http.rbac': { '@type': `${FILTERS}.rbac.v3.RBACPerRoute` },
}

const answer = (name: string, match: Entry, status: number): Entry => ({
  name,
  match,
  direct_response: { status },
  typed_per_filter_config: UNCHECKED,
})

const ANY = { prefix: '/' }
const NO_ROUTE = answer('no route', ANY, 404)
