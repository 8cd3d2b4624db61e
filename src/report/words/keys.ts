import type { JsonKeyFault, KeyProblems, PemFault, RingFault } from '../../core/problems/keys.js'
import { escapeText } from '../escape.js'
import { shellWord } from '../shell.js'
import { system } from './files.js'
import { faultText, foundText, keyName, unusableText, wayOut } from './key-forms.js'
import { slow, unreachable } from './network.js'
import { list, plural, quote, type Words } from './words.js'

/** URLs up to this length are shown whole, so that they can be pasted. */
const LONGEST_URI = 300

const FAULTS: Record<JsonKeyFault | PemFault, readonly [says: string, hint?: string]> = {
  'not-json': ['it begins like JSON, but is not valid JSON'],
  'repeated-name': ['it has a duplicate name'],
  'not-a-key': ['it is JSON, but not a JWK or a JWK set'],
  'bare-list': ['it is a list of keys, not a JWK set', 'wrap the list: `{"keys": […]}`'],
  'keys-no-list': ['`keys` is not a list', 'write a JWK set as `{"keys": [{…}, {…}]}`'],
  'cut-off': ['the PEM has no END line', 'copy the whole file, up to `-----END …-----`'],
  unreadable: [
    'the PEM is damaged or not a key',
    'check it: openssl pkey -noout -in FILE (-pubin for a public one)',
  ],
  several: [
    'the PEM has several keys, and it is unclear which one to use',
    'give one key, or a JWK set with a `kid` for each',
  ],
  'no-chain': [
    'the PEM has several certificates, and they are not a chain',
    "put the signer's certificate first, each followed by its issuer's",
  ],
  'other-key': [
    'the PEM has a private key with a certificate or public key that does not match it',
    'keep only a matching pair in the file',
  ],
}
const RING_FAULTS: Record<RingFault, string> = {
  'not-json': 'it is not JSON',
  'not-a-set': 'it is not a JWK set',
  'no-key': 'it has no key',
  'foreign-key': 'a key in it is not a private ES256 key',
  'damaged-key': 'a key in it is damaged',
  'wrong-kid': 'the `kid` of a key in it is not its thumbprint',
  'same-key-twice': 'it has a duplicate key',
  'no-time': 'a key in it has no creation time',
}
const SUPPORTED = 'oct, RSA, EC (P-256, P-384, P-521) or OKP (Ed25519)'
const FORMS = '`env:NAME`, `file:PATH` or the https URL of a JWK set'

