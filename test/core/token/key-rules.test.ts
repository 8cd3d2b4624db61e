import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { algorithmOf, needsOf } from '../../../src/core/token/algorithms.js'
import {
  checkKey,
  checkSecret,
  isWeak,
  publicJwk,
  thumbprint,
} from '../../../src/core/token/key-rules.js'
import { ALGORITHMS, type Algorithm, type Jwk } from '../../../src/core/token/model.js'
import { keyPair } from '../../support/key-pair.js'
import { encode, KEYS } from './support.js'

const codes = (jwk: Jwk, algorithm: Algorithm, use: 'sign' | 'verify' = 'verify') =>
  checkKey(jwk, algorithm, use).map(({ code }) => code)
const secret = (text: string | Uint8Array, algorithm: Algorithm = 'HS256') =>
  checkSecret(Buffer.from(text as string), algorithm)
const secretCodes = (text: string | Uint8Array) => secret(text).map(({ code }) => code)
const publicOf = (jwk: Jwk) => publicJwk(jwk) ?? jwk

test.each(ALGORITHMS)(
  'CTRL: a real %s key fits, private and public, and no other algorithm of another family',
  (algorithm) => {
    const { jwk } = KEYS[algorithm]
    expect(codes(jwk, algorithm, 'sign')).toEqual([])
    expect(codes(jwk, algorithm, 'verify')).toEqual([])
    expect(codes(publicOf(jwk), algorithm)).toEqual([])
    expect(
      codes({ ...jwk, use: 'sig', key_ops: ['sign', 'verify'], alg: algorithm }, algorithm),
    ).toEqual([])
    const { kty, crv } = needsOf(algorithm)
    for (const other of ALGORITHMS.filter(
      (name) => needsOf(name).kty !== kty || needsOf(name).crv !== crv,
    )) {
      expect(codes(jwk, other)).toEqual(['key-type'])
    }
  },
)

test('ALG4: the algorithm is the one that the key names, or the only one that its curve allows', () => {
  for (const algorithm of ALGORITHMS) {
    const { jwk } = KEYS[algorithm]
    const own = algorithm === 'Ed25519' ? 'EdDSA' : algorithm
    expect(algorithmOf(jwk)).toBe(['EC', 'OKP'].includes(jwk.kty) ? own : undefined)
    expect(algorithmOf({ ...jwk, alg: 'PS512' })).toBe('PS512')
    for (const alg of ['none', 'RSA-OAEP', 'es256', '__proto__', ''])
      expect(algorithmOf({ ...jwk, alg })).toBeUndefined()
  }
  expect(algorithmOf({ kty: 'EC', crv: 'secp256k1' })).toBeUndefined()
  expect(algorithmOf({ kty: 'OKP', crv: 'X25519' })).toBeUndefined()
  expect(codes({ ...KEYS.RS256.jwk, alg: 'PS256' }, 'RS256')).toEqual(['key-pinned'])
})

test('KEY2: RSA keys that are too small, or with which anything verifies', () => {
  const small = keyPair('rsa', { modulusLength: 2040 }).privateKey.export({
    format: 'jwk',
  }) as unknown as Jwk
  expect(checkKey(small, 'RS256', 'verify')).toMatchObject([
    { code: 'rsa-short', args: { bits: 2040, needed: 2048 } },
  ])
  const { jwk } = KEYS.RS256
  const padded = Buffer.concat([Buffer.alloc(2), Buffer.from(small.n ?? '', 'base64url')])
  expect(codes({ ...small, n: encode(padded) }, 'RS256')).toEqual(['rsa-short'])
  expect(checkKey({ ...jwk, e: 'AQ' }, 'RS256', 'verify')).toMatchObject([
    { code: 'rsa-exponent', args: { what: 'one' } },
  ])
  expect(codes({ ...jwk, e: 'AAAB' }, 'RS256')).toEqual(['rsa-exponent'])
  for (const e of ['Ag', 'AQAA', 'AA'])
    expect(checkKey({ ...jwk, e }, 'RS256', 'verify')).toMatchObject([{ args: { what: 'even' } }])
})

test('KEY2: what the key says it is for', () => {
  const { jwk } = KEYS.ES256
  expect(codes({ ...jwk, use: 'enc' }, 'ES256')).toEqual(['key-use'])
  expect(codes({ ...jwk, key_ops: ['sign'] }, 'ES256', 'verify')).toEqual(['key-ops'])
  expect(codes({ ...jwk, key_ops: ['verify'] }, 'ES256', 'sign')).toEqual(['key-ops'])
  expect(codes({ ...jwk, key_ops: [] }, 'ES256')).toEqual(['key-ops'])
  expect(codes({ ...jwk, key_ops: 'verify' as never }, 'ES256')).toEqual(['key-ops'])
})

test.each(['ES256', 'ES384', 'ES512'] as const)(
  'KEY2: a point off the curve of %s, or too short',
  (algorithm) => {
    const { jwk } = KEYS[algorithm]
    const y = Buffer.from(jwk.y ?? '', 'base64url')
    y[y.length - 1] = (y.at(-1) ?? 0) ^ 1
    expect(codes({ ...jwk, y: encode(y) }, algorithm)).toEqual(['ec-off-curve'])
    const zero = encode(Buffer.alloc(y.length))
    expect(codes({ ...jwk, x: zero, y: zero }, algorithm)).toEqual(['ec-off-curve'])
    expect(codes({ ...jwk, x: encode(y.subarray(1)) }, algorithm)).toEqual(['key-member'])
  },
)

