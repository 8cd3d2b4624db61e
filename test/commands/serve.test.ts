import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { allParts, partsRun } from '../support/parts-run.js'
import { scopectl } from '../support/scopectl.js'
import { type Line, type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

/** `wonderland` and `s3cret`, at the least cost that is taken. */
const PASSWORD =
  'scrypt$1024$8$1$AAECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE'
const SECRET = 'scrypt$1024$8$1$AAECAwQFBgcICQoLDA0ODw$VUxwRnF5Q0Bp1ycKwv3w_8EsJ6Oi4nCZt63MbyI-8I4'

const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api }
scopes: { read: Read, write: Write, admin: { description: All, implies: [write] } }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes:
  GET /items/: read
  POST /items/: write
  GET /health: public
`
const USERS = `
users:
  alice: { roles: [editor], password: ${PASSWORD} }
  bob: {}
  carol: { disabled: true, password: ${PASSWORD} }
clients:
  ci: { scopes: [read, write], secret: ${SECRET} }
  off: { scopes: [read], secret: ${SECRET}, disabled: true }
  plain: { scopes: [read] }
`
const files = (): string => tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
const basic = (id: string, secret: string) => `Basic ${btoa(`${id}:${secret}`)}`

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

async function post(
  { port }: Serving,
  path: string,
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const type = 'application/x-www-form-urlencoded'
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
    headers: { 'content-type': type, ...headers },
  })
  const { status } = response
  return { status, headers: response.headers, body: (await response.json()) as Reply['body'] }
}

describe('POST /token', () => {
  const password = { grant_type: 'password', username: 'alice', password: 'wonderland' }

  test('a user by password, a client by its secret: what is granted, and no more', async () => {
    const server = await serving(files())
    const all = await post(server, '/token', password)
    expect(all.status).toBe(200)
    expect(all.headers.get('cache-control')).toBe('no-store')
    const { access_token: token, ...rest } = all.body
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 900, scope: 'read write' })
    const bearer = { authorization: `Bearer ${token}` }
    expect((await post(server, '/items/', '', bearer)).status).toBe(200)

    const cases: [Record<string, string>, Record<string, string>, unknown][] = [
      [{ ...password, scope: 'read' }, {}, 'read'],
      // Without a value it is as if it were not there (RFC 6749 §3.2), as in FastAPI's form.
      [{ ...password, scope: '' }, {}, 'read write'],
      [{ username: 'alice', password: 'wonderland' }, {}, 'read write'],
      [password, { authorization: basic('ci', 's3cret') }, 'read write'],
      [password, { authorization: basic('', '') }, 'read write'],
      [
        { grant_type: 'client_credentials' },
        { authorization: basic('ci', 's3cret') },
        'read write',
      ],
      [
        {
          grant_type: 'client_credentials',
          client_id: 'ci',
          client_secret: 's3cret',
          scope: 'write',
        },
        {},
        'write',
      ],
    ]
    for (const [form, headers, scope] of cases) {
      const { status, body } = await post(server, '/token', form, headers)
      expect([form, status, body['scope']]).toEqual([form, 200, scope])
    }
  })

  test('every refusal of RFC 6749 §5.2', async () => {
    const server = await serving(files())
    const client = { grant_type: 'client_credentials' }
    const cases: [Record<string, string> | string, Record<string, string>, number, string][] = [
      [{ ...password, password: 'x' }, {}, 400, 'invalid_grant'],
      [{ ...password, username: 'nobody' }, {}, 400, 'invalid_grant'],
      [{ ...password, username: '__proto__' }, {}, 400, 'invalid_grant'],
      [{ ...password, username: 'bob', password: '' }, {}, 400, 'invalid_request'],
      [{ ...password, username: 'bob' }, {}, 400, 'invalid_grant'],
      [{ ...password, username: 'carol' }, {}, 400, 'invalid_grant'],
      [{ ...password, scope: 'admin' }, {}, 400, 'invalid_scope'],
      [{ ...password, scope: 'read admin' }, {}, 400, 'invalid_scope'],
      [{ ...password, scope: 'raed' }, {}, 400, 'invalid_scope'],
      [{ ...password, scope: ' ' }, {}, 400, 'invalid_scope'],
      [{ ...password, grant_type: 'authorization_code' }, {}, 400, 'unsupported_grant_type'],
      [{ ...password, grant_type: 'Password' }, {}, 400, 'unsupported_grant_type'],
      [{ password: 'wonderland' }, {}, 400, 'invalid_request'],
      ['grant_type=password&username=alice', {}, 400, 'invalid_request'],
      ['grant_type=password&username=alice&password=a&password=b', {}, 400, 'invalid_request'],
      ['grant_type=password&username=%ff&password=wonderland', {}, 400, 'invalid_request'],
      [password, { 'content-type': 'application/json' }, 400, 'invalid_request'],
      [client, {}, 401, 'invalid_client'],
      [client, { authorization: basic('ci', 'x') }, 401, 'invalid_client'],
      [client, { authorization: basic('nobody', 's3cret') }, 401, 'invalid_client'],
      [client, { authorization: basic('off', 's3cret') }, 401, 'invalid_client'],
      [client, { authorization: basic('plain', '') }, 401, 'invalid_client'],
      [client, { authorization: 'Bearer x' }, 401, 'invalid_client'],
      [{ ...client, client_id: 'ci' }, {}, 401, 'invalid_client'],
      [{ ...client, client_secret: 's3cret' }, {}, 400, 'invalid_request'],
      [
        { ...client, client_id: 'ci', client_secret: 's3cret' },
        { authorization: basic('ci', 's3cret') },
        400,
        'invalid_request',
      ],
      [password, { authorization: basic('ci', 'x') }, 401, 'invalid_client'],
    ]
    for (const [form, headers, status, error] of cases) {
      const answer = await post(server, '/token', form, headers)
      expect([form, headers, answer.status, answer.body['error']]).toEqual([
        form,
        headers,
        status,
        error,
      ])
      expect(answer.headers.get('www-authenticate')).toBe(
        status === 401 ? 'Basic realm="scopectl"' : null,
      )
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.body).not.toHaveProperty('access_token')
    }
    const inUrl = '/token?username=alice&password=wonderland&grant_type=password'
    expect((await post(server, inUrl, password)).status).toBe(400)
    // No token, password or secret is in the log.
    const log = JSON.stringify(server.lines) + server.stderr()
    expect(log).not.toMatch(/wonderland|s3cret|scrypt|eyJ/)
  })
})

describe('POST /introspect', () => {
  test('of a good token what it says, of any other that it is not active, and to clients only', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const who = { authorization: basic('ci', 's3cret') }
    const login = await post(server, '/token', {
      username: 'alice',
      password: 'wonderland',
      scope: 'read',
    })
    const token = String(login.body['access_token'])
    const good = await post(server, '/introspect', { token }, who)
    const { exp, iat, jti, ...rest } = good.body
    expect(rest).toEqual({
      active: true,
      token_type: 'Bearer',
      scope: 'read',
      username: 'alice',
      iss: 'http://localhost:8000',
      sub: 'alice',
      aud: 'items-api',
    })
    expect([typeof exp, typeof iat, typeof jti]).toEqual(['number', 'number', 'string'])

    const expired = (
      await scopectl(['token', '--user', 'alice', '--flaw', 'expired'], { cwd })
    ).stdout.trim()
    for (const bad of ['x', `${token}x`, expired]) {
      expect((await post(server, '/introspect', { token: bad }, who)).body).toEqual({
        active: false,
      })
    }
    expect((await post(server, '/introspect', { token })).status).toBe(401)
    expect(
      (await post(server, '/introspect', { token }, { authorization: basic('ci', 'x') })).status,
    ).toBe(401)
    expect((await post(server, '/introspect', {}, who)).status).toBe(400)
  })
})

describe('metadata', () => {
  test('names what there is, and no shared secret is published', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const about = `${server.url}/.well-known/oauth-authorization-server`
    const document = (await (await fetch(about)).json()) as Record<string, string>
    expect(document).toMatchObject({
      issuer: 'http://localhost:8000',
      token_endpoint: `${server.url}/token`,
      jwks_uri: `${server.url}/.well-known/jwks.json`,
      scopes_supported: ['read', 'write', 'admin'],
    })
    const keys = (await (await fetch(document['jwks_uri'] ?? '')).json()) as { keys: object[] }
    expect(keys.keys.map((key) => Object.keys(key).toSorted())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ])
    expect((await fetch(`${server.url}/.well-known/openid-configuration`)).status).toBe(404)

    const env = { SECRET_KEY: '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7' }
    const shared = tempDir({
      'scopes.yaml': CATALOG.replace('audience', 'algorithm: HS256, key: env:SECRET_KEY, audience'),
      'users.yaml': USERS,
    })
    const other = await serving(shared, ['--port', '0'], env)
    const secretly = (await (
      await fetch(`${other.url}/.well-known/oauth-authorization-server`)
    ).json()) as object
    expect(secretly).not.toHaveProperty('jwks_uri')
    expect(await (await fetch(`${other.url}/.well-known/jwks.json`)).json()).toEqual({ keys: [] })
    const login = await post(other, '/token', { username: 'alice', password: 'wonderland' })
    const bearer = { authorization: `Bearer ${login.body['access_token']}` }
    expect((await post(other, '/items/', '', bearer)).status).toBe(200)
  })
})

test("with another issuer's keys it guards, and issues nothing", async () => {
  const cwd = files()
  const issuer = await serving(cwd)
  const key = `algorithm: ES256, key: "${issuer.url}/.well-known/jwks.json", audience`
  const guard = await serving(
    tempDir({ 'scopes.yaml': CATALOG.replace('audience', key), 'users.yaml': USERS }),
  )
  const password = { username: 'alice', password: 'wonderland' }
  const login = await post(issuer, '/token', password)
  const bearer = { authorization: `Bearer ${login.body['access_token']}` }
  expect((await post(guard, '/items/', '', bearer)).status).toBe(200)
  expect((await post(guard, '/items/', '', { authorization: 'Bearer a.b.c' })).status).toBe(401)
  expect((await post(guard, '/token', password)).body['error']).toBe('unsupported_grant_type')
  expect(guard.lines[0]?.['notes']).toMatchObject([
    { code: 'serve-no-signing-key' },
    { code: 'serve-issuer-elsewhere' },
  ])
})

describe('edits', () => {
  const is = (event: string) => (line: Line) => line['event'] === event
  const status = async ({ url }: Serving) => (await fetch(`${url}/health`)).status

  test('are picked up; a broken one is said, and the last good one still holds', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const catalog = join(cwd, 'scopes.yaml')
    expect(await status(server)).toBe(200)

    // As editors do it: a new file in the old one's place.
    writeFileSync(
      `${catalog}~`,
      CATALOG.replace('GET /health: public', 'GET /health: authenticated'),
    )
    renameSync(`${catalog}~`, catalog)
    await server.line(is('reloaded'))
    expect(await status(server)).toBe(401)

    writeFileSync(catalog, CATALOG.replace('GET /health: public', 'GET /health: pubic'))
    const kept = await server.line(is('kept'))
    expect(kept).toMatchObject({ ok: false, exit: 2 })
    expect(kept['problems']).toMatchObject([
      { rule: 'unknown-scope', file: 'scopes.yaml', line: 8 },
    ])
    expect(await status(server)).toBe(401)

    rmSync(catalog)
    await server.line(is('kept'))
    expect(await status(server)).toBe(401)

    writeFileSync(catalog, CATALOG)
    await server.line(is('reloaded'))
    expect(await status(server)).toBe(200)
  })

  test('of users count at once, and so does a new password', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const login = () => post(server, '/token', { username: 'bob', password: 'builder' })
    expect((await login()).status).toBe(400)
    expect(
      (await scopectl(['users', 'passwd', 'bob', '--stdin'], { cwd, input: 'builder\n' })).exit,
    ).toBe(0)
    await server.line(is('reloaded'))
    expect((await login()).status).toBe(200)
    const users = readFileSync(join(cwd, 'users.yaml'), 'utf8')
    writeFileSync(join(cwd, 'users.yaml'), users.replace('bob: { ', 'bob: { disabled: true, '))
    await server.line(is('reloaded'))
    expect((await login()).status).toBe(400)
  })

  test('of the key ring too', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const kids = async () =>
      ((await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: object[] })
        .keys.length
    expect(await kids()).toBe(1)
    await scopectl(['keys', 'rotate'], { cwd })
    await server.line(is('reloaded'))
    expect(await kids()).toBe(2)
  })

  test('cannot bring in another catalog further up', async () => {
    const cwd = tempDir({
      'scopes.yaml': CATALOG.replace('GET /health: public', 'GET /health: authenticated'),
    })
    const inner = join(cwd, 'api')
    mkdirSync(inner)
    writeFileSync(join(inner, 'scopes.yaml'), CATALOG)
    const server = await serving(inner)
    rmSync(join(inner, 'scopes.yaml'))
    await server.line(is('kept'))
    expect(await status(server)).toBe(200)
  })
})

describe('start and end', () => {
  test('loopback only, with a banner on stderr and the port on stdout', async () => {
    const server = await serving(files())
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect(server.stderr()).toContain('DEVELOPMENT ONLY')
    expect(server.lines[0]).toMatchObject({
      kind: 'serve',
      version: 1,
      ok: true,
      exit: 0,
      routes: 3,
    })
    const elsewhere = await new Promise<string>((resolve) => {
      connect(server.port, '127.0.0.2', () => resolve('connected')).on('error', (error) =>
        resolve((error as NodeJS.ErrnoException).code ?? ''),
      )
    })
    expect(elsewhere).toBe('ECONNREFUSED')
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is under way is answered, then exit 0',
    async (signal) => {
      const server = await serving(files())
      // A form whose second half comes after the signal.
      const form = 'username=alice&password=wonderland'
      const head = [
        'POST /token HTTP/1.1',
        'Host: localhost',
        'Content-Type: application/x-www-form-urlencoded',
      ]
      const socket = connect(server.port, '127.0.0.1')
      const idle = connect(server.port, '127.0.0.1')
      let said = ''
      socket.on('data', (chunk) => {
        said += chunk
      })
      socket.write(`${head.join('\r\n')}\r\nContent-Length: ${form.length}\r\n\r\nusername=`)
      await new Promise((resolve) => setTimeout(resolve, 200))
      const from = Date.now()
      const ended = server.stop(signal)
      await new Promise((resolve) => setTimeout(resolve, 200))
      await expect(fetch(`${server.url}/health`)).rejects.toThrow()
      socket.write(form.slice('username='.length))
      expect(await ended).toBe(0)
      // Neither the idle connection nor the kept one is waited for.
      expect(Date.now() - from).toBeLessThan(4000)
      expect(said).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      expect(said).toMatch(/\r\nconnection: close\r\n/i)
      expect(server.lines.at(-1)).toMatchObject({
        event: 'stopped',
        ok: true,
        exit: 0,
        requests: 1,
      })
      idle.destroy()
    },
  )

  test('a port that is taken, one that is none, a catalog that is broken: exit 2', async () => {
    const cwd = files()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.on('listening', resolve))
    const { port } = other.address() as { port: number }
    const runs = await Promise.all([
      scopectl(['serve', '--json', '--port', String(port)], { cwd }),
      scopectl(['serve', '--json', '--port', '65536'], { cwd }),
      scopectl(['serve', '--json', '--port', '0'], { cwd: tempDir({ 'scopes.yaml': 'a: b' }) }),
    ])
    other.close()
    expect(runs.map(({ exit, stdout }) => [exit, JSON.parse(stdout).problem.code])).toEqual([
      [2, 'port-in-use'],
      [2, 'bad-port'],
      [2, 'unknown-key'],
    ])
  })

  test('a log that a person can read', async () => {
    const cwd = files()
    const server = await serving(cwd, ['--port', '0'])
    await fetch(`${server.url}/items/?access_token=secret`)
    await fetch(`${server.url}/items/`)
    await server.line(({ status }) => status === 401)
    expect(
      server.lines.slice(1).map(({ at, files: _files, notes: _notes, ...line }) => line),
    ).toEqual([
      {
        kind: 'serve',
        version: 1,
        ok: true,
        exit: 0,
        event: 'request',
        method: 'GET',
        path: '/items/',
        status: 400,
        route: 'GET /items/',
        decision: null,
        reasons: ['invalid_request'],
        subject: null,
      },
      {
        kind: 'serve',
        version: 1,
        ok: true,
        exit: 0,
        event: 'request',
        method: 'GET',
        path: '/items/',
        status: 401,
        route: 'GET /items/',
        decision: 'deny',
        reasons: ['no-token'],
        subject: null,
      },
    ])
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('the HTTP library', () => {
  const hasHttp = (part: string) => /node:http2?"|createServer/.test(part)

  test('is in the build, and what serves nothing does not run it', async () => {
    expect(allParts().filter(hasHttp)).not.toEqual([])
    for (const line of ['check --user alice --need read', 'token --user alice']) {
      const parts = await partsRun(line.split(' '), files())
      expect([line, parts.length > 5, parts.filter(hasHttp)]).toEqual([line, true, []])
    }
  })
})
