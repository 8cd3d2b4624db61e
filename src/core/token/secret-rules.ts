import { type Problem, problem } from '../problem.js'
import { needsOf } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import { latin1 } from './key-signs.js'
import type { Algorithm } from './model.js'
import { recognizeKey } from './recognize-key.js'

/** Secrets from documentation: anyone who has read it can sign. */
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ...[
    'secret',
    'secretkey',
    'secret-key',
    'secret_key',
    'supersecret',
    'super-secret',
    'my-secret',
    'mysecret',
    'mysecretkey',
    'your-secret-key',
    'your_secret_key',
    'jwt-secret',
    'jwt_secret',
    'changeme',
    'change-me',
    'password',
    'test',
    'shhhhh',
    'keyboard cat',
  ].map((word) => [word, 'a commonly guessed word'] as const),
  ['your-256-bit-secret', 'the example of jwt.io'],
  ['your-384-bit-secret', 'the example of jwt.io'],
  ['your-512-bit-secret', 'the example of jwt.io'],
  ['a-string-secret-at-least-256-bits-long', 'the example of jwt.io'],
  ['a-valid-string-secret-that-is-at-least-384-bits-long', 'the example of jwt.io'],
  [
    'a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long',
    'the example of jwt.io',
  ],
  [
    '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
    'the key in the FastAPI tutorial',
  ],
  ['super-secret-jwt-token-with-at-least-32-characters-long', 'the key of a local Supabase'],
  ...both(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'the key of RFC 7515 A.1',
  ),
  ...both('hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg', 'the key of RFC 7520 3.5'),
])

/** Weaknesses that a caller may accept with a warning. Every other problem refuses the secret. */
const WEAK: ReadonlySet<string> = new Set(['secret-short', 'secret-well-known'])

export function isWeak(found: Problem): boolean {
  return WEAK.has(found.code)
}

/**
 * What is wrong with bytes as an HMAC secret: `secret-empty` (also zeros only, which HMAC cannot tell from no secret),
 * `secret-looks-like` (key material in any encoding that `recognizeKey` understands: RS256 servers were made to accept
 * HS256 with a public key as the secret, RFC 8725 §2.1), and the weak ones, shorter than the hash (RFC 7518 §3.2) or
 * well known. The secret is used as it is: no hex or base64 is decoded, and nothing is trimmed (except to compare it
 * with the known ones).
 *
 * NOT checked: whether a long secret was chosen at random.
 */
export function checkSecret(bytes: Uint8Array, algorithm: Algorithm): Problem[] {
  if (bytes.every((byte) => byte === 0)) return [problem('secret-empty', { bytes: bytes.length })]
  const key = recognizeKey(bytes)
  if (key) return [problem('secret-looks-like', key)]
  const text = latin1(bytes)
  const needed = needsOf(algorithm).secretBytes ?? 0
  const found: Problem[] = []
  const name = WELL_KNOWN.get(text) ?? WELL_KNOWN.get(text.trim())
  if (name) found.push(problem('secret-well-known', { name, bytes: bytes.length, needed }))
  if (bytes.length < needed)
    found.push(problem('secret-short', { algorithm, bytes: bytes.length, needed }))
  return found
}

/** A key written in base64url, as its decoded bytes and as undecoded text. */
function both(k: string, name: string): (readonly [string, string])[] {
  const bytes = decodeBase64url(k)
  return typeof bytes === 'string'
    ? []
    : [
        [latin1(bytes), name],
        [k, name],
      ]
}
