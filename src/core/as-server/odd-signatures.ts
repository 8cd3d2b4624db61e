import { decodeBase64url, encodeBase64url } from '../token/base64url.js'
import { integer } from '../token/curves.js'

/** The orders of the groups of P-256, P-384 and P-521 (FIPS 186-4, D.1.2). */
const ORDERS: ReadonlyMap<string, bigint> = new Map([
  ['ES256', 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    'ES384',
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
  [
    'ES512',
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ],
])

/**
 * An ECDSA signature in other forms: DER, as TLS has it; zeros, which Java once accepted from anyone (CVE-2022-21449);
 * and with the other `s`, which is as valid as the first.
 */
export function oddSignatures(input: string, tail: string, alg: string): Record<string, string> {
  const order = ORDERS.get(alg)
  const bytes = decodeBase64url(tail)
  if (order === undefined || typeof bytes === 'string') return {}
  const size = bytes.length / 2
  const [r, s] = [bytes.subarray(0, size), bytes.subarray(size)]
  const signed = (...parts: readonly Uint8Array[]): string =>
    `${input}.${encodeBase64url(Uint8Array.from(parts.flatMap((part) => [...part])))}`
  return {
    'a signature in DER': signed(der(0x30, Uint8Array.from([...number(r), ...number(s)]))),
    'a signature of zeros': signed(new Uint8Array(2 * size)),
    'a signature with the other `s`': signed(r, bigEndian(order - integer(s), size)),
  }
}

function der(tag: number, content: Uint8Array): Uint8Array {
  const size = content.length
  return Uint8Array.from([tag, ...(size < 0x80 ? [] : [0x81]), size, ...content])
}

/** Without leading zeros, but with one where the number would be negative. */
function number(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  const short = bytes.subarray(first === -1 ? bytes.length - 1 : first)
  return der(0x02, Uint8Array.from([...((short[0] ?? 0) < 0x80 ? [] : [0]), ...short]))
}

const bigEndian = (value: bigint, size: number): Uint8Array =>
  Uint8Array.from(
    value
      .toString(16)
      .padStart(2 * size, '0')
      .match(/../g) ?? [],
    (hex) => Number.parseInt(hex, 16),
  )
