import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import {
  HASH_BYTES,
  type PasswordHash,
  SALT_BYTES,
  USUAL_COST,
} from '../../core/users/password-hash.js'
import type { Context } from '../context.js'

/** The hash of a new password, with its own salt. */
export async function hashPassword(password: string, ctx: Context): Promise<PasswordHash> {
  const salt = ctx.random(SALT_BYTES)
  return { ...USUAL_COST, salt, hash: await derive(password, salt, HASH_BYTES, USUAL_COST) }
}

/** Whether the password matches; the time that this takes depends only on the hash. */
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
    // Normalised (RFC 8265 §4.2.1), since keyboards differ in how they encode an é.
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
