import { expect, type TestContext, test } from 'vitest'
import { type ForwardProxy, PROXIES, programOf, startProxy } from '../support/forward-proxy.js'
import { get, type RawReply } from '../support/raw-http.js'
import { scopectl } from '../support/scopectl.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] } }
routes:
  GET /items/: read
  POST /items/: write
  GET /items/{id}: { any: [write, read] }
  GET /me: authenticated
  GET /health: public
  POST /exports: undecided
`
const USERS = 'users:\n  alice: {}\n'

const seen = ({ status, headers }: RawReply) => [status, ...(headers.get('www-authenticate') ?? [])]

/** The guard, an API that allows everything, so that every denial comes from the proxy, and the proxy between them. */
async function world(
  proxy: ForwardProxy,
  context: TestContext,
  flags: { readonly cors?: boolean } = {},
) {
  const program = programOf(proxy)
  if (program === undefined) {
    const reason = `${proxy.name} is not installed here (${proxy.install})`
    console.log(`skipped: forward-auth behind ${proxy.name}: ${reason}`)
    return context.skip(reason)
  }
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  const guard = await serving(cwd)
  const routes = CATALOG.replace(/^ {2}(\w+ \/\S*):.*$/gm, '  $1: public')
  const api = await serving(tempDir({ 'scopes.yaml': routes }))
  const port = await startProxy(proxy, program, { guard: guard.port, api: api.port }, flags)
  return { cwd, port }
}

/** What a browser asks before it sends the request. */
const PREFLIGHT = ['Origin: http://localhost:5173', 'Access-Control-Request-Method: POST']

test.for(PROXIES)('a real $name gives the same answers as check', async (proxy, context) => {
  const { cwd, port } = await world(proxy, context)
  const token = async (...args: string[]) =>
    (await scopectl(['token', '--user', 'alice', ...args], { cwd })).stdout.trim()
  const bearer = async (...args: string[]) => [`Authorization: Bearer ${await token(...args)}`]
  const good = await bearer()
  const expired = await bearer('--flaw', 'expired')

  const cells: [string, string[], (number | string)[]][] = [
    ['GET /health', [], [200]],
    ['GET /items/', [], [401, 'Bearer scope="read"']],
    ['GET /items/', good, [200]],
    ['HEAD /items/', good, [200]],
    ['GET /items/?page=2', good, [200]],
    ['GET /items/', expired, [401, 'Bearer error="invalid_token", scope="read"']],
    ['POST /items/', good, [403, 'Bearer error="insufficient_scope", scope="write"']],
    ['GET /items/42', good, [200]],
    ['GET /me', good, [200]],
    ['GET /me', [], [401, 'Bearer']],
  ]
  for (const [line, headers, due] of cells) {
    expect([line, ...seen(await get(port, line, headers))]).toEqual([line, ...due])
  }
  // Without a verdict there is no access, however the proxy reads the path: `POST /items/` in another spelling.
  const refused: [string, string[]][] = [
    ['GET /nothing', good],
    ['POST /exports', good],
    ['POST /health/../items/', good],
    ['POST /health/%2e%2e/items/', good],
    ['POST //items/', good],
    ['GET /items/?access_token=x', good],
    ['GET /health', [...good, ...good]],
  ]
  for (const [line, headers] of refused) {
    const { status } = await get(port, line, headers)
    expect([line, status >= 400], String(status)).toEqual([line, true])
  }
  // The client's own headers do not change the question.
  for (const pair of ['X-Original-Ur', 'X-Forwarded-Ur']) {
    const faked = [`${pair}i: /health`, `${pair.replace('Ur', 'Method')}: GET`]
    expect((await get(port, 'GET /items/', faked)).status, pair).toBeGreaterThanOrEqual(400)
  }
  // Nor do headers that the client declares to be about its connection only.
  const dropped =
    'Connection: X-Forwarded-Method, X-Forwarded-Uri, X-Original-Method, X-Original-URI'
  expect((await get(port, 'POST /items/', [...good, dropped])).status).toBeGreaterThanOrEqual(400)
  // A preflight has no token; the API answers it. Any other method needs one, whatever its headers.
  const preflight = await get(port, 'OPTIONS /items/', PREFLIGHT)
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-methods')).toEqual(['POST'])
  expect((await get(port, 'POST /items/', PREFLIGHT)).status).toBe(401)
  const override = ['X-HTTP-Method-Override: OPTIONS', 'X-Forwarded-Method: OPTIONS']
  expect((await get(port, 'POST /items/', override)).status).toBeGreaterThanOrEqual(400)
})

test.for(PROXIES)(
  'without its CORS line, $name lets no preflight through',
  async (proxy, context) => {
    const { port } = await world(proxy, context, { cors: false })
    expect((await get(port, 'OPTIONS /items/', PREFLIGHT)).status).toBeGreaterThanOrEqual(400)
    expect((await get(port, 'GET /health')).status).toBe(200)
  },
)
