import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
token: { issuer: https://idp.test, audience: api, algorithm: ES256, key: "https://idp.test/jwks", scope_claim: scope, scope_format: string }
scopes: { read: Read, write: Write }
routes:
  GET /{x}: write
  GET /a: read
  GET /health: public
  GET /k: { any: [{ scheme: Key }] }
  GET /later: undecided
  GET /{x}/b: read
  GET /a/{y}: write
`

test('export envoy writes routes with the narrowest first, and denies what nothing allows', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const done = await scopectlHere(['export', 'envoy', 'envoy/'], { cwd })
  expect(done.exit, done.stderr).toBe(0)
  expect(done.stdout).toContain('start: cd envoy && envoy -c envoy.yaml\n')
  expect(done.stderr).toContain('1 route is undecided, and always denied: `GET /later`')
  const text = readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')
  const [listener] = parse(text).static_resources.listeners
  const { route_config, http_filters } = listener.filter_chains[0].filters[0].typed_config
  const { routes } = route_config.virtual_hosts[0]
  expect(routes.map((each: { name: string }) => each.name)).toEqual([
    ...['bad path', 'dot or empty segment', 'GET /a', 'GET /a/{y} or GET /{x}/b', 'GET /a/{y}'],
    ...['GET /health', 'GET /k', 'GET /later', 'GET /{x}', 'GET /{x}/b', 'no route'],
  ])
  const statuses = routes.map((each: { direct_response?: object }) => each.direct_response)
  expect(statuses.map((each?: { status: number }) => each?.status)).toEqual([
    ...[400, 400, undefined, 501, undefined, undefined, undefined, 501, undefined, undefined, 404],
  ])
  // RBAC without a policy allows nobody.
  const { rules } = http_filters[2].typed_config
  expect(rules).toEqual({ action: 'ALLOW' })
  const keyed = routes[6].typed_per_filter_config['envoy.filters.http.rbac']
  expect(keyed.rbac).toEqual({ rules: { action: 'ALLOW' } })
  const again = await scopectlHere(['export', 'envoy', 'envoy/', '--leeway', '30s', '--json'], {
    cwd,
  })
  expect(again.exit).toBe(0)
  expect(readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')).toContain('clock_skew_seconds: 30')
})

test.for([
  ['http://localhost:8000/jwks', 'localhost', undefined],
  ['https://idp.test/jwks', 'idp.test', 'DNS'],
  ['http://[::1]:8000/jwks', '::1', undefined],
  ['https://[::1]:8000/jwks', '::1', 'IP_ADDRESS'],
  ['https://127.0.0.1/jwks', '127.0.0.1', 'IP_ADDRESS'],
])('export envoy fetches keys from the host of %s', async ([url, address, names]) => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG.replace('https://idp.test/jwks', `${url}`) })
  expect(await scopectlHere(['export', 'envoy', 'envoy'], { cwd })).toMatchObject({ exit: 0 })
  const text = readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')
  const { clusters } = parse(text).static_resources
  // Each address of the name is tried, as export-envoy.interop.ts shows.
  expect(clusters[1]).toMatchObject({ type: 'LOGICAL_DNS', dns_lookup_family: 'ALL' })
  const [{ lb_endpoints }] = clusters[1].load_assignment.endpoints
  expect(lb_endpoints[0].endpoint.address.socket_address).toMatchObject({ address })
  const tls = clusters[1].transport_socket?.typed_config
  const [name] = tls?.common_tls_context.validation_context.match_typed_subject_alt_names ?? []
  expect(name?.san_type).toBe(names)
  expect(tls?.sni).toBe(names === 'DNS' ? address : undefined)
})
