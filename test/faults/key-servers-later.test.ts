import { writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { makeKey } from '../../src/io/make-key.js'
import { basic, CATALOG, post, USERS } from '../support/serve-files.js'
import { type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'
import { listening } from '../support/tls-world.js'

/** Moves the clock of the server forward by the seconds in a file. */
const PRELOAD = `const { readFileSync } = require('node:fs')
const { now } = Date
Date.now = () => now() + 1000 * Number(readFileSync(process.env.CLOCK, 'utf8'))`
/** Beyond these, an unknown `kid` fetches the keys again, and the keys are too old. */
const [COOLDOWN, TOO_OLD] = [31, 640]

const setOf = (keys: readonly Key[]): string =>
  JSON.stringify({ keys: keys.map(({ jwk }) => publicJwk(jwk)) })
const text =
  (body: string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(body)

const FAULTS: [
  what: string,
  listener: (keys: Key[]) => RequestListener | Promise<RequestListener>,
][] = [
  ['does not answer any more', () => () => {}],
  ['hangs up', () => (request) => void request.socket.destroy()],
  ['answers 500 with its keys', (keys) => text(setOf(keys), 500)],
  ['answers with a page', () => text('<html>maintenance</html>')],
  [
    'redirects',
    () => (_request, response) => void response.writeHead(302, { location: '/x' }).end(),
  ],
  ['has no keys left', () => text('{"keys":[]}')],
  ['has only keys for another algorithm', async () => text(setOf([await makeKey('EdDSA')]))],
]

async function world() {
  const [old, next] = [await makeKey('ES256'), await makeKey('ES256')]
  const issuer: { answers: RequestListener } = { answers: text(setOf([old])) }
  const port = await listening(createServer((...call) => issuer.answers(...call)))
  const key = `algorithm: ES256, key: "http://127.0.0.1:${port}/jwks", audience`
  const cwd = tempDir({
    'scopes.yaml': CATALOG.replace('audience', key),
    'users.yaml': USERS,
    'clock.cjs': PRELOAD,
    clock: '0',
  })
  const server = await serving(cwd, ['--port', '0'], {
    NODE_OPTIONS: `--require ${join(cwd, 'clock.cjs')}`,
    CLOCK: join(cwd, 'clock'),
  })
  const status = async (path: string, token?: string): Promise<number> => {
    // A connection that was idle during a slow answer may be closed by now.
    const headers = { connection: 'close', ...(token && { authorization: `Bearer ${token}` }) }
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers })
    await response.arrayBuffer()
    return response.status
  }
  const tokenOf = (by: Key) => {
    const iat = Math.floor(Date.now() / 1000)
    const claims = { iss: 'http://localhost:8000', aud: 'items-api', sub: 'alice', scope: 'read' }
    return sign({ kid: by.kid ?? '', typ: 'JWT' }, { ...claims, iat, exp: iat + 36_000 }, by)
  }
  const advance = (seconds: number) => writeFileSync(join(cwd, 'clock'), `${seconds}`)
  return { issuer, old, server, status, advance, tokens: [await tokenOf(old), await tokenOf(next)] }
}

const introspect = async (server: Serving, token: string): Promise<[number, unknown]> => {
  const headers = { authorization: basic('ci', 's3cret') }
  const { status, body } = await post(server, '/introspect', { token }, headers)
  return [status, body['active']]
}
const METADATA = ['jwks.json', 'oauth-authorization-server', 'openid-configuration']

test.each(FAULTS)(
  'a key server that %s: known keys count for ten minutes, then nothing is allowed until it is back',
  async (_what, faulty) => {
    const { issuer, old, server, status, advance, tokens } = await world()
    const [good = '', unknown = ''] = tokens
    const about = () => Promise.all(METADATA.map((name) => status(`/.well-known/${name}`)))
    expect([await status('/items/', good), await about()]).toEqual([200, [200, 200, 200]])

    issuer.answers = await faulty([old])
    advance(COOLDOWN)
    expect([await status('/items/', unknown), await status('/items/', good)]).toEqual([503, 200])
    expect([await about(), await introspect(server, good)]).toEqual([
      [200, 200, 200],
      [200, true],
    ])

    advance(TOO_OLD)
    expect([await status('/items/', good), await status('/items/')]).toEqual([503, 401])
    expect([await about(), await introspect(server, good)]).toEqual([
      [503, 503, 503],
      [503, undefined],
    ])
    expect(await status('/health')).toBe(200)

    issuer.answers = text(setOf([old]))
    expect([await status('/items/', good), await about()]).toEqual([200, [200, 200, 200]])
    expect(await server.stop()).toBe(0)
  },
)
