import { expect, test } from 'vitest'
import type { Condition } from '../../../src/core/as-server/conditions.js'
import { readSent } from '../../../src/core/as-server/judge-token.js'
import type { ServerName } from '../../../src/core/as-server/names.js'
import { NOW } from '../token/support.js'
import { bothByKey, type Form, keysOf, tokensWith } from './key-set.js'
import { catalogWith } from './support.js'

const CLAIMS = { sub: 'alice', jti: 'x', scope: 'read' }
const TOKENS = tokensWith(CLAIMS, 'scope', ['read'])
const tokenOf = (what: string): string => TOKENS.get(what) ?? ''

async function seen(what: string, form: Form): Promise<readonly Condition[]> {
  const at = { now: NOW, leeway: 0 }
  return (await readSent({ text: tokenOf(what), ...keysOf(form) }, at)).conditions
}

test.each([
  ['by the first key', [], []],
  ['no `kid`', ['unknown-key/kid-missing'], ['unknown-key/several']],
  ['an unknown `kid`', ['unknown-key/kid'], ['unknown-key/kid', 'bad-signature']],
  ['`kid` empty', ['unknown-key/kid'], ['unknown-key/kid', 'bad-signature']],
  ['a signature with the other `s`', [], []],
  ['a signature in DER', ['bad-signature/length', 'bad-signature'], 'as one'],
  ['a signature of zeros', ['bad-signature'], ['bad-signature']],
  ['a key of its own in the header', ['bad-signature'], ['bad-signature']],
  [
    'another hash with the same key',
    ['wrong-algorithm/asymmetric', 'unknown-key/alg', 'bad-signature'],
    'as one',
  ],
  ['unused bits set in the signature', ['malformed/loose-bits-in-signature'], 'as one'],
  ['by the second key', ['unknown-key/kid', 'bad-signature'], []],
  ['by the second key, without kid', 'skip', ['unknown-key/several']],
  ['by the second key, with the kid of the first', ['bad-signature'], ['bad-signature']],
  ['by the key for another algorithm', 'skip', ['wrong-algorithm/other-key']],
  [
    'by the key for another algorithm, without kid',
    'skip',
    ['wrong-algorithm/other-key', 'unknown-key/kid-missing-others'],
  ],
  [
    'by the first key, with the kid of the one for another algorithm',
    'skip',
    ['unknown-key/alg', 'unknown-key/type', 'bad-signature'],
  ],
  ['by the key for encryption', 'skip', ['unknown-key/use']],
  [
    'by the key for RSA-OAEP',
    'skip',
    ['wrong-algorithm/other-key', 'unknown-key/use', 'unknown-key/alg'],
  ],
] as const)('%s', async (what, one, several) => {
  expect(TOKENS.has(what)).toBe(true)
  if (one !== 'skip') expect(await seen(what, 'one')).toEqual(one)
  expect(await seen(what, 'several')).toEqual(several === 'as one' ? one : several)
})

async function statusOf(server: ServerName, what: string, form: Form): Promise<number> {
  const catalog = catalogWith({ scope_claim: 'scope' })
  return (await bothByKey(catalog, server, tokenOf(what), form)).server.status
}

test('a server with one public key ignores `kid`; one with a key set does not', async () => {
  for (const server of ['fastapi-bearer', 'jsonwebtoken', 'hono'] as const) {
    expect(await statusOf(server, 'an unknown `kid`', 'PEM')).toBe(200)
    expect(await statusOf(server, 'an unknown `kid`', 'one')).toBe(401)
  }
  expect(await statusOf('fastify', 'an unknown `kid`', 'one')).toBe(500)
})

test('without a `kid`, servers take the only key, try each, or refuse', async () => {
  const both = async (server: ServerName) => [
    await statusOf(server, 'no `kid`', 'one'),
    await statusOf(server, 'no `kid`', 'several'),
  ]
  expect(await both('jsonwebtoken')).toEqual([200, 401])
  expect(await both('spring')).toEqual([200, 200])
  expect(await both('hono')).toEqual([401, 401])
  expect(await both('fastify')).toEqual([500, 500])
})

test('a server that ignores `use` accepts a token by a key for encryption', async () => {
  expect(await statusOf('fastify', 'by the key for encryption', 'several')).toBe(200)
  expect(await statusOf('spring', 'by the key for encryption', 'several')).toBe(401)
})
