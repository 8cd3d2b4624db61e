import { checkPrime } from 'node:crypto'
import type { Jwk } from '../core/token/model.js'

/**
 * Whether an RSA modulus is itself a prime: anybody could compute its private exponent then. One round is enough to
 * recognize a product of two primes: a round is wrong for at most a quarter of the bases, and for such numbers hardly
 * ever.
 */
export function hasPrimeModulus({ kty, n }: Jwk): Promise<boolean> {
  if (kty !== 'RSA' || n === undefined) return Promise.resolve(false)
  const modulus = Buffer.from(n, 'base64url')
  return new Promise((resolve, reject) => {
    checkPrime(modulus, { checks: 1 }, (error, isPrime) =>
      error ? reject(error) : resolve(isPrime),
    )
  })
}
