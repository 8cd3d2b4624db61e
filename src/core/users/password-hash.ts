import { decodeBase64url, encodeBase64url } from '../token/base64url.js'

/** A password as stored in users.yaml: hashed with scrypt (RFC 7914). */
export interface PasswordHash {
  /** CPU and memory cost, block size, parallelization. */
  readonly n: number
  readonly r: number
  readonly p: number
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

/** The cost of a new hash: 32 MB and three passes, which OWASP considers as good as N = 2^17 in one. */
export const USUAL_COST = { n: 32_768, r: 8, p: 3 } as const
export const SALT_BYTES = 16
export const HASH_BYTES = 32

/** The most that a users file can make a login cost: 256 MB (128 * N * r), eight passes. */
const MOST_MEMORY = 256 * 1024 * 1024
const MOST_PASSES = 8
const FORM = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w-]+)\$([\w-]+)$/

/** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
export const passwordHashText = ({ n, r, p, salt, hash }: PasswordHash): string =>
  `scrypt$${n}$${r}$${p}$${encodeBase64url(salt)}$${encodeBase64url(hash)}`

/** Reads a hash, or says why it is not one. The answer contains nothing of the text, which may be a password. */
export function readPasswordHash(text: string): PasswordHash | 'form' | 'cost' {
  const [, n, r, p, salt, hash] = FORM.exec(text) ?? []
  if (salt === undefined || hash === undefined) return 'form'
  const [saltBytes, hashBytes] = [decodeBase64url(salt), decodeBase64url(hash)]
  if (!(saltBytes instanceof Uint8Array && hashBytes instanceof Uint8Array)) return 'form'
  if (saltBytes.length < 8 || hashBytes.length < 16 || hashBytes.length > 64) return 'form'
  const cost = { n: Number(n), r: Number(r), p: Number(p) }
  return isFit(cost) ? { ...cost, salt: saltBytes, hash: hashBytes } : 'cost'
}

function isFit({ n, r, p }: { n: number; r: number; p: number }): boolean {
  const isPower = n >= 1024 && (n & (n - 1)) === 0
  return isPower && r >= 1 && p >= 1 && p <= MOST_PASSES && 128 * n * r <= MOST_MEMORY
}
