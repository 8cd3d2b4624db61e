import type { DerKind } from '../problems/recognized-key.js'
import { hexOf } from './hex.js'

const INTEGER = 0x02
const OCTETS = 0x04
const IDENTIFIER = 0x06
const SEQUENCE = 0x30
const SET = 0x31
/** The version of a certificate, `[0]`. */
const VERSION = 0xa0

/** PKCS, EC and DSA, X25519 to Ed448, curves, SM2, post-quantum signatures: the OID arcs of key types. */
const KEY_ARCS = ['2a864886f70d01', '2a8648ce', '2b65', '2b8104', '2a811ccf55', '6086480165030403']
const PKCS7_ARC = '2a864886f70d0107'

/**
 * What some bytes are as ASN.1: a public or private key (SPKI, PKCS#1, PKCS#8, SEC1), a certificate or a request for
 * one, PKCS#7, PKCS#12. Only the beginning is read, so a key that lost or gained bytes at its end, or the first line of
 * a wrapped one, is still recognized.
 *
 * Every form is recognized by at least 36 bits, so random bytes never match.
 */
export function derKind(bytes: Uint8Array): DerKind | undefined {
  const outer = element(bytes, 0)
  const first = outer && element(bytes, outer.start)
  if (outer?.tag !== SEQUENCE || !first) return undefined
  if (first.tag === IDENTIFIER) return isUnder([PKCS7_ARC], bytes, first) ? 'pkcs7' : undefined
  if (first.tag === SEQUENCE) return inSequence(bytes, first)
  if (first.tag !== INTEGER) return undefined
  const second = element(bytes, first.end)
  if (first.size === 1) return afterVersion(bytes, first, second)
  // PKCS#1: a modulus of 1024 bits or more, and an exponent that fills the rest.
  const rest = outer.end - first.end
  const isModulus = first.size >= 128 && (bytes[first.start] ?? 0) < 0x80
  return isModulus && rest >= 3 && rest <= 16 && (!second || second.tag === INTEGER)
    ? 'der'
    : undefined
}

/** SPKI or an encrypted key names its algorithm first; a certificate begins with its version or serial number. */
function inSequence(bytes: Uint8Array, sequence: Element): DerKind | undefined {
  const first = element(bytes, sequence.start)
  if (first?.tag === IDENTIFIER) return isUnder(KEY_ARCS, bytes, first) ? 'der' : undefined
  if (first?.tag === VERSION) {
    const version = element(bytes, first.start)
    return version?.tag === INTEGER && version.end === first.end ? 'der-certificate' : undefined
  }
  const second = first?.tag === INTEGER ? element(bytes, first.end) : undefined
  const name = second?.tag === SEQUENCE ? element(bytes, second.start) : undefined
  if (name?.tag === IDENTIFIER)
    return isUnder(KEY_ARCS, bytes, name) ? 'der-certificate' : undefined
  return name?.tag === SET && first?.size === 1 ? 'der-certificate' : undefined
}

function afterVersion(
  bytes: Uint8Array,
  version: Element,
  second: Element | undefined,
): DerKind | undefined {
  const number = bytes[version.start] ?? 0
  if (number > 3 || !second) return undefined
  if (second.tag === SEQUENCE) {
    const name = element(bytes, second.start)
    if (name?.tag !== IDENTIFIER) return undefined
    if (isUnder([PKCS7_ARC], bytes, name)) return 'pkcs12'
    return isUnder(KEY_ARCS, bytes, name) ? 'der' : undefined
  }
  if (second.tag === INTEGER) return number === 0 && second.size >= 64 ? 'der' : undefined
  const isScalar = second.tag === OCTETS && [28, 32, 48, 66].includes(second.size)
  return number === 1 && isScalar ? 'der' : undefined
}

interface Element {
  readonly tag: number
  readonly start: number
  readonly size: number
  readonly end: number
}

/** One tag and length; an element of indefinite length (BER, as in some .p12 files) ends where the input ends. */
function element(bytes: Uint8Array, at: number): Element | undefined {
  const [tag, length] = [bytes[at], bytes[at + 1]]
  if (tag === undefined || length === undefined) return undefined
  if (length < 0x80) return { tag, start: at + 2, size: length, end: at + 2 + length }
  const count = length - 0x80
  const start = at + 2 + count
  if (count > 3 || start > bytes.length) return undefined
  if (count === 0) return { tag, start, size: bytes.length - start, end: bytes.length }
  let size = 0
  for (const byte of bytes.subarray(at + 2, start)) size = size * 256 + byte
  return size < 0x80 ? undefined : { tag, start, size, end: start + size }
}

const isUnder = (arcs: readonly string[], bytes: Uint8Array, { start, size }: Element): boolean => {
  const name = hexOf(bytes.subarray(start, start + Math.min(size, 16)))
  return arcs.some((arc) => name.startsWith(arc))
}
