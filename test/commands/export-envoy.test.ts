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
  expect(done.stdout).toContain('start: envoy -c envoy/envoy.yaml\n')
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
  // A policy for each requirement; none for one that no token satisfies, whose routes are denied.
  const { action, policies } = http_filters[3].typed_config.rules
  expect(action).toBe('ALLOW')
  expect(Object.keys(policies)).toEqual(['read', 'write'])
  const requires = routes.map((each: { metadata?: { filter_metadata: object } }) =>
    Object.values(each.metadata?.filter_metadata ?? {}).map((said) => said.requires),
  )
  expect(requires.flat()).toEqual(['read', 'write', '[scheme Key]', 'write', 'read'])
  const again = await scopectlHere(['export', 'envoy', 'envoy/', '--leeway', '30s', '--json'], {
    cwd,
  })
  expect(again.exit).toBe(0)
  expect(readFileSync(join(cwd, 'envoy/envoy.yaml'), 'utf8')).toContain('clock_skew_seconds: 30')
})
