import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { get } from '../support/raw-http.js'
import { scopectl } from '../support/scopectl.js'
import { basic, CATALOG, files, post, USERS } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

describe('a client that is remembered', () => {
  test('is refused as soon as its secret changes or it is disabled', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const { stdout } = await scopectl(['token', '--client', 'ci'], { cwd })
    const introspect = async (secret: string, id = 'ci') => {
      const who = { authorization: basic(id, secret) }
      return (await post(server, '/introspect', { token: stdout.trim() }, who)).status
    }
    const edit = async (change: (users: string) => string) => {
      const path = join(cwd, 'users.yaml')
      writeFileSync(path, change(readFileSync(path, 'utf8')))
      await server.line(({ event }) => event === 'reloaded')
    }
    expect([await introspect('s3cret'), await introspect('s3cret')]).toEqual([200, 200])
    expect(await introspect('s3cre')).toBe(401)
    // A disabled client has the same secret.
    expect([await introspect('s3cret', 'off'), await introspect('s3cret', 'off')]).toEqual([
      401, 401,
    ])

    await edit((users) => users.replace('ci: {', 'ci: { disabled: true,'))
    expect(await introspect('s3cret')).toBe(401)
    await edit((users) =>
      users.replace('disabled: true, scopes: [read, write]', 'scopes: [read, write]'),
    )
    expect(await introspect('s3cret')).toBe(200)

    const passwd = ['users', 'passwd', '--client', 'ci', '--stdin']
    expect((await scopectl(passwd, { cwd, input: 'other' })).exit).toBe(0)
    await server.line(({ event }) => event === 'reloaded')
    expect([await introspect('s3cret'), await introspect('other')]).toEqual([401, 200])
  })

  test('and a user is asked for the password at every login', async () => {
    const server = await serving(files())
    const login = async (username: string, password: string) =>
      (await post(server, '/token', { username, password })).status
    expect(await login('alice', 'wonderland')).toBe(200)
    for (const [name, password] of [
      ['alice', 'wonderlan'],
      ['alice', 's3cret'],
      ['bob', 'wonderland'],
      ['carol', 'wonderland'],
      ['carol', 'wonderland'],
    ] as const) {
      expect([name, await login(name, password)]).toEqual([name, 400])
    }
  })
})

describe('what clients look for first', () => {
  test('the document of OpenID providers has what the other one has, and the algorithm of the tokens', async () => {
    const server = await serving(files())
    const document = async (name: string) =>
      (await (await fetch(`${server.url}/.well-known/${name}`)).json()) as Record<string, unknown>
    const openid = await document('openid-configuration')
    expect(openid).toEqual({
      ...(await document('oauth-authorization-server')),
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    })
    expect(openid).toMatchObject({
      issuer: 'http://localhost:8000',
      jwks_uri: `${server.url}/.well-known/jwks.json`,
      response_types_supported: [],
    })
    expect(openid).not.toHaveProperty('authorization_endpoint')
  })

  test('with a shared secret there are no keys to fetch, but the algorithm is named', async () => {
    const env = { SECRET_KEY: '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7' }
    const key = 'algorithm: HS256, key: env:SECRET_KEY, audience'
    const cwd = tempDir({ 'scopes.yaml': CATALOG.replace('audience', key), 'users.yaml': USERS })
    const server = await serving(cwd, ['--port', '0'], env)
    const found = await fetch(`${server.url}/.well-known/openid-configuration`)
    const openid = (await found.json()) as object
    expect(openid).toMatchObject({ id_token_signing_alg_values_supported: ['HS256'] })
    expect(openid).not.toHaveProperty('jwks_uri')
  })

  test('a route of the catalog that it hides is reported', async () => {
    const hidden = CATALOG.replace('GET /health', 'GET /.well-known/openid-configuration')
    const server = await serving(tempDir({ 'scopes.yaml': hidden, 'users.yaml': USERS }))
    const notes = server.lines[0]?.['notes'] as readonly { code: string }[]
    expect(notes.map(({ code }) => code)).toContain('serve-shadows')
  })

  test('Bearer without a token counts as none: 401 with a challenge, and 200 on a public route', async () => {
    const { port } = await serving(files())
    for (const header of ['Authorization: Bearer', 'Authorization: bearer ']) {
      const { status, headers } = await get(port, 'GET /items/', [header])
      expect([status, headers.get('www-authenticate')]).toEqual([401, ['Bearer scope="read"']])
      expect((await get(port, 'GET /health', [header])).status).toBe(200)
    }
  })
})
