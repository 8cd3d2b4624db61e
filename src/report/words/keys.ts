import type { JsonKeyFault, KeyProblems, PemFault, RingFault } from '../../core/problems/keys.js'
import { escapeText } from '../escape.js'
import { shellWord } from '../shell.js'
import { system } from './files.js'
import { faultText, foundText, keyName, unusableText, wayOut } from './key-forms.js'
import { slow, unreachable } from './network.js'
import { list, plural, quote, type Words } from './words.js'

/** Of an address that is shown whole, to be pasted. */
const LONGEST_URI = 300

const FAULTS: Record<JsonKeyFault | PemFault, readonly [says: string, hint?: string]> = {
  'not-json': ['it begins like JSON, but is not valid JSON'],
  'repeated-name': ['it has a duplicate name'],
  'not-a-key': ['it is JSON, but not a JWK or a JWK set'],
  'bare-list': ['it is a list of keys, not a JWK set', 'write `{"keys": […]}` around the list'],
  'keys-no-list': ['`keys` is not a list', 'a JWK set is written `{"keys": [{…}, {…}]}`'],
  'cut-off': ['the PEM has no END line', 'copy the whole file, up to `-----END …-----`'],
  unreadable: [
    'the PEM is damaged or not a key',
    'check it: openssl pkey -noout -in FILE (-pubin for a public one)',
  ],
  several: [
    'the PEM has several keys, and nothing says which one is meant',
    'give one key, or a JWK set with a `kid` for each',
  ],
  'no-chain': [
    'the PEM has several certificates, and they are not a chain',
    'put the certificate of the signer first, each followed by the one that issued it',
  ],
  'other-key': [
    'the PEM has a private key with a certificate or public key that does not match it',
    'leave only what belongs together in the file',
  ],
}
const RING_FAULTS: Record<RingFault, string> = {
  'not-json': 'it is not JSON',
  'not-a-set': 'it is not a JWK set',
  'no-key': 'it has no key',
  'foreign-key': 'a key in it is not a private ES256 key',
  'wrong-kid': 'the `kid` of a key in it is not its thumbprint',
  'same-key-twice': 'it has a duplicate key',
  'no-time': 'a key in it has no creation time',
}
const SUPPORTED = 'oct, RSA, EC (P-256, P-384, P-521) or OKP (Ed25519)'
const FORMS = '`env:NAME`, `file:PATH` or the https URL of a JWK set'

