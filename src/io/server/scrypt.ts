import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import {
  HASH_BYTES,
  type PasswordHash,
  SALT_BYTES,
  USUAL_COST,
} from '../../core/users/password-hash.js'
import type { Context } from '../context.js'

/** The hash of a new password, with a salt of its own. */
export async function hashPassword(password: string, ctx: Context): Promise<PasswordHash> {
  const salt = ctx.random(SALT_BYTES)
  return { ...USUAL_COST, salt, hash: await derive(password, salt, HASH_BYTES, USUAL_COST) }
}

/** Whether it is the password; how long that takes depends on the hash alone. */
export async function matchesHash(
  { salt, hash, ...cost }: PasswordHash,
  password: string,
): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, hash.length, cost), hash)
}

function derive(
  password: string,
  salt: Uint8Array,
  length: number,
  { n, r, p }: { readonly n: number; readonly r: number; readonly p: number },
): Promise<Uint8Array> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 1_000_000 }
  return new Promise((resolve, reject) => {
    // One form of what looks the same (RFC 8265 §4.2.1): keyboards differ in how they write an é.
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
