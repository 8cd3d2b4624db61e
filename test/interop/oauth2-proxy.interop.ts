import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { untilTrue } from '../support/until-true.js'
import { installGoProgram } from './support/compiled-recipes.js'
import { type Installed, needs } from './support/install.js'
import { asker, flawsNotAsExpected } from './support/recipe-flaws.js'
import { recipes } from './support/recipes.js'
import { startServer } from './support/start-server.js'

const USERS = 'users: { alice: {}, bob: { roles: [editor] } }\nclients: { ci-bot: {} }\n'
const found = recipes().find(({ language }) => language === 'toml')
if (!found) throw new Error('docs/servers.md has no configuration of oauth2-proxy')
const recipe = found

let installed: Installed
beforeAll(async () => {
  installed = await installGoProgram('oauth2-proxy', recipe.packages[0] ?? '')
  if (installed.ok) console.log(JSON.stringify(installed.versions))
}, 300_000)

/** What the API behind the proxy was sent. */
const seen: (string | undefined)[] = []
const api = createServer(({ headers }, response) => {
  seen.push(headers.authorization)
  response.end('[]')
})
afterAll(() => void api.close())

/** The issuer, the API, and the proxy in front of it, with more lines in its configuration. */
async function world(program: string, edit: (config: string, issuer: string) => string) {
  const [issuer, port] = [await freePort(), await freePort()]
  if (!api.listening) await once(api.listen(0, '127.0.0.1'), 'listening')
  const behind = (api.address() as { port: number }).port
  const here = (text: string) =>
    text
      .replaceAll('localhost:8000', `127.0.0.1:${issuer}`)
      .replaceAll(':9000', `:${port}`)
      .replaceAll(':9001', `:${behind}`)
  const config = edit(here(recipe.server), `http://127.0.0.1:${issuer}`)
  const cwd = tempDir({
    'scopes.yaml': here(recipe.catalog),
    'users.yaml': USERS,
    [recipe.file]: config,
  })
  const env = plainEnv(cwd)
  const serve = ['serve', '--port', `${issuer}`]
  await startServer(join(wrapperDir(), 'scopectl'), serve, { cwd, env })
  const secret = { OAUTH2_PROXY_COOKIE_SECRET: randomBytes(16).toString('hex') }
  // It prints the address of the API before it listens.
  await startServer(program, ['--config', recipe.file], { cwd, env: { ...env, ...secret } })
  const origin = `http://127.0.0.1:${port}`
  await untilTrue('oauth2-proxy answers', async () => (await fetch(`${origin}/ping`)).ok)
  return { cwd, env, ...asker(origin, { cwd, env }) }
}

describe('docs/servers.md: oauth2-proxy', { timeout: 300_000 }, () => {
  test('lets in tokens with a scope that it allows, and passes them on', async (context) => {
    needs(installed, context)
    const { status, token, ...place } = await world(installed.program, (config) => config)
    const [alice, bob, bot] = [
      await token('--user', 'alice'),
      await token('--user', 'bob'),
      await token('--client', 'ci-bot'),
    ]
    const statuses = async (each?: string) => [
      await status('GET /items', each),
      await status('POST /items', each),
      await status('GET /me', each),
    ]
    seen.length = 0
    expect(await statuses()).toEqual([401, 401, 401])
    expect(await statuses(bot)).toEqual([403, 403, 403])
    expect(seen).toEqual([])
    expect(await statuses(bob)).toEqual([200, 200, 200])
    expect(await statuses(alice)).toEqual([200, 200, 200])
    expect(seen).toEqual([bob, bob, bob, alice, alice, alice].map((each) => `Bearer ${each}`))

    const auth = 'GET /oauth2/auth?allowed_groups=items:write'
    expect([await status(auth), await status(auth, alice), await status(auth, bob)]).toEqual([
      ...[401, 403, 202],
    ])
    expect(await flawsNotAsExpected(recipe.name, { ...place, status })).toEqual([
      'no-subject: 200, not 401',
    ])
  })

  test('without discovery, only with the signing algorithm', async (context) => {
    needs(installed, context)
    const byHand = (config: string, issuer: string) =>
      `${config}skip_oidc_discovery = true
oidc_jwks_url = "${issuer}/.well-known/jwks.json"
login_url = "${issuer}/unused"
redeem_url = "${issuer}/token"
`
    const named = await world(installed.program, byHand)
    expect(await named.status('GET /items', await named.token('--user', 'bob'))).toBe(200)
    const unnamed = await world(installed.program, (config, issuer) =>
      byHand(config.replace(/^oidc_enabled_signing_algs.*\n/m, ''), issuer),
    )
    expect(await unnamed.status('GET /items', await unnamed.token('--user', 'bob'))).toBe(401)
  })

  test('not with scopes as a string', async (context) => {
    needs(installed, context)
    const { cwd, status, token } = await world(installed.program, (config) => config)
    const catalog = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
    writeFileSync(join(cwd, 'string.yaml'), catalog.replace('format: array', 'format: string'))
    const answers = [
      await status('GET /items', await token('-c', 'string.yaml', '--user', 'bob')),
      await status('GET /items', await token('-c', 'scopes.yaml', '--user', 'bob')),
    ]
    expect(answers).toEqual([403, 200])
  })
})
