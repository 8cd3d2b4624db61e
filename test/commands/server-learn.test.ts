import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Profile } from '../../src/core/as-server/schema.js'
import { startServer } from '../interop/support/start-server.js'
import { freePort } from '../support/free-port.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = JSON.stringify({
  token: { issuer: 'http://localhost:8000', audience: 'items-api', scope_claim: 'scope' },
  scopes: { read: 'Read', write: 'Write' },
  roles: { reader: { scopes: ['read'] }, writer: { scopes: ['write'] } },
  routes: { 'GET /health': 'public', 'GET /items': 'read', 'GET /me': 'authenticated' },
})

const stops: (() => void)[] = []
afterAll(() => {
  for (const stop of stops) stop()
})

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stops.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const learn = (cwd: string, url: string, ...flags: string[]) =>
  scopectl(['server', 'learn', url, '--role', 'reader', '-o', 'server.yaml', ...flags], { cwd })

test('serve accepts what check accepts, and check --as-server FILE answers like it', async () => {
  const cwd = tempDir({ 'scopes.json': CATALOG })
  const port = `${await freePort()}`
  const { origin } = await startServer(join(wrapperDir(), 'scopectl'), ['serve', '--port', port], {
    cwd,
    env: plainEnv(cwd),
  })
  const done = await learn(cwd, `${origin}/items`)
  expect(done.stderr).not.toMatch(/error/)
  expect(done.exit).toBe(0)
  const text = readFileSync(join(cwd, 'server.yaml'), 'utf8')
  expect(text).not.toMatch(/ey[JA]/)
  const table = parse(text) as Profile
  expect(table.answers).toEqual({
    no_token: { status: 401 },
    refused: { status: 401 },
    forbidden: { status: 403 },
  })
  expect(table.public).toBe('ignores-token')
  expect(table.token.leeway).toBe(0)
  expect(table.token.accepts).toEqual([
    'bad-header/typ-at+jwt',
    'bad-header/typ-missing',
    'unknown-key/kid-missing',
    'bad-claim/iat-missing',
    'bad-claim/jti-missing',
    'bad-claim/jti-type',
    'bad-claim/client_id-type',
    'bad-claim/dpop-bound',
  ])
  const again = await learn(cwd, `${origin}/items`, '--force')
  expect(again.exit).toBe(0)
  expect(readFileSync(join(cwd, 'server.yaml'), 'utf8')).toBe(text)

  const ask = (...flags: string[]) =>
    scopectl(['check', '--route', 'GET /items', '--as-server', './server.yaml', ...flags], { cwd })
  expect((await ask('--role', 'reader', '--expect', '200')).exit).toBe(0)
  expect((await ask('--role', 'writer', '--expect', '403')).exit).toBe(0)
  expect((await ask('--anonymous', '--expect', '401')).exit).toBe(0)
})

test('never follows a redirect', async () => {
  const asked: (string | undefined)[] = []
  const other = await served((request, response) => {
    asked.push(request.headers.authorization)
    response.end()
  })
  const origin = await served((request, response) => {
    if (request.headers.authorization === undefined) response.writeHead(401).end()
    else response.writeHead(302, { location: other }).end()
  })
  const { exit, stderr } = await learn(tempDir({ 'scopes.json': CATALOG }), `${origin}/items`)
  expect(stderr).toMatch(/^error\[learn-refused\]: .* answers 302 to a valid token/)
  expect(exit).toBe(2)
  expect(asked).toEqual([])
})

describe('nothing is learned, and nothing written', () => {
  const cwd = tempDir({ 'scopes.json': CATALOG })
  const refused = async (url: string, ...flags: string[]) => {
    const { exit, stderr } = await learn(cwd, url, ...flags)
    expect(exit).toBe(2)
    return /^error\[([\w-]+)\]/.exec(stderr)?.[1]
  }
  test('from a route that is open, or refuses a valid token', async () => {
    const open = await served((_request, response) => response.end())
    expect(await refused(`${open}/items`)).toBe('learn-no-guard')
    const shut = await served((_request, response) => response.writeHead(401).end())
    expect(await refused(`${shut}/items`)).toBe('learn-refused')
  })
  test('from a server that redirects to a login page, or does not check scopes', async () => {
    const login = await served((_request, response) =>
      response.writeHead(302, { location: '/login' }).end(),
    )
    expect(await refused(`${login}/items`)).toBe('learn-status')
    const any = await served(({ headers: { authorization } }, response) =>
      response.writeHead(authorization === undefined ? 401 : 200).end(),
    )
    expect(await refused(`${any}/items`)).toBe('learn-no-scopes')
  })
  test('from a server that is not running, or is another machine', async () => {
    expect(await refused(`http://127.0.0.1:${await freePort()}/items`)).toBe('learn-unreachable')
    expect(await refused('https://example.invalid/items')).toBe('target-host')
  })
  test('from a route without scopes, or one that the subject may not call', async () => {
    const origin = await served((_request, response) => response.end())
    expect(await refused(`${origin}/me`)).toBe('learn-route')
    expect(await refused(`${origin}/health`)).toBe('learn-route')
    const args = ['server', 'learn', `${origin}/items`, '--role', 'writer', '-o', 'server.yaml']
    expect((await scopectl(args, { cwd })).stderr).toContain('error[learn-cannot-call]')
  })
  test('with a configured key and no consent', async () => {
    const token = { ...(JSON.parse(CATALOG) as { token: object }).token, key: 'env:SECRET' }
    const catalog = { ...(JSON.parse(CATALOG) as object), token: { ...token, algorithm: 'HS256' } }
    const place = {
      cwd: tempDir({ 'scopes.json': JSON.stringify(catalog) }),
      env: { SECRET: 'only-for-these-tests-0123456789abcdef' },
    }
    const origin = await served((_request, response) => response.end())
    const args = ['server', 'learn', `${origin}/items`, '--role', 'reader', '-o', 'server.yaml']
    expect((await scopectl(args, place)).stderr).toContain('error[learn-needs-consent]')
    const agreed = await scopectl([...args, '--with-configured-key'], place)
    expect(agreed.stderr).toContain('error[learn-no-guard]')
  })
})
