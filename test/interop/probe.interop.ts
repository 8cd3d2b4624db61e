import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { plainEnv, scopectl } from '../support/scopectl.js'
import { type Installed, installNpm, installPython } from './support/install.js'
import { startKeyServer } from './support/key-server.js'
import { lesson } from './support/lesson.js'
import { startServer } from './support/start-server.js'
import { SUBS } from './support/subjects.js'

// Real servers that enforce the catalog: whatever probe finds there is either a known difference or a false alarm.

const SECRET_KEY = randomBytes(32).toString('hex')
const ISSUER = 'http://localhost:8000'

async function probe(url: string, cwd: string, server: string) {
  const flags = ['--json', '--with-configured-key', '--param', 'id=42', '--allow-writes']
  const methods = ['--methods', 'POST,PATCH,DELETE']
  const run = await scopectl(['probe', url, ...flags, ...methods, '--as-server', server], {
    cwd,
    env: { SECRET_KEY },
  })
  const document = JSON.parse(run.stdout)
  return {
    exit: run.exit,
    kinds: document.findings.map(({ kind }: { kind: string }) => kind),
    unclear: document.targets.filter(({ state }: { state: string }) => state === 'inconclusive'),
    shown: run.stdout,
  }
}

let python: Installed
let node: Installed
beforeAll(async () => {
  python = await installPython(['fastapi', 'uvicorn', 'pyjwt', 'python-multipart'])
  node = await installNpm(['express', 'express-oauth2-jwt-bearer'])
  if (node.ok) copyFileSync('test/interop/servers/jwt-bearer.js', join(node.dir, 'jwt-bearer.js'))
})

describe('FastAPI as in its tutorial', () => {
  test.each([
    {
      name: '401, scopes in an array',
      token: { scope_claim: 'scopes', scope_format: 'array' },
      env: { FORBIDDEN: '401' },
      server: 'fastapi',
    },
    {
      name: '403, issuer and audience checked',
      token: {
        scope_claim: 'scopes',
        scope_format: 'array',
        issuer: ISSUER,
        audience: 'items-api',
      },
      env: { FORBIDDEN: '403', ISSUER: JSON.stringify([ISSUER]), AUDIENCE: '["items-api"]' },
      server: 'fastapi-403',
    },
    {
      name: '401, scope as a string',
      token: { scope_claim: 'scope' },
      env: { FORBIDDEN: '401', SCOPE_CLAIM: 'scope', SCOPE_FORM: 'string' },
      server: 'fastapi',
    },
  ])('$name', async ({ token, env, server }) => {
    const { cwd, routes } = lesson({ algorithm: 'HS256', key: 'env:SECRET_KEY', ...token })
    const { origin } = await startServer(
      started(python),
      [resolve('test/interop/servers/lesson.py')],
      {
        cwd,
        env: { ...plainEnv(cwd), ROUTES: routes, USERS: JSON.stringify(SUBS), SECRET_KEY, ...env },
      },
    )
    const found = await probe(origin, cwd, server)
    expect(found.kinds, found.shown).toEqual([])
    expect(found.unclear, found.shown).toEqual([])
    expect(found.exit).toBe(0)
  })
})

describe('Express with express-oauth2-jwt-bearer', () => {
  test('a shared secret', async () => {
    const keying = { algorithm: 'HS256', key: 'env:SECRET_KEY', issuer: ISSUER }
    await clean(keying, undefined, { ISSUER, SECRET: SECRET_KEY, TOKEN_SIGNING_ALG: 'HS256' })
  })

  test('keys from metadata and a JWKS', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'ES256' }
    const { d: _, ...publicJwk } = jwk
    const issuer = await startKeyServer([publicJwk])
    const keying = { algorithm: 'ES256', key: 'file:key.jwk', issuer }
    await clean(keying, JSON.stringify(jwk), { ISSUER_BASE_URL: issuer })
  })

  async function clean(keying: object, jwk: string | undefined, told: Record<string, string>) {
    const program = started(node)
    const dir = node.ok ? node.dir : ''
    const { cwd, routes } = lesson({ ...keying, audience: 'items-api', scope_claim: 'scope' })
    if (jwk) {
      writeFileSync(join(cwd, 'key.jwk'), jwk)
      chmodSync(join(cwd, 'key.jwk'), 0o600)
    }
    const env = { NODE_ENV: 'production', ROUTES: routes, AUDIENCE_JSON: '["items-api"]', ...told }
    const { origin } = await startServer(program, [join(dir, 'jwt-bearer.js')], {
      cwd: dir,
      env: { ...plainEnv(dir), ...env },
    })
    const found = await probe(origin, cwd, 'express')
    expect(found.kinds, found.shown).toEqual([])
    expect(found.unclear, found.shown).toEqual([])
    expect(found.exit).toBe(0)
  }
})

function started(installed: Installed): string {
  if (!installed.ok) throw new Error(installed.reason)
  return installed.program
}
