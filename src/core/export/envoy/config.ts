import type { Jwk } from '../../token/model.js'
import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyTokens } from '../policy.js'
import { luaOf } from './lua.js'
import { allowed, NULLS_DENIED } from './rbac.js'
import { routeMatcher } from './routes.js'

const TYPES = 'type.googleapis.com/envoy.extensions'

const LONG = { error_level: 100_000, warn_level: 100_000 }

/** The whole configuration: a listener on port 10000 in front of an API on port 9000 of this machine. */
export const envoyConfig = (policy: Policy): YamlValue => ({
  static_resources: {
    listeners: [
      {
        name: 'requests',
        address: { socket_address: { address: '127.0.0.1', port_value: 10000 } },
        filter_chains: [{ filters: [{ name: 'http', typed_config: http(policy) }] }],
      },
    ],
    clusters: [
      { name: 'api', type: 'STRICT_DNS', load_assignment: endpoint('api', '127.0.0.1', 9000) },
      ...keyCluster(policy.tokens),
    ],
  },
  // Envoy refuses long expressions by default.
  layered_runtime: {
    layers: [{ name: 'expressions', static_layer: { re2: { max_program_size: LONG } } }],
  },
})

const http = (policy: Policy): YamlValue => ({
  '@type': `${TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
  stat_prefix: 'requests',
  // Paths are judged as they were sent: nothing repairs them before.
  normalize_path: false,
  merge_slashes: false,
  path_with_escaped_slashes_action: 'REJECT_REQUEST',
  route_config: {
    virtual_hosts: [{ name: 'api', domains: ['*'], matcher: routeMatcher(policy) }],
  },
  http_filters: [
    { name: 'envoy.filters.http.jwt_authn', typed_config: jwt(policy.tokens) },
    {
      name: 'envoy.filters.http.lua',
      typed_config: {
        '@type': `${TYPES}.filters.http.lua.v3.Lua`,
        default_source_code: { inline_string: luaOf(policy.tokens) },
      },
    },
    rbac('scopectl.nulls', NULLS_DENIED),
    rbac('envoy.filters.http.rbac', allowed(policy)),
    {
      name: 'envoy.filters.http.router',
      typed_config: { '@type': `${TYPES}.filters.http.router.v3.Router` },
    },
  ],
})

const jwt = ({ keys, leeway }: PolicyTokens): YamlValue => ({
  '@type': `${TYPES}.filters.http.jwt_authn.v3.JwtAuthentication`,
  providers: {
    token: {
      ...(keys.from === 'copy'
        ? { local_jwks: { inline_string: JSON.stringify({ keys: namedKeys(keys.keys) }) } }
        : { remote_jwks: { http_uri: { uri: keys.url, cluster: 'keys', timeout: '5s' } } }),
      require_expiration: true,
      // Zero means a minute here; the Lua filter compares exactly.
      clock_skew_seconds: Math.max(1, leeway),
      from_headers: [{ name: 'Authorization', value_prefix: 'Bearer ' }],
      forward: true,
      payload_in_metadata: 'claims',
      header_in_metadata: 'header',
    },
  },
  // Each route, unless it says otherwise.
  rules: [{ match: { prefix: '/' }, requires: { provider_name: 'token' } }],
})

const rbac = (name: string, rules: YamlValue): YamlValue => ({
  name,
  typed_config: { '@type': `${TYPES}.filters.http.rbac.v3.RBAC`, rules },
})

/** Of several keys, Envoy also tries those without a name, or with the same one; `verify` never does. */
export function namedKeys(keys: readonly Jwk[]): readonly Jwk[] {
  if (keys.length === 1) return keys
  return keys.filter(
    ({ kid }) => kid !== undefined && keys.filter((other) => other.kid === kid).length === 1,
  )
}

function keyCluster({ keys }: PolicyTokens): YamlValue[] {
  if (keys.from === 'copy') return []
  const { protocol, hostname, port } = new URL(keys.url)
  const isTls = protocol === 'https:'
  const number = port === '' ? (isTls ? 443 : 80) : Number(port)
  // A URL has an IPv6 address in brackets, a socket does not.
  const address = hostname.replace(/^\[|\]$/g, '')
  return [
    {
      name: 'keys',
      // One connection at a time, to the first address of the name that accepts one: `localhost` often has two, of which
      // a server listens on one. STRICT_DNS takes each address for a server, or only those of IPv6.
      type: 'LOGICAL_DNS',
      dns_lookup_family: 'ALL',
      load_assignment: endpoint('keys', address, number),
      ...(isTls ? { transport_socket: tls(address) } : {}),
    },
  ]
}

const endpoint = (cluster_name: string, address: string, port: number): YamlValue => ({
  cluster_name,
  endpoints: [
    {
      lb_endpoints: [{ endpoint: { address: { socket_address: { address, port_value: port } } } }],
    },
  ],
})

function tls(host: string): YamlValue {
  const isAddress = /^[\d.]+$|:/.test(host)
  const name = { san_type: isAddress ? 'IP_ADDRESS' : 'DNS', matcher: { exact: host } }
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': `${TYPES}.transport_sockets.tls.v3.UpstreamTlsContext`,
      ...(isAddress ? {} : { sni: host }),
      common_tls_context: {
        validation_context: {
          trusted_ca: { filename: '/etc/ssl/certs/ca-certificates.crt' },
          match_typed_subject_alt_names: [name],
        },
      },
    },
  }
}
