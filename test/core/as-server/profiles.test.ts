import { describe, expect, test } from 'vitest'
import { meetsServer } from '../../../src/core/as-server/meets.js'
import type { ServerName } from '../../../src/core/as-server/names.js'
import { NOW } from '../token/support.js'
import { both, catalogWith, tokenWith } from './support.js'

// `npm run test:interop` compares the profiles with real servers in detail; this tests their main differences.

const LESSON = catalogWith({ scope_claim: 'scopes', scope_format: 'array' })
const FULL = catalogWith({
  issuer: 'https://idp.test',
  audience: 'items-api',
  scope_claim: 'scope',
})
const trusted = { iss: 'https://idp.test', aud: 'items-api' }

describe('FastAPI as in its tutorial', () => {
  const ask = async (route: string, token?: string, server: ServerName = 'fastapi') =>
    (await both(LESSON, server, route, token)).server

  test('without a token it does not name a scope', async () => {
    expect(await ask('GET /items/')).toEqual({
      name: 'fastapi',
      status: 401,
      body: { detail: 'Not authenticated' },
      challenge: 'Bearer',
      reads: 'scopes',
    })
    expect(await ask('GET /health')).toMatchObject({ status: 200, reads: null })
  })

  test('a missing scope is 401, or 403 in the other edition', async () => {
    const token = tokenWith({ scopes: ['read'] })
    const refusal = {
      body: { detail: 'Not enough permissions' },
      challenge: 'Bearer scope="read write"',
    }
    expect(await ask('POST /items/', token)).toMatchObject({ status: 401, ...refusal })
    expect(await ask('POST /items/', token, 'fastapi-403')).toMatchObject({
      status: 403,
      ...refusal,
    })
    expect(await ask('GET /items/', token)).toMatchObject({ status: 200, challenge: null })
  })

  test('a token without `exp` never expires', async () => {
    const token = tokenWith({ exp: undefined, scopes: ['read'] })
    const { decision, server } = await both(LESSON, 'fastapi', 'GET /items/', token)
    expect([decision.status, server.status]).toEqual([401, 200])
  })

  test('a claim of the wrong type makes the token invalid, and crashes an app that splits it', async () => {
    const token = tokenWith({ scopes: 'read' })
    const detail = { detail: 'Could not validate credentials' }
    expect(await ask('GET /me', token)).toMatchObject({ status: 401, body: detail })
    const later = catalogWith({ scope_claim: 'scope' })
    const { server } = await both(later, 'fastapi', 'GET /me', tokenWith({ scope: ['read'] }))
    expect(server).toMatchObject({ status: 500, body: 'Internal Server Error', challenge: null })
  })

  test('it expands no implications, whatever `enforce` says', async () => {
    const implied = catalogWith({
      scope_claim: 'scopes',
      scope_format: 'array',
      enforce: 'implied',
    })
    const token = tokenWith({ scopes: ['read', 'admin'] })
    const { decision, server } = await both(implied, 'fastapi', 'POST /items/', token)
    expect([decision.status, server.status]).toEqual([200, 401])
  })

  test('without a pinned claim it reads the one from the tutorial, which scopectl does not write then', async () => {
    const { decision, server } = await both(
      catalogWith({}),
      'fastapi',
      'GET /items/',
      tokenWith({ scope: 'read' }),
    )
    expect([decision.status, server.status, server.reads]).toEqual([200, 401, 'scopes'])
  })

  test('has no HEAD route, and no answer for a route that scopes cannot satisfy', async () => {
    await expect(ask('HEAD /items/')).rejects.toThrow('server-has-no-route')
    await expect(ask('GET /keys')).rejects.toThrow('server-cannot-guard')
  })
})

describe('Express with express-oauth2-jwt-bearer', () => {
  const ask = async (route: string, token?: string) =>
    (await both(FULL, 'express', route, token)).server

  test('offers DPoP in addition to Bearer, and reports the first error', async () => {
    expect(await ask('GET /items/')).toMatchObject({
      status: 401,
      challenge: expect.stringMatching(/^Bearer realm="api", DPoP algs="RS256 .* EdDSA"$/),
      reads: 'scope',
    })
    const other = tokenWith({ ...trusted, iss: 'x', aud: 'x' })
    expect((await ask('GET /me', other)).challenge).toContain(
      `error="invalid_token", error_description="Unexpected 'iss' value", DPoP`,
    )
  })

  test('names every scope if one is enough, else the first alternative', async () => {
    const token = tokenWith({ ...trusted, scope: 'read' })
    const says = 'Bearer realm="api", error="insufficient_scope", error_description='
    expect(await ask('PUT /items/42', token)).toMatchObject({
      status: 403,
      challenge: `${says}"Insufficient Scope", scope="write admin"`,
    })
    expect((await ask('DELETE /items/42', token)).challenge).toBe(
      `${says}"Insufficient Scope", scope="write read"`,
    )
    expect((await ask('GET /items/', tokenWith(trusted))).challenge).toBe(
      `${says}"Missing 'scope' claim", scope="read"`,
    )
  })

  test('accepts five seconds of skew, a missing subject and a future `iat`', async () => {
    for (const claims of [{ exp: NOW - 4 }, { sub: undefined }, { iat: NOW + 3600 }]) {
      const token = tokenWith({ ...trusted, scope: 'read', ...claims })
      const { decision, server } = await both(FULL, 'express', 'GET /items/', token)
      expect([decision.status, server.status], JSON.stringify(claims)).toEqual([401, 200])
    }
    const over = tokenWith({ ...trusted, scope: 'read', exp: NOW - 5 })
    expect(await ask('GET /items/', over)).toMatchObject({ status: 401 })
  })

  test('does not start without issuer and audience', async () => {
    await expect(both(LESSON, 'express', 'GET /items/')).rejects.toThrow('server-needs-setting')
  })
})

test('rfc6750 is our own decision, with the challenge of the standard', async () => {
  for (const token of [undefined, tokenWith({ scope: 'read' }), tokenWith({ exp: NOW })]) {
    const { decision, server } = await both(catalogWith({}), 'rfc6750', 'POST /items/', token)
    expect(decision.decision).toBe('deny')
    expect(server.status).toBe(decision.status)
    expect(server.challenge).toBe('challenge' in decision ? decision.challenge : undefined)
  }
})

test('an expectation about a server is about its status, since it gives no reasons', () => {
  const answer = (status: 200 | 400 | 403) =>
    ({ name: 'express', status, body: null, challenge: null, reads: 'scope' }) as const
  const met = (['allow', 'deny', '200', '401', '403'] as const).map((expected) => [
    meetsServer(answer(200), expected),
    meetsServer(answer(400), expected),
    meetsServer(answer(403), expected),
  ])
  const [T, F] = [true, false]
  expect(met).toEqual([
    [T, F, F],
    [F, T, T],
    [T, F, F],
    [F, F, F],
    [F, F, T],
  ])
  expect(() => meetsServer(answer(403), 'insufficient_scope')).toThrow('server-gives-no-reason')
})
