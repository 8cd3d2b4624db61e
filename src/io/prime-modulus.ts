import { checkPrime } from 'node:crypto'
import type { Jwk } from '../core/token/model.js'

/**
 * Whether an RSA modulus is itself a prime: then its private exponent is anybody's to compute. One round: it is a
 * product of two primes that must be told apart, and a round mistakes at most a quarter of the bases for it, of such
 * numbers next to none.
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