/** The sentences for finding and reading keys. They never show any part of a key. */
export const keyWords: Words<KeyProblems> = {
  'key-source-unknown': ({ by }) => ({
    says: `${by} does not say where the key is`,
    hint: `a key is given by its place: ${FORMS}`,
  }),
  'key-empty': ({ source }) => ({ says: `the key of ${quote(source)} is empty` }),
  'key-encrypted': ({ source }) => ({
    says: `the key of ${quote(source)} is encrypted, and scopectl does not ask for passphrases`,
    hint: 'decrypt it first: openssl pkey -in OLD -out NEW',
  }),
  'key-unreadable': ({ source, why }) => {
    const [says, hint] = FAULTS[why]
    return { says: `cannot read the key of ${quote(source)}: ${says}`, hint }
  },
  'key-form-unknown': ({ source, ...key }) => ({
    says: `${quote(source)} has ${foundText(key)}`,
    hint: wayOut(source, key),
  }),
  'key-is-secret': ({ source, algorithm, needs, bytes }) => ({
    says: `${quote(source)} has ${plural(bytes, 'byte')} that are not PEM, a JWK or a JWK set, so they are a raw secret; ${algorithm} needs ${needs === 'OKP' ? 'an Ed25519' : `an ${needs}`} key`,
  }),
  'key-is-metadata': ({ source, uri }) => ({
    says: `${quote(source)} is the metadata of an issuer, not its key set`,
    hint: `use its jwks_uri as the key${uri === undefined ? '' : `: ${uri.length > LONGEST_URI ? quote(uri) : escapeText(uri)}`}`,
  }),
  'key-type-unknown': ({ source, type }) => ({
    says:
      type === 'rsa-pss'
        ? `the key of ${quote(source)} is of type id-RSASSA-PSS, which is not supported`
        : `the key of ${quote(source)} is of an unsupported type${type === '' ? '' : `: ${quote(type)}`}`,
    hint:
      type === 'rsa-pss'
        ? 'PS256 works with a plain RSA key (rsaEncryption): openssl genpkey -algorithm RSA'
        : `use ${SUPPORTED}`,
  }),
  'key-incomplete': ({ source, fault }) => ({
    says: `the JWK of ${quote(source)} cannot be used: ${faultText(fault)}`,
  }),

  'keys-none': ({ source, unusable }) => ({
    says:
      unusable.length === 0
        ? `the JWK set of ${quote(source)} is empty`
        : `${quote(source)} has no usable key: ${unusableText(unusable)}`,
  }),
  'keys-mixed': ({ source }) => ({
    says: `${quote(source)} mixes secrets with public keys: one of them could be taken for the other`,
    hint: 'keep them in two files, and name one',
  }),
  'keys-too-many': ({ source, count, limit }) => ({
    says: `${quote(source)} has ${plural(count, 'key')}, more than the limit of ${limit}`,
  }),
  'keys-same-kid': ({ source, kid, algorithm }) => ({
    says: `${quote(source)} has several ${algorithm} keys with the same \`kid\`: ${quote(kid)}`,
    hint: 'each key of an algorithm needs its own `kid` (RFC 7517 §4.5)',
  }),
  'key-ignored': ({ source, key, fault }) => ({
    says: `skipped ${keyName(key)} of ${quote(source)}: ${faultText(fault)}`,
  }),
  'key-private-published': ({ source, count }) => ({
    says: `${quote(source)} publishes ${plural(count, 'private key')}: anybody can sign its tokens`,
    hint: 'tell whoever runs it; only the public parts were used',
    warns: true,
  }),
  'key-secret-published': ({ source }) => ({
    says: `${quote(source)} publishes secrets: whoever can verify with them can sign`,
    hint: 'a URL is for public keys; keep a secret in a variable or a file',
  }),
  'key-file-open': ({ file, mode }) => ({
    says: `the key file ${quote(file)} is open to others (mode ${mode})`,
    hint: `chmod 600 ${shellWord(file)}`,
    warns: true,
  }),

  'key-url-bad': ({ by }) => ({ says: `${by} is no URL`, hint: `a key is given by ${FORMS}` }),
  'key-url-insecure': ({ url }) => ({
    says: `${quote(url)} is not https: whoever is on the way could give you their key`,
    hint: 'http is for this machine only: localhost, 127.0.0.1, [::1]',
  }),
  'key-url-userinfo': ({ url }) => ({
    says: `the URL of ${quote(url)} carries a name or password`,
    hint: 'public keys need none: leave it out',
  }),
  'key-url-redirect': ({ url, status }) => ({
    says: `${quote(url)} answers with a redirect (${status}), which is not followed`,
    hint: 'name the URL that it leads to, if you trust it',
  }),
  'key-url-status': ({ url, status }) => ({ says: `${quote(url)} answers ${status}` }),
  'key-url-too-big': ({ url, limit }) => ({
    says: `${quote(url)} sends more than ${limit / 1_000_000} MB`,
  }),
  'key-url-not-json': ({ url }) => ({
    says: `${quote(url)} sends no JWK set`,
    hint: 'the set is at the jwks_uri in /.well-known/openid-configuration of the issuer',
  }),
  'key-url-slow': ({ url, seconds, proxy }) => slow(url, seconds, proxy),
  'key-url-unreachable': ({ url, why }) =>
    unreachable(url, why, 'save the set and use the key file:jwks.json'),

  'ring-made': ({ folder, algorithm }) => ({
    says: `made a development key in ${quote(folder)} (${algorithm}); it is ignored by git`,
  }),
  'ring-open': ({ path, mode, want }) => ({
    says: `${quote(path)} is open to others (mode ${mode}), so its keys may not be yours alone`,
    hint: `chmod ${want} ${shellWord(path)}, or delete the folder for a new key`,
  }),
  'ring-symlink': ({ path }) => ({
    says: `${quote(path)} is a symbolic link, and keys are not taken through one`,
    hint: 'delete it: a new key is made in its place',
  }),
  'ring-other-owner': ({ path }) => ({
    says: `${quote(path)} belongs to another user`,
    hint: 'delete it, or name a key in the catalog',
  }),
  'ring-not-regular': ({ path }) => ({
    says: `${quote(path)} is not what it should be: a file or folder of keys`,
  }),
  'ring-unreadable': ({ file, why }) => ({
    says: `the key ring ${quote(file)} cannot be read: ${RING_FAULTS[why]}`,
    hint: 'delete it for a new key: tokens of the old one are then refused',
  }),
  'ring-unwritable': ({ folder, why }) => ({
    says: `cannot write the development key to ${quote(folder)}: ${system(why)}`,
    hint: 'make its folder writable, or name a key in the catalog: `token: { algorithm: HS256, key: env:SECRET_KEY }`',
  }),
  'ring-locked': ({ lock, seconds }) => ({
    says: `another scopectl has been changing the keys for ${seconds} s`,
    hint: `if none is running, delete ${quote(lock)}`,
  }),
  'ring-no-key': ({ kid, kids }) => ({
    says: `the ring has no key ${quote(kid)}`,
    hint: `it has ${list(kids, 'and')}`,
  }),
  'ring-key-signs': ({ kid, only, folder }) => ({
    says: only
      ? `${quote(kid)} is the only key of the ring`
      : `${quote(kid)} is the key that signs`,
    hint: only
      ? `scopectl keys rotate makes another first; to begin anew, delete ${quote(folder)}`
      : 'scopectl keys rotate makes another one sign; then it can go',
  }),
  'ring-missing': ({ folder }) => ({
    says: `there is no key ring in ${quote(folder)}`,
    hint: 'it is made at first use, or by scopectl keys new',
  }),
}
