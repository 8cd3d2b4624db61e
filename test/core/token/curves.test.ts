import { expect, test } from 'vitest'
import { coordinateBytes, isOnCurve, isOnSecp256k1 } from '../../../src/core/token/curves.js'

const bytes = (value: bigint): Uint8Array => {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

/** The base points: SEC 2, sections 2.4.1, 2.4.2, 2.5.1 and 2.6.1; P is the modulus. */
const POINTS = [
  {
    crv: 'P-256',
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
  {
    crv: 'P-384',
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  },
  {
    crv: 'secp256k1',
    p: 2n ** 256n - 2n ** 32n - 977n,
    x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
    y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
  },
]

test.each(POINTS)('$crv: its base point, and no other with a coordinate changed', (point) => {
  const { crv, p, x, y } = point
  const isOn = (px: bigint, py: bigint) =>
    crv === 'secp256k1' ? isOnSecp256k1(bytes(px), bytes(py)) : isOnCurve(crv, bytes(px), bytes(py))
  expect(isOn(x, y)).toBe(true)
  expect(isOn(x, p - y)).toBe(true)
  for (const [px, py] of [
    [x, y + 1n],
    [x + 1n, y],
    [y, x],
    [p - x, y],
    [0n, 0n],
    [1n, 1n],
    // The same point modulo P, but not a coordinate
    [x + p, y],
    [x, y + p],
    [p, p],
  ] as const) {
    expect(isOn(px, py), `${px} ${py}`).toBe(false)
  }
})

test('a coordinate of exactly P is none, where zero would be one', () => {
  // The square root of b is the y of x = 0 on P-256.
  const { p } = POINTS[0] as (typeof POINTS)[number]
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn
  const power = (base: bigint, exponent: bigint): bigint => {
    let [result, square, left] = [1n, base % p, exponent]
    for (; left > 0n; left >>= 1n) {
      if (left & 1n) result = (result * square) % p
      square = (square * square) % p
    }
    return result
  }
  const y = power(b, (p + 1n) / 4n)
  expect(isOnCurve('P-256', bytes(0n), bytes(y))).toBe(true)
  expect(isOnCurve('P-256', bytes(p), bytes(y))).toBe(false)
})

test('no other curve signs here', () => {
  const [{ x, y }] = POINTS.slice(-1) as [(typeof POINTS)[number]]
  expect(isOnCurve('secp256k1', bytes(x), bytes(y))).toBe(false)
  expect(
    ['P-256', 'P-384', 'P-521', 'Ed25519', 'X25519', 'secp256k1'].map(coordinateBytes),
  ).toEqual([32, 48, 66, 32, undefined, undefined])
})
