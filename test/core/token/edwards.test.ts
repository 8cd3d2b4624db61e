import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pointFault } from '../../../src/core/token/edwards.js'
import { checkKey } from '../../../src/core/token/key-rules.js'
import { keyPair } from '../../support/key-pair.js'
import { encode } from './support.js'

const P = 2n ** 255n - 19n
/** The y of a point of order 8; the other one is its negative. */
const Y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n
const SMALL = [0n, 1n, P - 1n, Y8, P - Y8]

/** 32 bytes, least significant first, with the sign of x in the highest bit. */
function point(y: bigint, sign: 0 | 1 = 0): Uint8Array {
  const hex = (y | (BigInt(sign) << 255n)).toString(16).padStart(64, '0')
  return Buffer.from(hex, 'hex').reverse()
}

describe('every encoding of the eight points of small order', () => {
  const canonical = [
    ...[0n, Y8, P - Y8].flatMap((y) => [point(y, 0), point(y, 1)]),
    point(1n),
    point(P - 1n),
  ]
  test('the canonical ones', () => {
    expect(canonical).toHaveLength(8)
    expect(canonical.map(pointFault)).toEqual(Array(8).fill('small-order'))
  })

  test('those with y + p, and those of x = 0 with the sign bit set', () => {
    const beyond = SMALL.map((y) => y + P).filter((y) => y < 2n ** 255n)
    const others = [
      ...beyond.flatMap((y) => [point(y, 0), point(y, 1)]),
      point(1n, 1),
      point(P - 1n, 1),
    ]
    expect(others).toHaveLength(6)
    expect(others.map(pointFault)).toEqual(Array(6).fill('non-canonical'))
  })
})

test('every y from p to 2^255 - 1 is a second encoding, on the curve or not', () => {
  for (let y = P; y < 2n ** 255n; y++) {
    expect([pointFault(point(y, 0)), pointFault(point(y, 1))]).toEqual([
      'non-canonical',
      'non-canonical',
    ])
  }
})

test('half of all y belong to no point of the curve', () => {
  // y = 2: (y² - 1) / (d·y² + 1) is not a square.
  expect(pointFault(point(2n))).toBe('not-on-curve')
  expect(pointFault(point(2n, 1))).toBe('not-on-curve')
  let off = 0
  for (let y = 2n; y < 202n; y++) if (pointFault(point(y)) === 'not-on-curve') off++
  expect(off).toBeGreaterThan(70)
  expect(off).toBeLessThan(130)
})

test('CTRL: no generated key, and no example of RFC 8032 §7.1, is refused', () => {
  for (let i = 0; i < 50; i++) {
    const { x } = keyPair('ed25519').publicKey.export({ format: 'jwk' })
    expect(pointFault(Buffer.from(String(x), 'base64url'))).toBeUndefined()
  }
  for (const hex of [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
  ])
    expect(pointFault(Buffer.from(hex, 'hex'))).toBeUndefined()
})

test('any 32 bytes give one of four results, and the sign never changes whether y is on the curve', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const other = Uint8Array.from(bytes)
      other[31] = (other[31] ?? 0) ^ 0x80
      const faults = [pointFault(bytes), pointFault(other)]
      expect(new Set(faults).size).toBe(1)
    }),
  )
})

test('KEY2: such keys do not fit EdDSA, nor do keys of 31 or 33 bytes', () => {
  const codes = (x: Uint8Array) =>
    checkKey({ kty: 'OKP', crv: 'Ed25519', x: encode(x) }, 'EdDSA', 'verify').map(
      ({ code }) => code,
    )
  expect(codes(point(1n))).toEqual(['ed25519-point'])
  expect(codes(point(P + 1n))).toEqual(['ed25519-point'])
  expect(codes(point(2n))).toEqual(['ed25519-point'])
  expect(codes(point(1n).subarray(1))).toEqual(['key-member'])
  expect(codes(Buffer.concat([point(1n), Buffer.alloc(1)]))).toEqual(['key-member'])
})
