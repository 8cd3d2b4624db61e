import type { KeyKind } from '../problems/recognized-key.js'
import { isOnCurve, isOnSecp256k1 } from './curves.js'
import { derKind } from './der.js'
import { hexOf } from './hex.js'

// Every repetition is bounded: a secret may be as long as a file, and two repetitions must not multiply.

/** `-----BEGIN X-----` with any number of any kind of dashes: copying and typing change them. */
const BEGIN =
  /[-\u2010-\u2015\u2212]{2,10}[\s+]{0,4}BEGIN[\s+]{1,4}([A-Z0-9 +#]{1,60}?)[\s+]{0,4}[-\u2010-\u2015\u2212]{2}/
/** In JSON, also escaped, in YAML and in the notation of other languages. */
const KEY_TYPE = /\bkty\\*["']?\s*[:=]>?\s*\\*["']?(?:RSA|EC|OKP|AKP|oct)\b/
/** A line of `authorized_keys`, `known_hosts` or a .pub file. */
const SSH_LINE = /(?:^|[\s"'])(?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-)\S{0,60}\s{0,9}AAAA/
// The binary forms, in hex.
/** Begins like the base64 in such a line: the length of the name, then the name. */
const SSH_BLOB = hexPattern('000000..', 'ssh-rsa', 'ssh-dss', 'ssh-ed25519', 'ecdsa-sha2-', 'sk-')
const SSH_PRIVATE = hexPattern('', 'openssh-key-v1')
/** What .NET and Windows write: PUBLICKEYBLOB, and CNG's equivalent. */
const WINDOWS_RSA = /^(?:060[27]000000(?:a4|24)000052534131|5253413(?:1|2)00[0-9a-f]{2}0000)/
/** A public key of version 4 (RFC 9580 §5.5.2): RSA of a usual size, or an Ed25519 curve. */
const PGP = /^(?:99.{4}|c6(?:..){1,3}|98..)04.{8}(?:01(?:04|08|0c|10)00[89a-f]|16092b06010401da47)/
const XML = /<(?:[\w-]+:)?(?:RSAKeyValue|DSAKeyValue|ECKeyValue|X509Certificate|Modulus)[\s>]/
/** What openssl prints above a key in digits. */
const PRINTED = /\b(?:Public|Private)-Key: \(\d+ bit/
/** `n`, `"N":`, `rsa_n =>`, `<n>`, `Modulus=`, `Modulus (2048 bit):`; what follows may be spread over lines. */
const LABEL =
  /(?:^|[^A-Za-z0-9])(?:[nN]|[Mm]od|MOD|[A-Za-z]{0,20}[Mm]odulus|MODULUS)\\*["']?\s{0,9}(?:\([0-9]{1,6} bit\)\s{0,9})?(?:=>|[:=>])\s*/g
/** 1024 bits or more, as digits or as base64. */
const NUMBER = /^\+?(?:0x)?(?:[0-9a-fA-F]{256}|[A-Za-z0-9+/_-]{170})/
/** A modulus in digits and a usual exponent, as programs print the pair: `{233… 65537}`, `PublicKey(233…, 65537)`. */
const MODULUS_AND_EXPONENT =
  /\b(?:0x)?(?:[0-9]{300,5000}|[0-9a-fA-F]{256,5000})[\s,;:]{1,9}(?:0x)?(?:65537|0?10001)\b/
/** A URL or a file that should have been read, in forms that a random secret never has. */
const PLACES = [
  /^(?:https?:\/\/|file:|env:)\S+$/,
  /^\/(?:run|var|etc|home|opt|mnt|secrets|tmp|usr)\/\S+$/,
  /^[\w.~:-]*[\\/][\w.\\/-]+\.(?:pem|key|pub|crt|cer|der|p12|pfx|jwks?|json)$/,
  /^[\w-]+\.(?:pem|crt|cer|der|p12|pfx)$/,
]

/** Recognizes a key in this text, or in its bytes, without decoding anything. `bytes` are those of `text`. */
export function keyKind(text: string, bytes: Uint8Array): KeyKind | undefined {
  const label = BEGIN.exec(text)?.[1]
  if (label !== undefined) return labelled(label)
  if (KEY_TYPE.test(text)) return 'jwk'
  if (SSH_LINE.test(text)) return 'ssh'
  if (XML.test(text)) return 'xml'
  if (PRINTED.test(text) || MODULUS_AND_EXPONENT.test(text) || hasModulus(text)) return 'modulus'
  if (isPlace(text.trim())) return 'place'
  const binary = hexOf(bytes.subarray(0, 40))
  if (SSH_BLOB.test(binary)) return 'ssh'
  if (SSH_PRIVATE.test(binary)) return 'ssh-private'
  if (PGP.test(binary)) return 'pgp'
  if (WINDOWS_RSA.test(binary)) return 'modulus'
  return derKind(afterBlanks(bytes)) ?? (isPoint(bytes) ? 'point' : undefined)
}

/** Without zeros, white space and the bytes of a byte order mark: what editors and shells put before binary data. */
function afterBlanks(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => !BLANK.has(byte))
  return bytes.subarray(Math.max(start, 0))
}

const BLANK: ReadonlySet<number> = new Set([0, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf])

function labelled(label: string): KeyKind {
  if (label.includes('CERTIFICATE')) return 'certificate'
  if (label.includes('OPENSSH')) return 'ssh-private'
  if (label.includes('SSH')) return 'ssh'
  if (label.includes('PGP')) return 'pgp'
  return /PKCS ?#?7|CMS/.test(label) ? 'pkcs7' : 'pem'
}

const isPlace = (text: string): boolean =>
  text.length <= 1000 && PLACES.some((place) => place.test(text))

/** The number of labels after which a number is looked for. */
const MOST_LABELS = 20

function hasModulus(text: string): boolean {
  let left = MOST_LABELS
  for (const { 0: label, index } of text.matchAll(LABEL)) {
    if (left-- === 0) return false
    const value = text.slice(index + label.length, index + label.length + 2000)
    if (NUMBER.test(value.replace(/\\[nr]|[\s:"'\\]/g, ''))) return true
  }
  return false
}

const COORDINATES = [
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
  ['secp256k1', 32],
] as const

/** x and y of a point, with or without the 4 before an uncompressed one (SEC 1 §2.3.3). */
function isPoint(bytes: Uint8Array): boolean {
  return COORDINATES.some(([crv, size]) => {
    const start = bytes.length - 2 * size
    if (start !== 0 && !(start === 1 && bytes[0] === 4)) return false
    const [x, y] = [bytes.subarray(start, start + size), bytes.subarray(start + size)]
    return crv === 'secp256k1' ? isOnSecp256k1(x, y) : isOnCurve(crv, x, y)
  })
}

function hexPattern(before: string, ...names: readonly string[]): RegExp {
  const inHex = names.map((name) => hexOf(new TextEncoder().encode(name)))
  return new RegExp(`^${before}(?:${inHex.join('|')})`)
}

export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
