import type { JwkFault, UnusableKey } from '../../core/problems/keys.js'
import type { KeyKind, RecognizedKey, Wrapping } from '../../core/problems/recognized-key.js'
import { shellWord } from '../shell.js'
import { list, quote } from './words.js'

const KINDS: Record<KeyKind, string> = {
  pem: 'a PEM key',
  certificate: 'a certificate',
  jwk: 'a JWK',
  ssh: 'an OpenSSH public key',
  'ssh-private': 'an OpenSSH private key',
  pgp: 'a PGP key',
  xml: 'a key in XML',
  modulus: 'an RSA modulus',
  point: 'a point on an elliptic curve',
  der: 'a DER key',
  'der-certificate': 'a DER certificate',
  pkcs7: 'a PKCS#7 bundle',
  pkcs12: 'a PKCS#12 bundle',
  place: 'a path or a URL',
}
const WRAPPINGS: Record<Wrapping, string> = {
  base64: 'in base64',
  hex: 'in hex',
  'utf-16': 'in UTF-16',
  quotes: 'in quotes',
  percent: 'percent-encoded',
  json: 'in a JSON document',
}

/** `a DER key in base64`. */
export const keyText = ({ what, through }: RecognizedKey): string =>
  [KINDS[what], ...through.toReversed().map((each) => WRAPPINGS[each])].join(' ')

/** Describes what was found in place of a key. */
export function foundText(key: RecognizedKey): string {
  if (key.what === 'place') return 'a path or a URL, not a key'
  if (isDamaged(key)) return 'a PEM with a damaged first line'
  return `${keyText(key)}, which is not supported: use PEM, a JWK or a JWK set`
}

/** An intact PEM would have been read. */
const isDamaged = ({ what, through }: RecognizedKey): boolean =>
  (what === 'pem' || what === 'certificate') && through.length === 0

/** The command that removes one wrapping, in a pipe. */
const UNWRAP: Record<Exclude<Wrapping, 'json'>, string | undefined> = {
  base64: 'base64 -d',
  hex: 'xxd -r -p',
  'utf-16': 'iconv -f UTF-16 -t UTF-8',
  quotes: 'jq -r .',
  percent: undefined,
}
/** The command that converts it to PEM, in the same pipe. Empty: it is already PEM, or a JWK. */
const CONVERT: Record<KeyKind, string | undefined> = {
  pem: '',
  certificate: '',
  jwk: '',
  ssh: 'ssh-keygen -e -m PKCS8 -f /dev/stdin',
  'ssh-private': undefined,
  pgp: undefined,
  xml: undefined,
  modulus: undefined,
  point: undefined,
  der: 'openssl pkey -inform DER',
  'der-certificate': 'openssl x509 -inform DER',
  pkcs7: 'openssl pkcs7 -print_certs',
  pkcs12: 'openssl pkcs12 -nodes',
  place: undefined,
}

const NOTES: Partial<Record<KeyKind, string>> = {
  der: ' (for a public key: openssl pkey -pubin)',
  ssh: ' (not for Ed25519)',
}

export const PLACE_HINT = 'set the key to that location: file:PATH, or the https URL of a JWK set'

/** A command that converts it to a readable file, if there is one. */
export function wayOut(source: string, key: RecognizedKey): string | undefined {
  const { what, through, at } = key
  if (what === 'place') return PLACE_HINT
  if (isDamaged(key)) return 'it must be `-----BEGIN …-----`, with five dashes on each side'
  if (what === 'jwk' && through.length === 0) return 'write it as JSON: {"kty": …}'
  const [kind = '', ...rest] = source.split(':')
  const name = rest.join(':')
  if (what === 'ssh-private' && through.length === 0)
    return `convert a copy of it: ssh-keygen -p -m PEM -f ${kind === 'file' ? shellWord(name) : 'FILE'}`
  const steps = [
    ...through.map((each) => (each === 'json' ? jq(at) : UNWRAP[each])),
    ...(CONVERT[what] === '' ? [] : [CONVERT[what]]),
  ]
  if (steps.includes(undefined) || kind.startsWith('http')) return undefined
  const read = kind === 'env' ? `printenv ${name}` : `cat ${shellWord(name)}`
  const note = NOTES[what] ?? ''
  const made = what === 'jwk' ? 'key.jwk' : 'key.pem'
  return `${[read, ...steps].join(' | ')} > ${made}, then use file:${made}${note}`
}

const jq = (at: string | undefined): string | undefined =>
  at !== undefined && /^(?:\.\w+|\[\d+\])+$/.test(at) ? `jq -r ${shellWord(at)}` : undefined

/** At most this many keys of a set are explained in one sentence. */
const MOST = 3

/** `key 1: \`kid\` is null, expected a string`. */
export function unusableText(unusable: readonly UnusableKey[]): string {
  const shown = unusable
    .slice(0, MOST)
    .map(({ key, fault }) => `${keyName(key)}: ${faultText(fault)}`)
  const left = unusable.length - shown.length
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ')
}

export const keyName = (key: string | number): string =>
  typeof key === 'number' ? `key ${key}` : `key ${quote(key)}`

export function faultText(fault: JwkFault): string {
  switch (fault.what) {
    case 'not-object':
      return `expected an object, found ${found(fault.found)}`
    case 'type':
      return fault.type === '' ? 'it has no `kty`' : `${quote(fault.type)} is not supported`
    case 'member': {
      const expected = fault.member === 'key_ops' ? 'a list of strings' : 'a string'
      return `${quote(fault.member)} is ${found(fault.found)}, expected ${expected}`
    }
    case 'private-value':
      return `${quote(fault.member)} contains a value of the private part`
    case 'purpose':
      return `it is not for signatures: ${quote(fault.member)} is ${fault.says === '' ? 'empty' : quote(fault.says)}`
    case 'missing': {
      const members = `${list(fault.members, 'and')} ${fault.members.length === 1 ? 'is' : 'are'} missing`
      return fault.x5c ? `${members}, and \`x5c\` is not supported` : members
    }
  }
}

const found = (type: string): string =>
  type === 'null' ? type : `${type === 'object' ? 'an' : 'a'} ${type}`
