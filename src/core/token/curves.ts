import { hexOf } from './hex.js'

interface Curve {
  /** Length of one coordinate in bytes (RFC 7518 §6.2.1.2). */
  readonly bytes: number
  readonly p: bigint
  readonly b: bigint
}

// FIPS 186-4, D.1.2; a is -3 for all of them.
const CURVES: ReadonlyMap<string, Curve> = new Map([
  [
    'P-256',
    {
      bytes: 32,
      p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
      b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    },
  ],
  [
    'P-384',
    {
      bytes: 48,
      p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
      b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    },
  ],
  [
    'P-521',
    {
      bytes: 66,
      p: 2n ** 521n - 1n,
      b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    },
  ],
])

/** Length in bytes of a coordinate or private value on the curve; undefined for a curve we do not sign with. */
export function coordinateBytes(crv: string): number | undefined {
  return crv === 'Ed25519' ? 32 : CURVES.get(crv)?.bytes
}

/**
 * Whether (x, y) satisfies the curve's equation: a point that does not leaks the other side's secret in key agreement,
 * and is not a key at all for signatures. For Ed25519 see edwards.ts.
 */
export function isOnCurve(crv: string, x: Uint8Array, y: Uint8Array): boolean {
  const curve = CURVES.get(crv)
  if (!curve) return false
  const { p, b } = curve
  const [px, py] = [integer(x), integer(y)]
  return px < p && py < p && (py * py - (px * px * px - 3n * px + b)) % p === 0n
}

/** Like isOnCurve, for the curve of ES256K: nothing here signs with it, but its public keys must be recognized too. */
export function isOnSecp256k1(x: Uint8Array, y: Uint8Array): boolean {
  const p = 2n ** 256n - 2n ** 32n - 977n
  const [px, py] = [integer(x), integer(y)]
  return px < p && py < p && (py * py - (px * px * px + 7n)) % p === 0n
}

/** Big-endian, as in all of RFC 7518. */
export function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x0${hexOf(bytes)}`)
}
