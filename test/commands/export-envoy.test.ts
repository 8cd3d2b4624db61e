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

interface Route {
  readonly name: string
  readonly direct_response?: { readonly status: number }
  readonly metadata?: {
    readonly filter_metadata: { readonly scopectl: { readonly requires: string } }
  }
}

test('export envoy writes routes with the narrowest first, and denies what nothing allows', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const done = await scopectlHere(['export', 'envoy', 'envoy/'], { cwd })
  expect(done.exit, done.stderr).toBe(0)
  expect(done.stdout).toContain('start: cd envoy && envoy -c envoy.yaml\n')
  expect(done.stderr).toContain('1 route is undecided, and always denied: `GET /later`')
  const text = readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')
  const [listener] = parse(text).static_resources.listeners
  const { route_config, http_filters } = listener.filter_chains[0].filters[0].typed_config
  const { matcher_list, on_no_match } = route_config.virtual_hosts[0].matcher
  const routesOf = ({ action }: { action: { typed_config: { routes: Route[] } } }) =>
    action.typed_config.routes
  const namesOf = (routes: Route[]) => routes.map(({ name }) => name)
  const [bad, odd, get, ...others] = matcher_list.matchers
  expect(others).toEqual([])
  expect(get.predicate.single_predicate.value_match.safe_regex.regex).toBe('GET|HEAD')
  expect([bad, odd].flatMap(({ on_match }) => namesOf(routesOf(on_match)))).toEqual([
    ...['bad path', 'dot or empty segment'],
  ])
  expect(namesOf(routesOf(on_no_match))).toEqual(['no route'])
  const { map } = get.on_match.matcher.matcher_tree.prefix_match_map
  expect(Object.keys(map)).toEqual(['/'])
  const routes = routesOf(map['/'])
  expect(namesOf(routes)).toEqual([
    ...['GET /a', 'GET /a/{y} or GET /{x}/b', 'GET /a/{y}'],
    ...['GET /health', 'GET /k', 'GET /later', 'GET /{x}', 'GET /{x}/b', 'no route'],
  ])
  expect(routes.map(({ direct_response }) => direct_response?.status)).toEqual([
    ...[undefined, 501, undefined, undefined, undefined, 501, undefined, undefined, 404],
  ])
  // A policy for each requirement; none for one that no token satisfies, whose routes are denied.
  const { action, policies } = http_filters[3].typed_config.rules
  expect(action).toBe('ALLOW')
  expect(Object.keys(policies)).toEqual(['read', 'write'])
  const requires = routes.flatMap(
    ({ metadata }) => metadata?.filter_metadata.scopectl.requires ?? [],
  )
  expect(requires).toEqual(['read', 'write', '[scheme Key]', 'write', 'read'])
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

test('the routes of each method are divided by how their paths begin', async () => {
  const own = Array.from({ length: 120 }, (_, i) => [`GET /a/n${i}`, `POST /a/n${i}/{id}`])
  const lines = [...own.flat(), 'HEAD /health', 'GET /{x}'].map((name) => `  ${name}: read\n`)
  const [head = ''] = CATALOG.split('routes:')
  const cwd = tempDir({ 'scopes.yaml': `${head}routes:\n${lines.join('')}` })
  const done = await scopectlHere(['export', 'envoy', 'envoy'], { cwd })
  expect(done.exit, done.stderr).toBe(0)
  const [listener] = parse(readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')).static_resources
    .listeners
  const { route_config } = listener.filter_chains[0].filters[0].typed_config
  const [, , ...methods] = route_config.virtual_hosts[0].matcher.matcher_list.matchers
  const seen = methods.map(({ predicate, on_match }: MethodMatcher) => {
    const { map } = on_match.matcher.matcher_tree.prefix_match_map
    const sizes = Object.entries(map).map(([prefix, { action }]) => {
      const { length } = action.typed_config.routes
      return [prefix, length] as const
    })
    return [predicate.single_predicate.value_match, sizes] as const
  })
  expect(seen.map(([method]: [object]) => method)).toEqual([
    ...[{ exact: 'GET' }, { exact: 'HEAD' }, { exact: 'POST' }],
  ])
  for (const [, sizes] of seen) {
    expect(sizes.length).toBeGreaterThan(100)
    expect(Math.max(...sizes.map(([, size]: [string, number]) => size))).toBeLessThanOrEqual(101)
  }
})

interface MethodMatcher {
  readonly predicate: { single_predicate: { value_match: object } }
  readonly on_match: {
    matcher: {
      matcher_tree: {
        prefix_match_map: {
          map: Record<string, { action: { typed_config: { routes: readonly Route[] } } }>
        }
      }
    }
  }
}
