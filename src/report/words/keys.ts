import type { KeyFault, KeyProblems, RingFault } from '../../core/problems/keys.js'
import { escapeText } from '../escape.js'
import { shellWord } from '../shell.js'
import { slow, unreachable } from './network.js'
import { list, plural, q, type Words } from './words.js'

/** Of an address that is shown whole, to be pasted. */
const LONGEST_URI = 300

const FAULTS: Record<KeyFault, (form: string) => string> = {
  'not-json': () => 'it begins like JSON and is none',
  'repeated-name': () => 'a name stands in it twice',
  several: () => 'it holds several keys, where one is due',
  incomplete: (form) => `a member that a ${form} must have is missing, or is no text`,
  unreadable: (form) => `it is no whole and sound ${form}`,
  'not-a-key': () => 'it is JSON, but no key and no set of keys',
}
const RING_FAULTS: Record<RingFault, string> = {
  'not-json': 'it is not JSON',
  'not-a-set': 'it is no JWK set',
  'no-key': 'it holds no key',
  'foreign-key': 'a key in it is no private ES256 key',
  'wrong-kid': 'a key in it is not the one its kid says',
  'same-key-twice': 'it holds a key twice',
  'no-time': 'a key in it has no time of creation',
}
const FORMS = '`env:NAME`, `file:PATH` or the https URL of a JWK set'

