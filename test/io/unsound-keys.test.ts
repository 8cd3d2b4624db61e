import { getDiffieHellman } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Algorithm, Jwk } from '../../src/core/token/model.js'
import { readEnvironment } from '../../src/io/env-file.js'
import { newKeyPair } from '../../src/io/make-key.js'
import { loadSigningKey, loadTrust } from '../../src/io/trust.js'
import { codesOf, context, folder } from './support.js'

const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

function keying(key: string, algorithm: Algorithm, content: string) {
  const dir = folder({ key: content })
  const ctx = context(dir, { env: { KEY: content } })
  const place = { ctx, environment: readEnvironment(undefined, ctx), folder: dir, by: '--key' }
  return { settings: { issuers: 'any', audiences: 'any', algorithm, key } as const, place }
}

/** The neutral point: it verifies any signature with R = [S]B, over any text. */
const neutral = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)])
const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), neutral])
const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`
const ed: Jwk = { kty: 'OKP', crv: 'Ed25519', x: b64(neutral) }

describe('a key that anyone can sign for is refused from every source', () => {
  test.each([
    ['a JWK', JSON.stringify(ed)],
    ['a JWK set', JSON.stringify({ keys: [ed] })],
    ['a JWK set with another key', JSON.stringify({ keys: [newKeyPair('OKP'), ed] })],
    ['a PEM', pem],
  ])('%s', async (_name, content) => {
    for (const key of ['file:key', 'env:KEY']) {
      const codes = await codesOf(() => loadTrust(keying(key, 'EdDSA', content)))
      expect(codes).toEqual(['ed25519-point'])
    }
  })

  test('a URL', async () => {
    const body = JSON.stringify({ keys: [ed] })
    const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
    expect(await codesOf(() => loadTrust(keying(url, 'EdDSA', '')))).toEqual(['ed25519-point'])
  })

  test('an RSA modulus that is a prime', async () => {
    const jwk = { kty: 'RSA', n: b64(getDiffieHellman('modp14').getPrime()), e: 'AQAB' }
    const codes = await codesOf(() =>
      loadTrust(keying('env:KEY', 'RS256', JSON.stringify({ keys: [newKeyPair('RSA'), jwk] }))),
    )
    expect(codes).toEqual(['rsa-modulus'])
  })
})

describe('a private part that does not match the public one is refused, for signing and verifying', () => {
  const torn = (kty: 'EC' | 'OKP' | 'RSA', members: readonly (keyof Jwk)[]): Jwk => {
    const [one, other] = [newKeyPair(kty), newKeyPair(kty)]
    const taken = Object.fromEntries(members.map((member) => [member, other[member]]))
    return { ...one, ...taken }
  }
  test.each([
    ['EC', torn('EC', ['d']), 'ES256'],
    ['EC, another point', torn('EC', ['x', 'y']), 'ES256'],
    ['EC, the scalar 0', { ...newKeyPair('EC'), d: b64(Buffer.alloc(32)) }, 'ES256'],
    ['Ed25519', torn('OKP', ['x']), 'EdDSA'],
    ['RSA', torn('RSA', ['n']), 'RS256'],
    ['RSA, another d', torn('RSA', ['d']), 'PS256'],
  ] as const)('%s', async (_name, jwk, algorithm) => {
    const found = keying('env:KEY', algorithm, JSON.stringify(jwk))
    expect(await codesOf(() => loadSigningKey(found))).toEqual(['key-torn'])
    expect(await codesOf(() => loadTrust(found))).toEqual(['key-torn'])
  })

  test.each([
    ['EC', 'ES256'],
    ['OKP', 'EdDSA'],
    ['RSA', 'RS256'],
  ] as const)('CTRL: a whole %s key signs, and verifies', async (kty, algorithm) => {
    const found = keying('env:KEY', algorithm, JSON.stringify(newKeyPair(kty)))
    expect((await loadSigningKey(found)).key.algorithm).toBe(algorithm)
    expect((await loadTrust(found)).trust.keys).toHaveLength(1)
  })
})