test('KEY2: missing and odd members, and no private part', () => {
  const { jwk } = KEYS.RS256
  const { n: _n, ...noModulus } = jwk
  const { qi: _qi, ...noCrt } = jwk
  expect(checkKey(noModulus, 'RS256', 'verify')).toMatchObject([
    { args: { member: 'n', what: 'missing' } },
  ])
  expect(checkKey(noCrt, 'RS256', 'sign')).toMatchObject([
    { args: { member: 'qi', what: 'missing' } },
  ])
  expect(checkKey({ ...jwk, n: `${jwk.n}=` }, 'RS256', 'verify')).toMatchObject([
    { args: { member: 'n', what: 'invalid' } },
  ])
  expect(checkKey({ ...jwk, n: 7 as never }, 'RS256', 'verify')).toMatchObject([
    { args: { member: 'n', what: 'invalid' } },
  ])
  expect(codes({ kty: 'oct' }, 'HS256')).toEqual(['key-member'])
  for (const algorithm of ['RS256', 'ES256', 'EdDSA'] as const) {
    expect(codes(publicOf(KEYS[algorithm].jwk), algorithm, 'sign')).toEqual(['key-public-only'])
  }
})

test('KEY1: short and well-known secrets are weak; empty ones are not secrets', () => {
  expect(secretCodes('')).toEqual(['secret-empty'])
  expect(secret('x'.repeat(31))).toMatchObject([
    { code: 'secret-short', args: { bytes: 31, needed: 32 } },
  ])
  expect(secret('x'.repeat(63), 'HS512')).toMatchObject([{ args: { bytes: 63, needed: 64 } }])
  expect(secretCodes('x'.repeat(32))).toEqual([])
  for (const word of ['secret', 'changeme', 'your-256-bit-secret', 'secret\n']) {
    expect(secretCodes(word)).toEqual(['secret-well-known', 'secret-short'])
  }
  const a1 =
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow'
  const fastapi = '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7'
  for (const known of [
    'a-string-secret-at-least-256-bits-long',
    fastapi,
    a1,
    Buffer.from(a1, 'base64url'),
  ]) {
    expect(secretCodes(known)).toEqual(['secret-well-known'])
  }
  expect(codes({ kty: 'oct', k: a1 }, 'HS256')).toEqual(['secret-well-known'])
  expect(secret('secret').every(isWeak)).toBe(true)
  expect([...secret(''), ...secret('-----BEGIN X-----')].some(isWeak)).toBe(false)
  expect(JSON.stringify(secret('secret'))).not.toContain('"secret"')
})

test.each(['RS256', 'ES256', 'EdDSA'] as const)(
  'ALG3: a public %s key is not an HMAC secret, in any form',
  (algorithm) => {
    const key = createPublicKey({
      key: KEYS[algorithm].jwk as unknown as Record<string, string>,
      format: 'jwk',
    })
    const pem = key.export({ type: 'spki', format: 'pem' }).toString()
    const jwk = JSON.stringify(key.export({ format: 'jwk' }))
    for (const text of [
      pem,
      pem.trim(),
      pem.replaceAll('\n', '\r\n'),
      `\ufeff${pem}`,
      `# mine\n${pem}`,
      jwk,
      ` ${jwk}`,
      `\ufeff${jwk}`,
    ]) {
      expect(secretCodes(text)).toEqual(['secret-looks-like'])
    }
    expect(secretCodes(key.export({ type: 'spki', format: 'der' }))).toEqual(['secret-looks-like'])
  },
)

test('ALG3: certificates, JWK sets and ssh keys are not HMAC secrets', () => {
  expect(secret('-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----')).toMatchObject([
    { args: { what: 'certificate' } },
  ])
  expect(secret('{"keys":[{"kty":"RSA"}]}')).toMatchObject([{ args: { what: 'jwk' } }])
  for (const ssh of [
    'ssh-rsa AAAAB3Nz me@here',
    'ssh-ed25519 AAAAC3Nz',
    'ecdsa-sha2-nistp256 AAAA',
    'sk-ssh-ed25519@openssh.com AAAA',
  ]) {
    expect(secret(ssh)).toMatchObject([{ args: { what: 'ssh' } }])
  }
  expect(secretCodes('{a passphrase that merely starts so}')).toEqual([])
})

test('SEC5: only allowed members are published, and nothing of a secret', () => {
  for (const algorithm of ['RS256', 'ES256', 'EdDSA'] as const) {
    const { jwk } = KEYS[algorithm]
    const shown = publicJwk({
      ...jwk,
      kid: 'k',
      use: 'sig',
      alg: algorithm,
      key_ops: ['sign'],
      oth: 'x',
      x5u: 'y',
    } as Jwk)
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...open } = jwk
    expect(shown).toEqual({ ...open, kid: 'k', use: 'sig', alg: algorithm })
  }
  expect(publicJwk(KEYS.HS256.jwk)).toBeUndefined()
})

test('thumbprint: the example of RFC 7638 §3.1, and the same for both parts of a pair', async () => {
  const n =
    '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'
  expect(await thumbprint({ kty: 'RSA', n, e: 'AQAB', alg: 'RS256', kid: '2011-04-29' })).toBe(
    'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  )
  const { jwk } = KEYS.ES256
  expect(await thumbprint(jwk)).toBe(await thumbprint(publicOf(jwk)))
})
