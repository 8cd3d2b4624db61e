import type { KeyRuleProblems } from '../../core/problems/key-rules.js'
import { q, type Words } from './words.js'

const KINDS: Record<KeyRuleProblems['secret-looks-like']['what'], string> = {
  pem: 'a PEM key',
  certificate: 'a certificate',
  jwk: 'a JWK',
  ssh: 'an ssh public key',
  der: 'a DER key',
}

/** The sentences for problems of a key as such. They never show any part of it. */
export const keyRuleWords: Words<KeyRuleProblems> = {
  'key-type': ({ algorithm, needs, found }) => ({
    says: `${algorithm} needs a key of type ${needs}: found ${q(found)}`,
  }),
  'key-member': ({ kty, member, what }) => ({
    says:
      what === 'missing'
        ? `the ${kty} key has no ${q(member)}`
        : `${q(member)} of the ${kty} key is not what belongs there`,
    hint:
      what === 'missing' ? undefined : 'base64url without padding, as long as the key type asks',
  }),
  'key-public-only': ({ kty }) => ({
    says: `the ${kty} key is a public one: it verifies and cannot sign`,
  }),
  'key-pinned': ({ algorithm, found }) => ({
    says: `the key is for ${q(found)}, not for ${algorithm}`,
  }),
  'key-use': ({ use }) => ({ says: `the key is not for signatures: \`use\` is ${q(use)}` }),
  'key-ops': ({ needs, found }) => ({
    says: `the key may not ${needs}: \`key_ops\` lists ${found.length === 0 ? 'nothing' : found.map(q).join(', ')}`,
  }),
  'rsa-short': ({ bits, needed }) => ({
    says: `the RSA key has ${bits} bits, and ${needed} are needed (RFC 7518 §3.3)`,
  }),
  'rsa-exponent': ({ what }) => ({
    says:
      what === 'one'
        ? 'the RSA key has a public exponent of 1, under which anything verifies'
        : 'the RSA key has an even public exponent',
  }),
  'ec-off-curve': ({ crv }) => ({ says: `the EC key is no point of ${crv}` }),
  'key-none-for': ({ algorithm, keys }) => ({
    says:
      keys === 0
        ? `there is no key to verify ${algorithm} with`
        : `no key is for ${algorithm}, of ${keys} given`,
  }),

  'secret-empty': () => ({ says: 'the secret is empty' }),
  'secret-looks-like': ({ what }) => ({
    says: `the secret looks like ${KINDS[what]}, and a key that others may read is no secret`,
    hint: 'for such a key the algorithm is RS256, PS256, ES256 or EdDSA',
  }),
  'secret-short': ({ algorithm, bytes, needed }) => ({
    says: `the secret has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}, and ${algorithm} needs ${needed} (RFC 7518 §3.2)`,
    warns: true,
  }),
  'secret-well-known': ({ name, bytes }) => ({
    says: `the secret is well known (${name}; ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}): anyone can sign with it`,
    warns: true,
  }),
}
