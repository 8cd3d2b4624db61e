import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { basic, CATALOG, files, post, USERS } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

describe('POST /token', () => {
  const password = { grant_type: 'password', username: 'alice', password: 'wonderland' }

  test('a user by password, a client by its secret: everything granted, and no more', async () => {
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
      // Without a value it counts as omitted (RFC 6749 §3.2), as in FastAPI's form.
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
    await server.stop()
    // No token, password or secret is in the log, to its last line.
    expect(server.lines.at(-1)).toMatchObject({ event: 'stopped' })
    const log = JSON.stringify(server.lines) + server.stderr()
    expect(log).not.toMatch(/wonderland|s3cret|scrypt|eyJ/)
  })
})

describe('POST /introspect', () => {
  test('shows the contents of a valid token, that any other is not active, and only to clients', async () => {
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
  test('lists what exists, and no shared secret is published', async () => {
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

test('forward-auth decides about other spellings of a path by the router in --router, also after an edit', async () => {
  const catalog = [
    'token: { issuer: "http://localhost:8000", audience: items-api, scope_claim: scope }',
    'scopes: { admin: Administer }',
    'routes: { GET /admin: admin, "GET /{path*}": public }',
  ].join('\n')
  const ask = async (url: string, path: string): Promise<number> => {
    const headers = { 'x-original-method': 'GET', 'x-original-uri': path }
    return (await fetch(`${url}/.scopectl/authorize`, { headers })).status
  }
  const unnamed = await serving(tempDir({ 'scopes.yaml': catalog }))
  expect(await ask(unnamed.url, '/Admin')).toBe(501)
  expect(await ask(unnamed.url, '/other')).toBe(200)

  const cwd = tempDir({ 'scopes.yaml': catalog })
  const express = await serving(cwd, ['--port', '0', '--router', 'express'])
  expect(await ask(express.url, '/Admin')).toBe(401)
  await writeFile(join(cwd, 'scopes.yaml'), catalog.replace('/admin:', '/other:'))
  await express.line(({ event }) => event === 'reloaded')
  expect(await ask(express.url, '/Admin')).toBe(200)
  expect(await ask(express.url, '/OTHER/')).toBe(401)

  const fastify = await serving(tempDir({ 'scopes.yaml': catalog }), [
    '--port',
    '0',
    '--router',
    'fastify',
  ])
  expect(await ask(fastify.url, '/Admin')).toBe(200)
})
