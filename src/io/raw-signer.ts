import { createHmac, createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import type { Signer } from '../core/as-server/odd-tokens.js'
import { needsOf } from '../core/token/algorithms.js'
import type { Key } from '../core/token/model.js'

/** Signs any text with the key, also headers and payloads that no library would write. */
export function rawSigner({ jwk, algorithm, kid }: Key, typ = 'JWT'): Signer {
  const { kty, hash } = needsOf(algorithm)
  const header = { alg: algorithm, typ, ...(kid === undefined ? {} : { kid }) }
  if (kty === 'oct') {
    const secret = Buffer.from(jwk.k ?? '', 'base64url')
    const hmac = (bits: number) => (input: string) =>
      createHmac(`sha${bits}`, secret).update(input).digest()
    const other = hash === 384 ? 256 : 384
    return { header, sign: hmac(hash), other: { alg: `HS${other}`, sign: hmac(other) } }
  }
  const key = createPrivateKey({ key: { ...jwk } as JsonWebKey, format: 'jwk' })
  const how = algorithm.startsWith('PS')
    ? { key, padding: 6 /* RSA_PKCS1_PSS_PADDING */, saltLength: hash / 8 }
    : { key, dsaEncoding: 'ieee-p1363' as const }
  const digest = kty === 'OKP' ? null : `sha${hash}`
  return { header, sign: (input) => sign(digest, Buffer.from(input), how) }
}
