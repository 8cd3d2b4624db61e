import { type Problem, problem } from '../problem.js'
import { integer } from './curves.js'

/** RFC 7518 §3.3. */
const MIN_BITS = 2048
/** OpenSSL's limit for verifying; with a longer key, every signature would seem to be wrong. */
const MAX_BITS = 16_384
/** SP 800-89 §5.3.3: a modulus has no factor up to 751. */
const LARGEST_SMALL_PRIME = 751
/** Primes this close together are found quickly (CVE-2022-26320). */
const FERMAT_STEPS = 100

/**
 * What is wrong with an RSA public key: a size outside 2048 to 16,384 bits, a public exponent of 1, an even one, or one
 * that does not fit in 64 bits (1 + λ(n) does nothing, just like 1), and a modulus that is trivial to factor: one with
 * a small factor, a square, or a product of two adjacent primes.
 *
 * NOT checked: that the modulus is not itself a prime (see io/prime-modulus.ts), and how its primes were made (ROCA).
 */
export function checkRsa(modulus: Uint8Array, exponent: Uint8Array): Problem[] {
  const [n, e] = [integer(modulus), integer(exponent)]
  const bits = bitsOf(n)
  const found: Problem[] = []
  if (bits < MIN_BITS) found.push(problem('rsa-short', { bits, needed: MIN_BITS }))
  if (bits > MAX_BITS) return [problem('rsa-long', { bits, limit: MAX_BITS })]
  if (e === 1n) found.push(problem('rsa-exponent', { what: 'one' }))
  else if (e % 2n === 0n) found.push(problem('rsa-exponent', { what: 'even' }))
  else if (bitsOf(e) > 64) found.push(problem('rsa-exponent', { what: 'long' }))
  const what = hasSmallFactor(n) ? 'small-factor' : hasCloseFactors(n) ? 'close-factors' : undefined
  if (what && bits >= MIN_BITS) found.push(problem('rsa-modulus', { what }))
  return found
}

/** The numbers of a private RSA key, named as in a JWK (RFC 7518 §6.3.2). */
export type RsaNumber = 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'

/** Whether the private numbers belong to the public ones, which OpenSSL does not check before it signs. */
export function isRsaPair(part: (member: RsaNumber) => Uint8Array): boolean {
  const number = (member: RsaNumber): bigint => integer(part(member))
  const [n, e, d, p, q] = [number('n'), number('e'), number('d'), number('p'), number('q')]
  if (p < 2n || q < 2n || p * q !== n) return false
  const [dp, dq, qi] = [number('dp'), number('dq'), number('qi')]
  return (
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    (d - dp) % (p - 1n) === 0n &&
    (d - dq) % (q - 1n) === 0n &&
    (q * qi) % p === 1n
  )
}

const bitsOf = (number: bigint): number => (number === 0n ? 0 : number.toString(2).length)

function hasSmallFactor(n: bigint): boolean {
  for (let divisor = 2n; divisor <= LARGEST_SMALL_PRIME; divisor++) {
    if (n % divisor === 0n) return true
  }
  return false
}

/** Fermat's method: n = a² - b² = (a - b)(a + b), for an a just above the root of n. A square has b = 0. */
function hasCloseFactors(n: bigint): boolean {
  let a = rootOf(n)
  if (a * a < n) a++
  for (let step = 0; step < FERMAT_STEPS; step++, a++) {
    const rest = a * a - n
    if (MAYBE_SQUARE.has(Number(rest & 63n)) && rootOf(rest) ** 2n === rest) return true
  }
  return false
}

/** Squares modulo 64: all but twelve remainders are ruled out without computing a root. */
const MAYBE_SQUARE: ReadonlySet<number> = new Set(
  Array.from({ length: 64 }, (_, i) => (i * i) % 64),
)

/** The integer part of the square root, by Newton's method from above. */
function rootOf(n: bigint): bigint {
  if (n < 2n) return n
  let root = 1n << BigInt(Math.ceil(bitsOf(n) / 2))
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
