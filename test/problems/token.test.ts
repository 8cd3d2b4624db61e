import { expect, test } from 'vitest'
import type { Code } from '../../src/core/problem.js'
import { verify } from '../../src/core/token/verify.js'
import { AT, forge, GOOD, KEYS, NOW, trustOf } from '../core/token/support.js'
import { codesIn, codesOf } from '../support/problem-codes.js'

const key = KEYS.HS256
const { sub: _, ...nobody } = GOOD as Record<string, unknown>

/** Why each is refused, as passed to the message; documents only have the reason. */
const refused: [Code, object, object][] = [
  ['token-algorithm', { alg: 'HS512' }, GOOD],
  ['token-header', { crit: ['exp'] }, GOOD],
  ['token-key', { kid: 'other' }, GOOD],
  ['token-claim', {}, { ...GOOD, exp: 'soon' }],
  ['token-issuer', {}, { ...GOOD, iss: 'https://evil.test' }],
  ['token-audience', {}, { ...GOOD, aud: 'other' }],
  ['token-subject', {}, nobody],
  ['token-not-yet-valid', {}, { ...GOOD, nbf: NOW + 60 }],
  ['token-issued-in-future', {}, { ...GOOD, iat: NOW + 60 }],
]

test.each(refused)('%s: %j %j', async (code, header, claims) => {
  const token = forge({ alg: 'HS256', kid: 'k1', ...header }, claims, key)
  const answer = await verify(token, trustOf(key), AT)
  expect(answer.kind).toBe('rejected')
  expect(codesIn(answer)).toContain(code)
})

// Otherwise a reader would mistake a misspelt scope for a missing one.
test('undeclared-scopes: a token carries a scope that is not in the catalog', async () => {
  const catalog = `token: { key: file:key.json, algorithm: HS256, issuer: any, audience: any, subject: optional }
scopes: { read: '' }
routes: { GET /a: read }
`
  const token = forge({ alg: 'HS256' }, { exp: NOW + 900, scope: 'read reed' }, key)
  const files = { 'scopes.yaml': catalog, 'key.json': JSON.stringify(key.jwk) }
  const world = { files, env: { TOKEN: token } }
  const at = `--at ${new Date(NOW * 1000).toISOString().replace('.000', '')}`
  expect(await codesOf(`check --need read --token env:TOKEN ${at}`, world)).toEqual([
    'undeclared-scopes',
  ])
})
