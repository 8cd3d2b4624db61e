import type { YamlValue } from '../block-yaml.js'
import { ODD, SPELLING } from '../envoy/routes.js'
import type { PolicyTokens } from '../policy.js'
import { istioLua } from './lua.js'

type Entry = { readonly [name: string]: YamlValue }

const TYPES = 'type.googleapis.com/envoy.extensions.filters'
const HCM = 'envoy.filters.network.http_connection_manager'

/** How Envoy reads paths: as they were sent. */
const PATHS_AS_SENT: Entry = {
  normalize_path: false,
  merge_slashes: false,
  path_with_escaped_slashes_action: 'REJECT_REQUEST',
}

/** Before Envoy 1.35, templates match no `*`: a wider route would then have paths of a narrower one. */
const STAR = '[^?]*\\*.*'

/** Refuses each path that is not in the one spelling that all servers read alike, and each with a `*`. */
const pathFilter: Entry = {
  name: 'scopectl.paths',
  typed_config: {
    '@type': `${TYPES}.http.rbac.v3.RBAC`,
    rules: {
      action: 'DENY',
      policies: {
        paths: {
          permissions: [
            { header: pathHeader(SPELLING, true) },
            { header: pathHeader(ODD, false) },
            { header: pathHeader(STAR, false) },
          ],
          principals: [{ any: true }],
        },
      },
    },
  },
}

const tokenFilter = (tokens: PolicyTokens): Entry => ({
  name: 'scopectl.tokens',
  typed_config: {
    '@type': `${TYPES}.http.lua.v3.Lua`,
    default_source_code: { inline_string: istioLua(tokens) },
  },
})

/** The patches of an EnvoyFilter: what the objects of Istio do not check. */
export const patches = (tokens: PolicyTokens): YamlValue => [
  {
    applyTo: 'NETWORK_FILTER',
    match: inbound({ filter: { name: HCM } }),
    patch: {
      operation: 'MERGE',
      value: {
        typed_config: {
          '@type': `${TYPES}.network.http_connection_manager.v3.HttpConnectionManager`,
          ...PATHS_AS_SENT,
        },
      },
    },
  },
  {
    applyTo: 'HTTP_FILTER',
    match: inbound({ filter: { name: HCM } }),
    patch: { operation: 'INSERT_FIRST', value: pathFilter },
  },
  {
    applyTo: 'HTTP_FILTER',
    match: inbound({
      filter: { name: HCM, subFilter: { name: 'envoy.filters.http.jwt_authn' } },
    }),
    patch: { operation: 'INSERT_AFTER', value: tokenFilter(tokens) },
  },
]

const inbound = (filterChain: Entry): Entry => ({
  context: 'SIDECAR_INBOUND',
  listener: { filterChain },
})

function pathHeader(regex: string, inverted: boolean): Entry {
  return {
    name: ':path',
    string_match: { safe_regex: { regex } },
    ...(inverted ? { invert_match: true } : {}),
  }
}
