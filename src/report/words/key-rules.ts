import type { KeyRuleProblems } from '../../core/problems/key-rules.js'
import { keyText, PLACE_HINT } from './key-forms.js'
import { list, quote, type Words } from './words.js'

/** Algorithms by key type and curve. */
const MEANT_FOR: ReadonlyMap<string, string> = new Map([
  ['oct', 'HS256, HS384 or HS512'],
  ['RSA', 'RS256 or PS256 (or their 384 and 512)'],
  ['EC P-256', 'ES256'],
  ['EC P-384', 'ES384'],
  ['EC P-521', 'ES512'],
  ['OKP Ed25519', 'EdDSA or Ed25519'],
])
const EXPONENTS: Record<KeyRuleProblems['rsa-exponent']['what'], string> = {
  one: 'a public exponent of 1: any signature would be accepted',
  even: 'an even public exponent',
  long: 'a public exponent of more than 64 bits',
}
const MODULI: Record<KeyRuleProblems['rsa-modulus']['what'], string> = {
  'small-factor': 'has a small factor',
  'close-factors': 'is a product of two primes that are almost the same',
  prime: 'is a prime',
}
const POINTS: Record<KeyRuleProblems['ed25519-point']['fault'], string> = {
  'small-order': 'is a point of small order: anyone can sign for it',
  'non-canonical': 'is not in canonical form (RFC 8032 §5.1.3)',
  'not-on-curve': 'is not a point on the curve',
}

/** Problems of the key itself. The sentences never show any part of it. */
export const keyRuleWords: Words<KeyRuleProblems> = {
  'key-type': ({ algorithm, needs, found }) => ({
    says: `${algorithm} needs a key of type ${needs}: found ${quote(found)}`,
    hint: MEANT_FOR.has(found) ? `such a key is for ${MEANT_FOR.get(found)}` : undefined,
  }),
  'key-member': ({ kty, member, what }) => ({
    says:
      what === 'missing'
        ? `the ${kty} key has no ${quote(member)}`
        : `${quote(member)} of the ${kty} key is invalid`,
    hint: what === 'missing' ? undefined : 'use base64url without padding, in full length',
  }),
  'key-public-only': ({ kty }) => ({
    says: `the ${kty} key is public: it can verify, but not sign`,
  }),
  'key-pinned': ({ algorithm, found }) => ({
    says: `the key is for ${quote(found)}, not for ${algorithm}`,
  }),
  'key-use': ({ use }) => ({ says: `the key is not for signatures: \`use\` is ${quote(use)}` }),
  'key-ops': ({ needs, found }) => ({
    says: `the key cannot ${needs}: \`key_ops\` lists ${found.length === 0 ? 'nothing' : found.map(quote).join(', ')}`,
  }),
  'rsa-short': ({ bits, needed }) => ({
    says: `the RSA key has ${bits} bits, but at least ${needed} are required (RFC 7518 §3.3)`,
  }),
  'rsa-long': ({ bits, limit }) => ({
    says: `the RSA key has ${bits} bits, but at most ${limit} are supported`,
  }),
  'rsa-exponent': ({ what }) => ({ says: `the RSA key has ${EXPONENTS[what]}` }),
  'rsa-modulus': ({ what }) => ({
    says: `anyone can sign with this RSA key: its modulus ${MODULI[what]}`,
  }),
  'ec-off-curve': ({ crv }) => ({ says: `the EC key is not a point on ${crv}` }),
  'ed25519-point': ({ fault }) => ({ says: `the Ed25519 key ${POINTS[fault]}` }),
  'key-torn': ({ kty }) => ({
    says: `the private part of the ${kty} key does not match its public part`,
    hint: 'export the key again as a whole',
  }),
  'key-none-for': ({ algorithm, found }) => ({
    says:
      found.length === 0
        ? `there is no key for ${algorithm}`
        : `no key is for ${algorithm}: ${found.length === 1 ? 'the only one is' : 'they are'} for ${list([...new Set(found)].slice(0, 10), 'and')}`,
  }),

  'secret-empty': ({ bytes }) => ({
    says: bytes === 0 ? 'the secret is empty' : 'the secret is all zero bytes',
  }),
  'secret-looks-like': (key) => ({
    says: `the secret is ${keyText(key)}: anyone who can read that can sign`,
    hint:
      key.what === 'place'
        ? PLACE_HINT
        : 'HMAC needs a random secret (scopectl keys new --algorithm HS256 -o FILE); a key pair signs with RS256, PS256, ES256 or EdDSA',
  }),
  'secret-short': ({ algorithm, bytes, needed }) => ({
    says: `the secret has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}, but ${algorithm} needs ${needed} (RFC 7518 §3.2)`,
    warns: true,
  }),
  'secret-well-known': ({ name, bytes }) => ({
    says: `the secret is well known (${name}; ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}): anyone can sign with it`,
    warns: true,
  }),
}
