import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { get } from '../support/raw-http.js'
import { CATALOG, files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

const BROWSER = 'Accept: text/html,application/xhtml+xml,*/*;q=0.8'
const dataIn = (html: string) =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(html)?.[1] ?? 'null')

test('a browser that opens the address of serve gets the access page', async () => {
  const cwd = files()
  const server = await serving(cwd)
  for (const line of ['GET /', 'GET /.scopectl/access']) {
    const { status, headers, body } = await get(server.port, line, [BROWSER])
    expect([line, status]).toEqual([line, 200])
    expect(headers.get('content-type')).toEqual(['text/html; charset=utf-8'])
    expect(headers.get('content-security-policy')).toEqual(["frame-ancestors 'none'"])
    expect(headers.get('cache-control')).toEqual(['no-store'])
    const data = dataIn(body)
    expect(data.side.routes.map(([method, path]: string[]) => `${method} ${path}`)).toEqual([
      ...['GET /items/', 'POST /items/', 'GET /health'],
    ])
    // The public half of the development key, so that the page can check signatures.
    const { keys } = JSON.parse((await get(server.port, 'GET /.well-known/jwks.json')).body)
    expect(data.token.keys.map(({ jwk }: { jwk: object }) => jwk)).toEqual([
      { kty: 'EC', crv: 'P-256', alg: 'ES256', kid: keys[0].kid, x: keys[0].x, y: keys[0].y },
    ])
    expect(body).not.toMatch(/scrypt|"d":"/)
  }
  // An edit is on the page that is loaded next.
  const file = join(cwd, 'scopes.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('/health', '/status'))
  await server.line(({ event }) => event === 'reloaded')
  expect((await get(server.port, 'GET /', [BROWSER])).body).toContain('/status')
})

test('the page has the file flags of serve, for the commands that it offers', async () => {
  const cwd = files()
  const args = ['--port', '0', '-c', 'scopes.yaml', '--users-file', 'users.yaml']
  const server = await serving(cwd, args)
  const { body } = await get(server.port, 'GET /.scopectl/access')
  expect(dataIn(body).given).toEqual({ catalog: 'scopes.yaml', usersFile: 'users.yaml' })
})

test('the page replaces no answer of the API to its clients or proxies', async () => {
  const server = await serving(files())
  const statusOf = async (line: string, ...headers: string[]) =>
    (await get(server.port, line, headers)).status
  expect(await statusOf('GET /')).toBe(404)
  expect(await statusOf('GET /', 'Accept: application/json')).toBe(404)
  expect(await statusOf('GET /', BROWSER, 'Authorization: Bearer x.y.z')).toBe(404)
  expect(await statusOf('HEAD /', BROWSER)).toBe(404)
  expect(await statusOf('GET /other', BROWSER)).toBe(404)
  expect(await statusOf('GET /items/', BROWSER)).toBe(401)
  const original = ['X-Original-Method: GET', 'X-Original-URI: /']
  expect(await statusOf('GET /.scopectl/authorize', BROWSER, ...original)).not.toBe(200)
  // A web page of somebody else cannot read it: neither across origins nor by another name of this machine.
  const foreign = await get(server.port, 'GET /', [BROWSER, 'Origin: https://evil.test'])
  expect(foreign.headers.get('access-control-allow-origin')).toBeUndefined()
  expect(await statusOf('GET /', BROWSER, 'Host: evil.test')).toBe(421)
})

test.each(['GET /: read', 'GET /{path*}: read', 'GET /: undecided'])(
  '%s governs the address itself',
  async (route) => {
    const catalog = CATALOG.replace('GET /health: public', route)
    const server = await serving(tempDir({ 'scopes.yaml': catalog }))
    const { status } = await get(server.port, 'GET /', [BROWSER])
    expect(status).toBe(route.endsWith('undecided') ? 501 : 401)
    expect((await get(server.port, 'GET /.scopectl/access', [BROWSER])).status).toBe(200)
  },
)
