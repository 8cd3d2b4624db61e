import { describe, expect, test } from 'vitest'
import { answerAs } from '../../../src/core/as-server/answer.js'
import { serverNamed } from '../../../src/core/as-server/servers.js'
import { decide } from '../../../src/core/decision/decide.js'
import { NO_TOKEN } from '../../../src/core/decision/presented.js'
import { askRoute } from '../../../src/core/decision/question.js'
import type { Key } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { makeKey } from '../../../src/io/make-key.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { NOW } from '../token/support.js'
import { catalogWith } from './support.js'

// `npm run test:interop` compares the profile with the real Envoy, status for status.

const { kid: _, ...KEY }: Key = await makeKey('ES256')
const SETTINGS = {
  issuer: 'any',
  audience: 'any',
  scope_claim: 'scope',
  scope_format: 'string',
  key: 'file:keys.json',
}
const GOOD = { iss: 'https://idp.test', aud: 'api', sub: 'alice', exp: NOW + 600, scope: 'read' }

/** The status of check, and what Envoy answers. */
async function ask(route: string, token: string | undefined, settings: object = {}) {
  const catalog = catalogWith({ ...SETTINGS, ...settings })
  const { issuers, audiences } = catalog.token
  const keys = [{ kid: undefined, ...KEY }]
  const trust = { algorithm: KEY.algorithm, keys, issuers, audiences } as const
  const presented =
    token === undefined ? NO_TOKEN : await verify(token, trust, { now: NOW, leeway: 0 })
  const decision = decide(catalog, askRoute(catalog, route), presented)
  const sent = token === undefined ? undefined : { text: token, trust }
  const server = await answerAs(serverNamed('envoy'), { catalog, decision, sent, now: NOW })
  return [decision.status, server.status]
}

/** Also with headers that no library signs. */
function tokenOf(claims: object, header: object = { typ: 'JWT' }, key: Key = { kid: 'x', ...KEY }) {
  const signer = rawSigner(key)
  const { typ: _typ, ...own } = signer.header
  const parts = [
    { ...own, ...header },
    { ...GOOD, ...claims },
  ]
  const input = parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${Buffer.from(signer.sign(input)).toString('base64url')}`
}

describe('Envoy as exported', () => {
  test('decides like check, with `implies` and other ways in', async () => {
    const token = tokenOf({ scope: 'read admin' })
    expect(await ask('POST /items/', token, { enforce: 'implied' })).toEqual([200, 200])
    expect(await ask('POST /items/', token, { enforce: 'literal' })).toEqual([403, 403])
    expect(await ask('GET /keys', token)).toEqual([403, 403])
    expect(await ask('GET /items/', undefined)).toEqual([401, 401])
  })

  test('refuses a path with an escape of a character that needs none, before anything else', async () => {
    expect(await ask('GET /%69tems/', tokenOf({}))).toEqual([200, 400])
    expect(await ask('GET /h%65alth', undefined)).toEqual([200, 400])
    expect(await ask('GET /items/?x=%61', tokenOf({}))).toEqual([200, 200])
  })

  test.each([
    { jti: 7 },
    { jti: null },
    { iss: 7 },
    { aud: null },
    { aud: ['api', 7] },
    { nbf: -1 },
    { iat: -0.5 },
    { exp: 2 ** 64 },
  ])(
    'refuses a token with %j, where nothing depends on it, except at a public route',
    async (claims) => {
      const token = tokenOf(claims)
      expect(await ask('GET /items/', token)).toEqual([200, 401])
      expect(await ask('GET /health', token)).toEqual([200, 200])
    },
  )

  test.each(['typ', 'crit', 'b64', 'zip'])(
    'answers 403 to %s null, if nothing else is wrong',
    async (name) => {
      const header = { typ: 'JWT', [name]: null }
      expect(await ask('GET /items/', tokenOf({}, header))).toEqual([401, 403])
      expect(await ask('GET /items/', tokenOf({ exp: NOW }, header))).toEqual([401, 401])
      const other = await makeKey('ES256')
      expect(await ask('GET /items/', tokenOf({}, header, other))).toEqual([401, 401])
      const status = name === 'typ' ? 401 : 403
      const type = { typ: 'at+jwt', [name]: null }
      const required = tokenOf({}, type)
      expect(await ask('GET /items/', required, { type: 'at+jwt' })).toEqual([401, status])
    },
  )

  test('requires a `kid` where the keys are fetched, as they are from serve', async () => {
    const token = tokenOf({}, { typ: 'JWT' }, { kid: undefined, ...KEY })
    expect(await ask('GET /items/', token)).toEqual([200, 200])
    const url = 'https://idp.test/jwks'
    for (const key of [url, undefined])
      expect(await ask('GET /items/', token, { key }), key).toEqual([200, 401])
    expect(await ask('GET /items/', tokenOf({}), { key: url })).toEqual([200, 200])
  })

  test.each([
    [{ scope_format: undefined }, 'scope_format'],
    [{ scope_format: 'array' }, 'scope_format'],
    [{ scope_claim: undefined }, 'scope_claim'],
    [{ scope_claim: ['scope', 'scp'] }, 'scope_claim'],
    [{ role_claim: 'roles' }, 'role_claim'],
    [{ algorithm: 'EdDSA' }, 'algorithm'],
    [{ algorithm: 'HS256', key: 'env:SECRET' }, 'algorithm'],
  ])('gives no answer for what the export refuses: %j', async (settings, setting) => {
    await expect(ask('GET /health', undefined, settings)).rejects.toMatchObject({
      problems: [{ code: 'server-not-exported', args: { server: 'envoy', setting } }],
    })
  })
})
