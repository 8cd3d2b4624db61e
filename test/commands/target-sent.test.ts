import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { authority } from '../support/certificate.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { connectProxy, listening, tlsServer } from '../support/tls-world.js'

const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api, key: "env:KEY", algorithm: HS256 }
scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes: { GET /health: public, GET /items: read, DELETE /items: read }
`
const KEY = 'only-for-these-tests-0123456789abcdef'

/** The claims of the token in an Authorization header; `{}` if they cannot be read. */
function claimsOf(authorization = ''): { iat?: unknown; exp?: unknown; scope?: unknown } {
  try {
    const claims = JSON.parse(
      Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString(),
    )
    return claims instanceof Object ? claims : {}
  } catch {
    return {}
  }
}

/** An API that looks at scopes only, so that the commands go through to the end. */
function api() {
  const seen: { method: string; url: string; authorization: string | undefined }[] = []
  const listener: RequestListener = ({ method = '', url = '', headers }, response) => {
    const { authorization } = headers
    seen.push({ method, url, authorization })
    const isAllowed = claimsOf(authorization).scope === 'read' || url === '/health'
    const status = isAllowed ? 200 : authorization === undefined ? 401 : 403
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"items":[]}')
  }
  return { seen, listener }
}

const LEARN = ['server', 'learn', '--role', 'reader', '-o', 'server.yaml']
const RUNS: [string, string[]][] = [
  ['probe', ['probe']],
  ['server learn', LEARN],
]
const world = () => ({ cwd: tempDir({ 'scopes.yaml': CATALOG }), env: { KEY } })

describe.each(RUNS)('%s', (_name, command) => {
  const consent = [...command, '--with-configured-key']

  test('only reads, at routes of the catalog, and prints no token', async () => {
    const { seen, listener } = api()
    const at = world()
    const url = `http://127.0.0.1:${await listening(createServer(listener))}`
    const { stdout, stderr } = await scopectl(
      [...consent, command[0] === 'probe' ? url : `${url}/items`, '-v'],
      at,
    )
    expect(stdout + stderr).not.toMatch(/eyJ|only-for-these/)
    expect(seen.length).toBeGreaterThan(20)
    const methods = [...new Set(seen.map(({ method }) => method))].sort()
    // OPTIONS is sent without a token, once for each path.
    expect(methods).toEqual(command[0] === 'probe' ? ['GET', 'HEAD', 'OPTIONS'] : ['GET', 'HEAD'])
    const asked = seen.filter(({ method }) => method === 'OPTIONS')
    expect(asked.filter(({ authorization }) => authorization !== undefined)).toEqual([])
    // probe also tries other spellings of its routes.
    expect(seen.map(({ url: path }) => path.toLowerCase().replace(/\/$/, ''))).toEqual(
      seen.map(() => expect.stringMatching(/^\/(items|health)$/)),
    )
  })

  test('sends nothing to a server whose certificate is not trusted', async () => {
    const { seen, listener } = api()
    const ca = authority()
    const url = `https://localhost:${await tlsServer(ca.issue(['localhost']), listener)}/items`
    for (const env of [{ KEY }, { KEY, NODE_TLS_REJECT_UNAUTHORIZED: '0' }]) {
      const { exit, stderr } = await scopectl([...consent, url], { ...world(), env })
      expect(exit).toBe(2)
      expect(stderr).toMatch(/^error\[(learn|probe)-unreachable\]/m)
    }
    expect(seen).toEqual([])
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'ca.pem': ca.cert })
    const env = { KEY, NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem') }
    await scopectl([...consent, url], { cwd, env })
    expect(seen).not.toEqual([])
  })

  test('does not use a proxy', async () => {
    const { seen, listener } = api()
    const ca = authority()
    const server = await tlsServer(ca.issue(['api.invalid']), listener)
    const proxy = await connectProxy({ 'api.invalid:443': server })
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'ca.pem': ca.cert })
    const env = {
      KEY,
      NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem'),
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_USE_ENV_PROXY: '1',
    }
    const allowed = ['https://api.invalid/items', '--i-may-test', 'api.invalid']
    const { exit } = await scopectl([...consent, ...allowed], { cwd, env })
    expect([exit, proxy.asked, seen]).toEqual([2, [], []])
  })
})

test('server learn sends nothing if the catalog names a key and the user does not consent', async () => {
  const { seen, listener } = api()
  const url = `http://127.0.0.1:${await listening(createServer(listener))}/items`
  const { exit, stderr } = await scopectl([...LEARN, url], world())
  expect([exit, seen]).toEqual([2, []])
  expect(stderr).toContain('error[learn-needs-consent]')
})