/** Problems finding and reading keys. The sentences never show any part of a key. */
export const keyWords: Words<KeyProblems> = {
  'key-source-unknown': ({ by }) => ({
    says: `${by} is not the location of a key`,
    hint: `use ${FORMS}`,
  }),
  'key-empty': ({ source }) => ({ says: `the key in ${quote(source)} is empty` }),
  'key-encrypted': ({ source }) => ({
    says: `the key in ${quote(source)} is encrypted, and scopectl does not prompt for passphrases`,
    hint: 'decrypt it first: openssl pkey -in OLD -out NEW',
  }),
  'key-unreadable': ({ source, why }) => {
    const [says, hint] = FAULTS[why]
    return { says: `cannot read the key in ${quote(source)}: ${says}`, hint }
  },
  'key-form-unknown': ({ source, ...key }) => ({
    says: `${quote(source)} has ${foundText(key)}`,
    hint: wayOut(source, key),
  }),
  'key-is-secret': ({ source, algorithm, needs, bytes }) => ({
    says: `${quote(source)} has a raw secret (${plural(bytes, 'byte')}, not PEM, a JWK or a JWK set), but ${algorithm} needs ${needs === 'OKP' ? 'an Ed25519' : `an ${needs}`} key`,
  }),
  'key-is-metadata': ({ source, uri }) => ({
    says: `${quote(source)} is an issuer's metadata, not its key set`,
    hint: `set the key to its jwks_uri${uri === undefined ? '' : `: ${uri.length > LONGEST_URI ? quote(uri) : escapeText(uri)}`}`,
  }),
  'key-type-unknown': ({ source, type }) => ({
    says:
      type === 'rsa-pss'
        ? `the key in ${quote(source)} has type id-RSASSA-PSS, which is not supported`
        : `the key in ${quote(source)} has an unsupported type${type === '' ? '' : `: ${quote(type)}`}`,
    hint:
      type === 'rsa-pss'
        ? 'for PS256, use a plain RSA key (rsaEncryption): openssl genpkey -algorithm RSA'
        : `use ${SUPPORTED}`,
  }),
  'key-incomplete': ({ source, fault }) => ({
    says: `the JWK in ${quote(source)} cannot be used: ${faultText(fault)}`,
  }),

  'keys-none': ({ source, unusable }) => ({
    says:
      unusable.length === 0
        ? `the JWK set in ${quote(source)} is empty`
        : `${quote(source)} has no usable key: ${unusableText(unusable)}`,
  }),
  'keys-mixed': ({ source }) => ({
    says: `${quote(source)} mixes secrets with public keys: one could be mistaken for the other`,
    hint: 'keep them in separate files',
  }),
  'keys-too-many': ({ source, count, limit }) => ({
    says: `${quote(source)} has ${plural(count, 'key')}, more than the limit of ${limit}`,
    hint: 'use a set with only the keys that sign tokens for this catalog',
  }),
  'keys-same-kid': ({ source, kid, algorithm }) => ({
    says: `${quote(source)} has several ${algorithm} keys with the same \`kid\`: ${quote(kid)}`,
    hint: 'give each key of an algorithm its own `kid` (RFC 7517 §4.5)',
  }),
  'key-ignored': ({ source, key, fault }) => ({
    says: `skipped ${keyName(key)} of ${quote(source)}: ${faultText(fault)}`,
  }),
  'key-private-published': ({ source, count }) => ({
    says: `${quote(source)} publishes ${plural(count, 'private key')}: anyone can sign its tokens`,
    hint: 'tell its owner; only the public parts were used',
    warns: true,
  }),
  'key-secret-published': ({ source }) => ({
    says: `${quote(source)} publishes secrets: anyone who can verify with them can also sign`,
    hint: 'use a URL for public keys only; keep a secret in a variable or a file',
  }),
  'key-file-open': ({ file, mode }) => ({
    says: `the key file ${quote(file)} is open to others (mode ${mode})`,
    hint: `chmod 600 ${shellWord(file)}`,
    warns: true,
  }),
  'key-not-ignored': ({ file }) => ({
    says: `git does not ignore ${quote(file)}, so that the key could be committed`,
    hint: 'add it to .gitignore',
    warns: true,
  }),

  'key-url-bad': ({ by }) => ({ says: `${by} is not a valid URL`, hint: `use ${FORMS}` }),
  'key-url-insecure': ({ url }) => ({
    says: `${quote(url)} is not https: anyone on the network path could substitute their own key`,
    hint: 'use https; http is allowed only for localhost, 127.0.0.1 and [::1]',
  }),
  'key-url-userinfo': ({ url }) => ({
    says: `${quote(url)} contains a user name or password`,
    hint: 'remove it: public keys do not need one',
  }),
  'key-url-redirect': ({ url, status }) => ({
    says: `${quote(url)} redirects (${status}), and redirects are not followed`,
    hint: 'if you trust the target, use its URL',
  }),
  'key-url-status': ({ url, status }) => ({ says: `${quote(url)} responded with ${status}` }),
  'key-url-too-big': ({ url, limit }) => ({
    says: `the response of ${quote(url)} is larger than ${limit / 1_000_000} MB`,
  }),
  'key-url-not-json': ({ url }) => ({
    says: `${quote(url)} did not return a JWK set`,
    hint: "use the jwks_uri listed in the issuer's /.well-known/openid-configuration",
  }),
  'key-url-slow': ({ url, seconds, proxy }) => slow(url, seconds, proxy),
  'key-url-unreachable': ({ url, why }) =>
    unreachable(url, why, 'save the set and set the key to file:jwks.json'),

  'ring-made': ({ folder, algorithm }) => ({
    says: `created a development key in ${quote(folder)} (${algorithm}); it is ignored by git`,
  }),
  'ring-open': ({ path, mode, want }) => ({
    says: `${quote(path)} is open to others (mode ${mode}), so others may know its keys`,
    hint: `chmod ${want} ${shellWord(path)}, or delete the folder for a new key`,
  }),
  'ring-symlink': ({ path }) => ({
    says: `${quote(path)} is a symbolic link, and keys are not read through links`,
    hint: 'delete it: a new key is created in its place',
  }),
  'ring-other-owner': ({ path }) => ({
    says: `${quote(path)} belongs to another user`,
    hint: 'delete it, or set a key in the catalog',
  }),
  'ring-not-regular': ({ path }) => ({
    says: `${quote(path)} is not a regular file or folder`,
  }),
  'ring-unreadable': ({ file, why }) => ({
    says: `the key ring ${quote(file)} cannot be read: ${RING_FAULTS[why]}`,
    hint: 'delete it to get a new key; tokens signed with the old key will then be rejected',
  }),
  'ring-unwritable': ({ folder, why }) => ({
    says: `cannot write the development key to ${quote(folder)}: ${system(why)}`,
    hint: 'make its folder writable, or name a key in the catalog: `token: { algorithm: HS256, key: env:SECRET_KEY }`',
  }),
  'ring-locked': ({ lock, seconds, named }) => ({
    says: named
      ? `another scopectl process has held the lock for ${seconds} s`
      : `the lock ${quote(lock)} is empty or damaged: it does not say which process holds it`,
    hint: named
      ? `if none is running, delete ${quote(lock)}`
      : 'if no other scopectl is running, delete it',
  }),
  'ring-no-key': ({ kid, kids }) => ({
    says: `the key ring has no key ${quote(kid)}`,
    hint: `it has ${list(kids, 'and')}`,
  }),
  'ring-key-signs': ({ kid, only, folder }) => ({
    says: only ? `${quote(kid)} is the only key in the ring` : `${quote(kid)} is the signing key`,
    hint: only
      ? `run scopectl keys rotate first; to start over, delete ${quote(folder)}`
      : 'run scopectl keys rotate first; then it can be removed',
  }),
  'ring-missing': ({ folder }) => ({
    says: `there is no key ring in ${quote(folder)}`,
    hint: 'create one: scopectl keys new',
  }),
}
