import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { type Installed, installNpm, needs } from './support/install.js'
import { startServer } from './support/start-server.js'

const PACKAGES = ['oauth4webapi', 'openid-client']

let installed: Installed
beforeAll(async () => {
  installed = await installNpm(PACKAGES)
})

/** A secret that is encoded differently in a form, and again in HTTP Basic. */
const SECRET = 's3c%ret: +&ü'

async function serveFor(signing: string): Promise<{ issuer: string; cwd: string }> {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const cwd = tempDir({
    'scopes.yaml': [
      `token: { issuer: "${issuer}", audience: items-api${signing} }`,
      'scopes: { read: Read, write: Write }',
      'roles: { reader: { default: true, scopes: [read] } }',
      'routes: { GET /items/: read, POST /items/: write, GET /me: authenticated }',
    ].join('\n'),
    'users.yaml':
      'users:\n  alice: { scopes: [write] }\nclients:\n  "ci:bot+": { scopes: [read] }\n',
  })
  for (const [args, input] of [
    [['alice'], 'wonderland'],
    [['--client', 'ci:bot+'], SECRET],
  ] as const) {
    const { exit, stderr } = await scopectl(['users', 'passwd', ...args, '--stdin'], { cwd, input })
    expect(exit, stderr).toBe(0)
  }
  const { origin } = await startServer(
    join(wrapperDir(), 'scopectl'),
    ['serve', '--port', `${port}`],
    { cwd, env: plainEnv(cwd) },
  )
  expect(origin).toBe(issuer)
  return { issuer, cwd }
}

/** From where it was installed: these are not our own dependencies, so there are no types for them. */
// biome-ignore lint/suspicious/noExplicitAny: see above
async function load(dir: string, path: string): Promise<any> {
  return import(/* @vite-ignore */ pathToFileURL(join(dir, 'node_modules', path)).href)
}

describe('oauth4webapi', () => {
  test('discovery, client_credentials, a guarded route, introspection', async (context) => {
    needs(installed, context)
    const { issuer } = await serveFor('')
    const oauth = await load(installed.dir, 'oauth4webapi/build/index.js')
    const insecure = { [oauth.allowInsecureRequests]: true }
    const url = new URL(issuer)
    const found = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure })
    const server = await oauth.processDiscoveryResponse(url, found)
    expect(server.token_endpoint).toBe(`${issuer}/token`)

    const client = { client_id: 'ci:bot+' }
    for (const auth of [oauth.ClientSecretBasic(SECRET), oauth.ClientSecretPost(SECRET)]) {
      const parameters = new URLSearchParams({ scope: 'read' })
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        auth,
        parameters,
        insecure,
      )
      const tokens = await oauth.processClientCredentialsResponse(server, client, response)
      expect([tokens.token_type, tokens.scope, tokens.expires_in]).toEqual(['bearer', 'read', 900])

      const items = await oauth.protectedResourceRequest(
        tokens.access_token,
        'GET',
        new URL(`${issuer}/items/`),
        undefined,
        undefined,
        insecure,
      )
      expect(items.status).toBe(200)
      const denied = await oauth
        .protectedResourceRequest(
          tokens.access_token,
          'POST',
          new URL(`${issuer}/items/`),
          undefined,
          undefined,
          insecure,
        )
        .catch((error: unknown) => error)
      // It parses the challenge of RFC 6750 §3 for us.
      expect(denied).toMatchObject({
        status: 403,
        cause: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope', scope: 'write' } }],
      })

      const asked = await oauth.introspectionRequest(
        server,
        client,
        auth,
        tokens.access_token,
        insecure,
      )
      const active = await oauth.processIntrospectionResponse(server, client, asked)
      expect(active).toMatchObject({
        active: true,
        scope: 'read',
        client_id: 'ci:bot+',
        sub: 'ci:bot+',
        iss: issuer,
      })
      const other = await oauth.introspectionRequest(
        server,
        client,
        auth,
        `${tokens.access_token}x`,
        insecure,
      )
      expect(await oauth.processIntrospectionResponse(server, client, other)).toEqual({
        active: false,
      })

      // The access token itself, checked like a resource server according to RFC 9068, except for `typ`.
      const more = new URLSearchParams({ scope: 'write' })
      const refused = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        auth,
        more,
        insecure,
      )
      await expect(
        oauth.processClientCredentialsResponse(server, client, refused),
      ).rejects.toMatchObject({
        error: 'invalid_scope',
        status: 400,
      })
    }
    const wrong = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic('x'),
      {},
      insecure,
    )
    await expect(
      oauth.processClientCredentialsResponse(server, client, wrong),
    ).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'basic' }],
    })
  })

  test('the password grant, with a public client', async (context) => {
    needs(installed, context)
    const { issuer } = await serveFor('')
    const oauth = await load(installed.dir, 'oauth4webapi/build/index.js')
    const insecure = { [oauth.allowInsecureRequests]: true }
    const url = new URL(issuer)
    const found = await oauth.discoveryRequest(url, { algorithm: 'oauth2', ...insecure })
    const server = await oauth.processDiscoveryResponse(url, found)
    const client = { client_id: 'ci:bot+' }
    const log = async (password: string) => {
      const parameters = new URLSearchParams({ username: 'alice', password })
      const auth = oauth.ClientSecretBasic(SECRET)
      const response = await oauth.genericTokenEndpointRequest(
        server,
        client,
        auth,
        'password',
        parameters,
        insecure,
      )
      return oauth.processGenericTokenEndpointResponse(server, client, response)
    }
    expect((await log('wonderland')).scope).toBe('read write')
    await expect(log('x')).rejects.toMatchObject({ error: 'invalid_grant', status: 400 })
  })
})

describe('openid-client', () => {
  test('discovery, client_credentials, introspection', async (context) => {
    needs(installed, context)
    const { issuer } = await serveFor('')
    const oidc = await load(installed.dir, 'openid-client/build/index.js')
    const config = await oidc.discovery(
      new URL(issuer),
      'ci:bot+',
      undefined,
      oidc.ClientSecretBasic(SECRET),
      { algorithm: 'oauth2', execute: [oidc.allowInsecureRequests] },
    )
    expect(config.serverMetadata().introspection_endpoint).toBe(`${issuer}/introspect`)
    const tokens = await oidc.clientCredentialsGrant(config, { scope: 'read' })
    expect(tokens.scope).toBe('read')
    expect(await oidc.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      scope: 'read',
    })
    expect(await oidc.tokenIntrospection(config, 'x.y.z')).toEqual({ active: false })
    await expect(oidc.clientCredentialsGrant(config, { scope: 'admin' })).rejects.toMatchObject({
      error: 'invalid_scope',
    })
  })
})
