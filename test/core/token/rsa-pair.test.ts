import { expect, test } from 'vitest'
import { integer } from '../../../src/core/token/curves.js'
import { checkRsa, isRsaPair, type RsaNumber } from '../../../src/core/token/rsa-rules.js'
import { keyPair } from '../../support/key-pair.js'

const jwk = keyPair('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const number = (member: RsaNumber): bigint => integer(Buffer.from(String(jwk[member]), 'base64url'))
const [d, p, q] = [number('d'), number('p'), number('q')]

function bytesOf(value: bigint): Uint8Array {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}
const isPair = (changed: Partial<Record<RsaNumber, bigint>> = {}): boolean =>
  isRsaPair((member) => bytesOf(changed[member] ?? number(member)))

test('the numbers of a key belong together, also with another d of the same effect', () => {
  expect(isPair()).toBe(true)
  expect(isPair({ d: d + (p - 1n) * (q - 1n) })).toBe(true)
})

test.each<RsaNumber>(['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'])('a wrong %s', (member) => {
  for (const by of [1n, 2n]) expect(isPair({ [member]: number(member) + by })).toBe(false)
  expect(isPair({ [member]: 0n })).toBe(false)
})

test('a d that is right for only one of the primes, with the numbers made from it or without', () => {
  const forQ = d + q - 1n
  expect(isPair({ d: forQ })).toBe(false)
  expect(isPair({ d: forQ, dp: forQ % (p - 1n) })).toBe(false)
  const forP = d + p - 1n
  expect(isPair({ d: forP })).toBe(false)
  expect(isPair({ d: forP, dq: forP % (q - 1n) })).toBe(false)
})

test('factors that are not primes, among them 1 and n', () => {
  for (const factors of [
    { p: 1n, q: p * q },
    { p: p * q, q: 1n },
    { p: 0n, q: 0n, n: 0n },
  ])
    expect(isPair(factors)).toBe(false)
})

test('what is wrong with the public numbers', () => {
  const [n, e] = [number('n'), number('e')]
  const check = (modulus: bigint, exponent = e) => checkRsa(bytesOf(modulus), bytesOf(exponent))
  expect(check(n)).toEqual([])
  const args = (modulus: bigint, exponent = e) =>
    check(modulus, exponent).map(({ code, args }) => ({ code, ...args }))
  expect(args(n, 1n)).toEqual([{ code: 'rsa-exponent', what: 'one' }])
  expect(args(n, 65536n)).toEqual([{ code: 'rsa-exponent', what: 'even' }])
  expect(args(n, 0n)).toEqual([{ code: 'rsa-exponent', what: 'even' }])
  expect(args(n, (1n << 64n) - 1n)).toEqual([])
  expect(args(n, (1n << 64n) + 1n)).toEqual([{ code: 'rsa-exponent', what: 'long' }])
  expect(args(n >> 1n)[0]).toEqual({ code: 'rsa-short', bits: 2047, needed: 2048 })
  expect(args(1n << 16_384n)).toEqual([{ code: 'rsa-long', bits: 16_385, limit: 16_384 }])
  expect(args(751n ** 215n)).toEqual([{ code: 'rsa-modulus', what: 'small-factor' }])
  expect(args(p * p)).toEqual([{ code: 'rsa-modulus', what: 'close-factors' }])
  // Of a short key only its size is reported.
  expect(args(751n * 757n).map(({ code }) => code)).toEqual(['rsa-short'])
})

test('factors that are close together, but not farther apart', () => {
  const codes = (half: bigint): (string | undefined)[] => {
    for (let a = (1n << 1100n) + 1n; ; a += 2n) {
      const found = checkRsa(bytesOf(a * a - half * half), bytesOf(65_537n))
      const what = found.map(({ args }) => (args as { what?: string }).what)
      if (what[0] !== 'small-factor') return what
    }
  }
  expect(codes(1n << 552n)).toEqual(['close-factors'])
  expect(codes(1n << 553n)).toEqual(['close-factors'])
  expect(codes(1n << 556n)).toEqual([])
})
