import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Signer } from '../../src/core/as-server/odd-tokens.js'
import { plainEnv } from '../support/scopectl.js'
import { ask } from './support/cells.js'
import { compareKit, compareOdd, type Edition, flawsOf } from './support/edition.js'
import { type Installed, installNpm, needs } from './support/install.js'
import { startKeyServer } from './support/key-server.js'
import { lesson } from './support/lesson.js'
import { type Running, startServer } from './support/start-server.js'

const AUDIENCE = 'items-api'
const SECRET_KEY = randomBytes(32).toString('hex')

/** Makes a key, gives it to both, and signs with it. */
interface Keys {
  readonly token: object
  readonly issuer: string
  readonly signer: Signer
  /** The address of the Express app. */
  readonly told: Readonly<Record<string, string>>
  readonly privateJwk?: string
}

async function keyPair(): Promise<Keys> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'ES256' }
  const { d: _, ...publicJwk } = jwk
  const issuer = await startKeyServer([publicJwk])
  return {
    token: { algorithm: 'ES256', key: 'file:key.jwk' },
    issuer,
    signer: {
      header: { alg: 'ES256', kid: 'first', typ: 'JWT' },
      sign: (input) =>
        sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    },
    told: { ISSUER_BASE_URL: issuer },
    privateJwk: JSON.stringify(jwk),
  }
}

async function secret(): Promise<Keys> {
  const issuer = 'http://localhost:8000'
  return {
    token: { algorithm: 'HS256', key: 'env:SECRET_KEY' },
    issuer,
    signer: {
      header: { alg: 'HS256', typ: 'JWT' },
      sign: (input) => createHmac('sha256', SECRET_KEY).update(input).digest(),
      others: [
        {
          what: 'another HMAC with the same secret',
          alg: 'HS384',
          sign: (input) => createHmac('sha384', SECRET_KEY).update(input).digest(),
        },
      ],
    },
    told: { ISSUER: issuer, SECRET: SECRET_KEY, TOKEN_SIGNING_ALG: 'HS256' },
  }
}

let installed: Installed
beforeAll(async () => {
  installed = await installNpm(['express', 'express-oauth2-jwt-bearer'])
  if (!installed.ok) return
  copyFileSync('test/interop/servers/jwt-bearer.js', join(installed.dir, 'jwt-bearer.js'))
  console.log(JSON.stringify(installed.versions))
})

describe.each([
  { name: 'keys from metadata and a JWKS', make: keyPair },
  { name: 'a shared secret', make: secret },
  { name: 'permissions', make: secret, claim: 'permissions' },
])('Express with express-oauth2-jwt-bearer, $name', ({ make, claim }) => {
  let edition: Edition
  let running: Running
  beforeAll(async () => {
    const { token, issuer, signer, told, privateJwk } = await make()
    const scopeClaim = claim ?? 'scope'
    const form = claim ? { scope_format: 'array' } : {}
    const settings = { ...token, issuer, audience: AUDIENCE, scope_claim: scopeClaim, ...form }
    const catalog = lesson(settings)
    const { cwd, routes, scopes } = catalog
    if (privateJwk) {
      writeFileSync(join(cwd, 'key.jwk'), privateJwk)
      chmodSync(join(cwd, 'key.jwk'), 0o600)
    }
    if (!installed.ok) return
    const { dir, program } = installed
    const env = {
      NODE_ENV: 'production',
      ROUTES: routes,
      AUDIENCE_JSON: `["${AUDIENCE}"]`,
      ...(claim ? { CLAIM: claim } : {}),
      ...told,
    }
    running = await startServer(program, [join(dir, 'jwt-bearer.js')], {
      cwd: dir,
      env: { ...plainEnv(dir), ...env },
    })
    const held = claim ? scopes : scopes.join(' ')
    const claims = { sub: 'alice', iss: issuer, aud: AUDIENCE, [scopeClaim]: held }
    edition = {
      server: claim ? 'express-permissions' : 'express',
      lesson: catalog,
      env: { SECRET_KEY },
      signer,
      claims,
      scopeClaim,
      running,
    }
  })

  test('every subject and every flaw, on every route', async (context) => {
    const compared = await compareKit(installed, context, () => edition)
    expect(flawsOf(compared.laxer)).toEqual(['no-subject'])
    expect(flawsOf(compared.stricter)).toEqual([])
  })

  test('odd tokens, on every route', async (context) => {
    await compareOdd(installed, context, () => edition)
  })

  test('other spellings of a path reach the same guard, and check does not answer for them', async (context) => {
    needs(installed, context)
    const get = async (route: string) =>
      (await ask(running.origin, { who: '', token: undefined, route })).status
    expect(await get('HEAD /items/')).toBe(401)
    expect(await get('GET /items')).toBe(401)
    expect(await get('GET /ITEMS/')).toBe(401)
    expect(await get('GET /orders/')).toBe(401)
  })
})
