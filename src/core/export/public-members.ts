import type { Jwk } from '../token/model.js'

/** Never a private member, whatever the key has. */
export function publicMembers({ kty, kid, alg, use, crv, x, y, n, e }: Jwk): object {
  const all = { kty, kid, alg, use, crv, x, y, n, e }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** A public key for engines that use no key without this member. */
export const forSignatures = (key: Jwk): Jwk => ({ ...key, use: 'sig' })