/** The sentences for finding and reading keys. They never show any part of a key. */
export const keyWords: Words<KeyProblems> = {
  'key-source-unknown': ({ by }) => ({
    says: `${by} does not say where the key is`,
    hint: `a key is given by its place: ${FORMS}`,
  }),
  'key-empty': ({ source }) => ({ says: `the key of ${q(source)} is empty` }),
  'key-encrypted': ({ source }) => ({
    says: `the key of ${q(source)} is encrypted, and scopectl asks for no passphrase`,
    hint: 'decrypt it first: openssl pkey -in OLD -out NEW',
  }),
  'key-unreadable': ({ source, form, why }) => ({
    says: `the key of ${q(source)} cannot be read: ${FAULTS[why](form)}`,
  }),
  'key-is-metadata': ({ source, uri }) => ({
    says: `${q(source)} is the metadata of an issuer, not its key set`,
    hint: `use its jwks_uri as the key: ${uri.length > LONGEST_URI ? q(uri) : escapeText(uri)}`,
  }),
  'key-form-unknown': ({ source, form }) => ({
    says: `${q(source)} holds ${form}: it is read as PEM, JWK or JWK set only`,
    hint:
      form === 'a DER key'
        ? 'openssl pkey -inform DER -in OLD -out NEW (-pubin for a public one)'
        : undefined,
  }),
  'key-type-unknown': ({ source, type }) => ({
    says: `the key of ${q(source)} is of a type that signs no tokens here: ${q(type)}`,
    hint: 'oct, RSA, EC (P-256, P-384, P-521) and OKP (Ed25519) do',
  }),

  'keys-none': ({ source }) => ({ says: `${q(source)} holds no usable key` }),
  'keys-mixed': ({ source }) => ({
    says: `${q(source)} mixes secrets with public keys: one of them could be taken for the other`,
    hint: 'keep them in two files, and name one',
  }),
  'keys-too-many': ({ source, count, limit }) => ({
    says: `${q(source)} holds ${plural(count, 'key')}, and at most ${limit} are read`,
  }),
  'keys-same-kid': ({ source, kid }) => ({
    says: `${q(source)} holds several keys with the kid ${q(kid)}: a token could mean any of them`,
  }),
  'key-ignored': ({ source, type, kid }) => ({
    says: `left out a key of ${q(source)}${kid === undefined ? '' : `, kid ${q(kid)}`}: ${q(type)} is not complete, or of no use for tokens`,
  }),
  'key-private-published': ({ source, count }) => ({
    says: `${q(source)} publishes ${plural(count, 'private key')}: anybody can sign its tokens`,
    hint: 'tell whoever runs it; only the public parts were used',
    warns: true,
  }),
  'key-secret-published': ({ source }) => ({
    says: `${q(source)} publishes secrets: whoever can verify with them can sign`,
    hint: 'a URL is for public keys; keep a secret in a variable or a file',
  }),
  'key-file-open': ({ file, mode }) => ({
    says: `the key file ${q(file)} is open to others (mode ${mode})`,
    hint: `chmod 600 ${shellWord(file)}`,
    warns: true,
  }),

  'key-url-bad': ({ by }) => ({ says: `${by} is no URL`, hint: `a key is given by ${FORMS}` }),
  'key-url-insecure': ({ url }) => ({
    says: `${q(url)} is not https: whoever is on the way could give you their key`,
    hint: 'http is for this machine only: localhost, 127.0.0.1, [::1]',
  }),
  'key-url-userinfo': ({ url }) => ({
    says: `the URL of ${q(url)} carries a name or password`,
    hint: 'public keys need none: leave it out',
  }),
  'key-url-redirect': ({ url, status }) => ({
    says: `${q(url)} answers with a redirect (${status}), which is not followed`,
    hint: 'name the URL that it leads to, if you trust it',
  }),
  'key-url-status': ({ url, status }) => ({ says: `${q(url)} answers ${status}` }),
  'key-url-too-big': ({ url, limit }) => ({
    says: `${q(url)} sends more than ${limit / 1_000_000} MB`,
  }),
  'key-url-not-json': ({ url }) => ({
    says: `${q(url)} sends no JWK set`,
    hint: 'the set is at the jwks_uri in /.well-known/openid-configuration of the issuer',
  }),
  'key-url-slow': ({ url, seconds, proxy }) => slow(url, seconds, proxy),
  'key-url-unreachable': ({ url, why }) =>
    unreachable(url, why, 'save the set and use the key file:jwks.json'),

  'ring-made': ({ folder, algorithm }) => ({
    says: `made a development key in ${q(folder)} (${algorithm}); it is ignored by git`,
  }),
  'ring-open': ({ path, mode, want }) => ({
    says: `${q(path)} is open to others (mode ${mode}), so its keys may not be yours alone`,
    hint: `chmod ${want} ${shellWord(path)}, or delete the folder for a new key`,
  }),
  'ring-symlink': ({ path }) => ({
    says: `${q(path)} is a symbolic link, and keys are not taken through one`,
    hint: 'delete it: a new key is made in its place',
  }),
  'ring-other-owner': ({ path }) => ({
    says: `${q(path)} belongs to another user`,
    hint: 'delete it, or name a key in the catalog',
  }),
  'ring-not-regular': ({ path }) => ({
    says: `${q(path)} is not what it should be: a file or folder of keys`,
  }),
  'ring-unreadable': ({ file, why }) => ({
    says: `the key ring ${q(file)} cannot be read: ${RING_FAULTS[why]}`,
    hint: 'delete it for a new key: tokens of the old one are then refused',
  }),
  'ring-locked': ({ lock, seconds }) => ({
    says: `another scopectl has been changing the keys for ${seconds} s`,
    hint: `if none is running, delete ${q(lock)}`,
  }),
  'ring-no-key': ({ kid, kids }) => ({
    says: `the ring has no key ${q(kid)}`,
    hint: `it has ${list(kids, 'and')}`,
  }),
  'ring-key-signs': ({ kid, only, folder }) => ({
    says: only ? `${q(kid)} is the only key of the ring` : `${q(kid)} is the key that signs`,
    hint: only
      ? `scopectl keys rotate makes another first; to begin anew, delete ${q(folder)}`
      : 'scopectl keys rotate makes another one sign; then it can go',
  }),
  'ring-missing': ({ folder }) => ({
    says: `there is no key ring in ${q(folder)}`,
    hint: 'it is made at first use, or by scopectl keys new',
  }),
}
