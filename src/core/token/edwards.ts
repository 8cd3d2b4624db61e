import type { PointFault } from '../problems/key-rules.js'
import { integer } from './curves.js'

// RFC 8032 §5.1: -x² + y² = 1 + d·x²·y² over the integers modulo p.
const P = 2n ** 255n - 19n
/** -121665 / 121666 */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
/** A square root of -1: 2^((p - 1) / 4). */
const I = 19681161376707505956807079304988542015446066515923890162744021073123829784752n
const SIGN = 1n << 255n

/**
 * What is wrong with an encoded point as a public key (RFC 8032 §5.1.3), or undefined.
 *
 * A point whose order divides 8 is on the curve, but one signature in eight, or every one, verifies with it, whoever
 * made it (libsodium's `ge25519_has_small_order`). An encoding with y >= p, or of x = 0 with the sign bit set, is a
 * second spelling of a point, and decoders disagree on it (`ge25519_is_canonical`).
 *
 * NOT checked: that the point is in the prime-order subgroup. Even for a mixed-order key, only someone who knows its
 * scalar can sign.
 */
export function pointFault(encoded: Uint8Array): PointFault | undefined {
  const number = integer(encoded.toReversed()) // RFC 8032 is little-endian
  const isOdd = number >= SIGN
  const y = isOdd ? number - SIGN : number
  if (y >= P) return 'non-canonical'
  const x = xOf(y, isOdd)
  if (typeof x === 'string') return x
  return isIdentity(double(double(double([x, y, 1n])))) ? 'small-order' : undefined
}

/** x² = (y² - 1) / (d·y² + 1); the divisor is never 0, as -1/d is not a square. */
function xOf(y: bigint, isOdd: boolean): bigint | PointFault {
  const u = mod(y * y - 1n)
  const v = mod(D * y * y + 1n)
  const v3 = mod(v * v * v)
  const root = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n))
  const square = mod(v * root * root)
  if (square !== u && square !== mod(-u)) return 'not-on-curve'
  const x = square === u ? root : mod(root * I)
  if (x === 0n && isOdd) return 'non-canonical'
  return (x % 2n === 1n) === isOdd ? x : mod(-x)
}

/** Projective: (X / Z, Y / Z). */
type Point = readonly [X: bigint, Y: bigint, Z: bigint]

function double([X, Y, Z]: Point): Point {
  const [a, b] = [mod(X * X), mod(Y * Y)]
  const sum = mod(b - a)
  const rest = mod(sum - 2n * Z * Z)
  return [mod(((X + Y) ** 2n - a - b) * rest), mod(-sum * (a + b)), mod(sum * rest)]
}

const isIdentity = ([X, Y, Z]: Point): boolean => X === 0n && Y === Z

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square)
    square = mod(square * square)
  }
  return result
}
