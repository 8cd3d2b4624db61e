import type { RecognizedKey, Wrapping } from '../problems/recognized-key.js'
import { decodeUtf8 } from './base64url.js'
import { readHex } from './hex.js'
import { keyKind, latin1 } from './key-signs.js'
import type { Json } from './model.js'
import { printedBytes } from './printed-bytes.js'
import { parseJson } from './strict-json.js'

/** How many nested encodings are undone. */
const DEPTH = 4
/** How many texts are examined in total, and how much of each. */
const MOST_LOOKS = 300
const MOST_BYTES = 100_000

/**
 * Recognizes a key, certificate or address in some bytes, also through base64, hex, UTF-16, quotes, percent escapes and
 * JSON, nested in any order. Undefined if the bytes are none of these as far as can be told, and so may be a secret.
 *
 * NOT recognized, since nothing marks them: a bare RSA modulus, an Ed25519 or X25519 key, a compressed point.
 */
export function recognizeKey(bytes: Uint8Array): RecognizedKey | undefined {
  const looks = { left: MOST_LOOKS }
  return look(bytes.subarray(0, MOST_BYTES), [], looks)
}

interface Looks {
  left: number
}

function look(
  bytes: Uint8Array,
  through: readonly Wrapping[],
  looks: Looks,
): RecognizedKey | undefined {
  if (looks.left-- <= 0) return undefined
  const text = (decodeUtf8(bytes) ?? latin1(bytes)).replace(/^\uFEFF/, '')
  const what = keyKind(text, bytes)
  const isDocument = /^\s*[{["]/.test(text)
  if (what && (what === 'jwk' || !isDocument)) return { what, through }
  if (through.length < DEPTH) {
    const wide = fromUtf16(bytes)
    const insides = wide ? [wide] : unwrapped(text, isDocument)
    for (const { how, inner, at } of insides) {
      const found = look(inner, [...through, how], looks)
      if (found) return at ? { ...found, at } : found
    }
  }
  return what && { what, through }
}

/** UTF-16, detected by its zero bytes: without them and the byte order mark the text remains, since keys are ASCII. */
function fromUtf16(bytes: Uint8Array): Unwrapped | undefined {
  const inner = bytes.filter((byte) => byte !== 0 && byte < 0xfe)
  return inner.length < bytes.length * 0.6 ? { how: 'utf-16', inner } : undefined
}

interface Unwrapped {
  readonly how: Wrapping
  readonly inner: Uint8Array
  readonly at?: string
}

const utf8 = new TextEncoder()

function* unwrapped(text: string, isDocument: boolean): Generator<Unwrapped> {
  const quoted = /^\s*(["'`])(.*)\1\s*$/s.exec(text)?.[2]
  if (quoted !== undefined) yield { how: 'quotes', inner: utf8.encode(quoted) }
  const json = isDocument ? parseJson(text) : undefined
  if (json?.ok) yield* textsIn(json.value, '')
  if (/%[0-9A-Fa-f]{2}/.test(text)) {
    const plain = latin1(utf8.encode(text)).replace(/%([0-9A-Fa-f]{2})/g, fromHex)
    yield { how: 'percent', inner: fromLatin1(plain) }
  }
  if (/\\x[0-9A-Fa-f]{2}/.test(text)) {
    const inside = text.replace(/^\s*b?["']|["']\s*$/g, '')
    yield { how: 'hex', inner: fromLatin1(inside.replace(/\\x([0-9A-Fa-f]{2})/g, fromHex)) }
  }
  // Line ends may be written as `\n`, slashes as `\/`; a fingerprint has spaces or colons between its digits.
  const lines = text.replace(/\\[nrt]/g, '\n').replaceAll('\\/', '/')
  const joined = lines.replace(/\s/g, '')
  const whole = readHex(joined.replace(/0x|\\x|[:,]/g, ''))
  if (whole) yield { how: 'hex', inner: whole }
  const all = readBase64(joined)
  if (all) yield { how: 'base64', inner: all }
  for (const inner of printedBytes(lines)) yield { how: 'hex', inner }
  // Encoded runs inside other text: a value after its name, a list, a data URL, a TXT record.
  for (const [run] of lines.matchAll(/[A-Za-z0-9+/_-]{40,}/g)) {
    const hex = readHex(run)
    if (hex) yield { how: 'hex', inner: hex }
    const decoded = readBase64(run)
    if (decoded) yield { how: 'base64', inner: decoded }
  }
}

/** The texts, and lists of bytes, in a JSON document that are long enough for a key. */
function* textsIn(value: Json, at: string): Generator<Unwrapped> {
  if (typeof value === 'string') {
    if (value.length >= 24) yield { how: 'json', inner: utf8.encode(value), at }
  } else if (Array.isArray(value) && value.length >= 32 && value.every(isByte)) {
    yield { how: 'json', inner: Uint8Array.from(value as readonly number[]), at }
  } else if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) yield* textsIn(each, `${at}[${i}]`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* textsIn(each, `${at}.${name}`)
  }
}

const isByte = (value: Json): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 256

/** The bytes of base64 or base64url, padded or not, at least 16 of them; an incomplete end is ignored. */
export function readBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]{22,}={0,2}$/.test(text)) return undefined
  const plain = text.replaceAll('=', '').replaceAll('-', '+').replaceAll('_', '/')
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain
  return fromLatin1(atob(whole))
}

const fromHex = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16))

const fromLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0))
