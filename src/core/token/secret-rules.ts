import { type Problem, problem } from '../problem.js'
import { needsOf } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import type { Algorithm } from './model.js'

/** Secrets out of documentation: whoever has read it can sign. */
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
  ].map((word) => [word, 'a word that is tried first'] as const),
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
    "the key of FastAPI's tutorial",
  ],
  ['super-secret-jwt-token-with-at-least-32-characters-long', 'the key of a local Supabase'],
  ...both(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'the key of RFC 7515 A.1',
  ),
  ...both('hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg', 'the key of RFC 7520 3.5'),
])

/** The weak ones: a caller may let them pass with a warning. Every other problem of a secret refuses it. */
const WEAK: ReadonlySet<string> = new Set(['secret-short', 'secret-well-known'])

export function isWeak(found: Problem): boolean {
  return WEAK.has(found.code)
}

/**
 * What is wrong with bytes as an HMAC secret: `secret-empty`, `secret-looks-like` (a PEM,
 * certificate, JWK, ssh or DER key: somebody's public key as a secret is how RS256 servers were made
 * to accept HS256, RFC 8725 §2.1), and the weak ones, shorter than the hash (RFC 7518 §3.2) or well
 * known. The bytes are taken as they are: no hex or base64 is guessed, nothing is trimmed (but
 * for the comparison with the well-known ones).
 *
 * NOT checked: whether a long secret was chosen at random.
 */
export function checkSecret(bytes: Uint8Array, algorithm: Algorithm): Problem[] {
  if (bytes.length === 0) return [problem('secret-empty', {})]
  const text = latin1(bytes)
  const what = otherKind(text, bytes)
  if (what) return [problem('secret-looks-like', { what })]
  const needed = needsOf(algorithm).secretBytes ?? 0
  const found: Problem[] = []
  const name = WELL_KNOWN.get(text) ?? WELL_KNOWN.get(text.trim())
  if (name) found.push(problem('secret-well-known', { name, bytes: bytes.length, needed }))
  if (bytes.length < needed)
    found.push(problem('secret-short', { algorithm, bytes: bytes.length, needed }))
  return found
}

type Kind = Extract<Problem, { code: 'secret-looks-like' }>['args']['what']

function otherKind(text: string, bytes: Uint8Array): Kind | undefined {
  if (text.includes('-----BEGIN '))
    return text.includes(' CERTIFICATE-----') ? 'certificate' : 'pem'
  if (/^(?:\xEF\xBB\xBF)?\s*\{/.test(text) && text.includes('"kty"')) return 'jwk'
  if (/^\s*(?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-)\S* /.test(text)) return 'ssh'
  return isDer(bytes) ? 'der' : undefined
}

/** One ASN.1 sequence that fills the bytes and starts with a sequence or an integer, as all key formats do. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, length = 0, high = 0, low = 0] = bytes
  if (tag !== 0x30) return false
  const [start, size] =
    length < 0x80
      ? [2, length]
      : length === 0x81
        ? [3, high]
        : length === 0x82
          ? [4, high * 256 + low]
          : [0, 0]
  const first = bytes[start]
  return start > 0 && start + size === bytes.length && (first === 0x30 || first === 0x02)
}

/** A key that is written in base64url, as the bytes it stands for and as a text that was not decoded. */
function both(k: string, name: string): (readonly [string, string])[] {
  const bytes = decodeBase64url(k)
  return typeof bytes === 'string'
    ? []
    : [
        [latin1(bytes), name],
        [k, name],
      ]
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
