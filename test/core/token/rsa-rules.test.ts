import { generatePrimeSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkKey } from '../../../src/core/token/key-rules.js'
import type { Jwk } from '../../../src/core/token/model.js'
import { newKeyPair } from '../../../src/io/make-key.js'
import { encode, KEYS } from './support.js'

const { jwk } = KEYS.RS256
const bytes = (number: bigint): Uint8Array => {
  const hex = number.toString(16)
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
}
const text = (number: bigint): string => encode(bytes(number))
const number = (member: string | undefined): bigint =>
  BigInt(`0x${Buffer.from(member ?? '', 'base64url').toString('hex')}`)
const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true })

/** A product of two adjacent numbers, near the square of `middle`, without a small factor. */
function close(middle: bigint): bigint {
  const isRough = (n: bigint): boolean => {
    for (let i = 2n; i <= 751n; i++) if (n % i === 0n) return false
    return true
  }
  for (let a = middle + 1n; ; a++) {
    const half = 2n ** 500n + (a % 2n ? 0n : 1n)
    if (isRough(a * a - half * half)) return a * a - half * half
  }
}

const publicKey = (n: bigint, e = 65537n): Jwk => ({ kty: 'RSA', n: text(n), e: text(e) })
const found = (key: Jwk, use: 'sign' | 'verify' = 'verify') =>
  checkKey(key, 'RS256', use).map(({ code, args }) => [code, (args as { what?: string }).what])

test('KEY2: a modulus that anyone can factor', () => {
  const p = prime(1024)
  const n = number(jwk.n)
  expect(found(publicKey(n - 1n))).toEqual([['rsa-modulus', 'small-factor']])
  expect(found(publicKey(3n * prime(2047)))).toEqual([['rsa-modulus', 'small-factor']])
  expect(found(publicKey(751n * prime(2040)))).toEqual([['rsa-modulus', 'small-factor']])
  expect(found(publicKey(p * p))).toEqual([['rsa-modulus', 'close-factors']])
  expect(found(publicKey(close(p)))).toEqual([['rsa-modulus', 'close-factors']])
  expect(found(publicKey(n))).toEqual([])
})

test('KEY2: sizes that no implementation can verify with', () => {
  expect(found(publicKey(2n ** 16_385n + 1n))).toEqual([['rsa-long', undefined]])
  expect(found({ kty: 'RSA', n: encode(new Uint8Array(700_000).fill(255)), e: 'AQAB' })).toEqual([
    ['rsa-long', undefined],
  ])
})

test('KEY2: an exponent that is effectively 1 does nothing, so long ones are refused', () => {
  const [p, q] = [number(jwk.p), number(jwk.q)]
  const disguised = (p - 1n) * (q - 1n) + 1n
  expect(found(publicKey(p * q, disguised))).toEqual([['rsa-exponent', 'long']])
  expect(found(publicKey(p * q, 2n ** 64n + 1n))).toEqual([['rsa-exponent', 'long']])
  for (const e of [3n, 17n, 65537n, 2n ** 64n - 1n]) expect(found(publicKey(p * q, e))).toEqual([])
})

test('a private part of another key, or of no key', () => {
  const other = { n: newKeyPair('RSA').n }
  for (const wrong of [
    other,
    { e: 'Aw' },
    { d: text(number(jwk.d) + 2n) },
    { p: jwk.q, q: jwk.p },
    { p: 'AQ', q: jwk.n },
    { p: 'AA' },
    { dp: jwk.dq, dq: jwk.dp },
    { qi: 'AQ' },
  ] as Partial<Jwk>[]) {
    for (const use of ['sign', 'verify'] as const) {
      expect(found({ ...jwk, ...wrong }, use), Object.keys(wrong).join()).toEqual([
        ['key-torn', undefined],
      ])
    }
  }
  expect(found(jwk, 'sign')).toEqual([])
})
