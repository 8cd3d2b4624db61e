import { createHmac, createPrivateKey, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import type { Signer } from '../core/as-server/odd-tokens.js'
import { once } from '../core/once.js'
import { needsOf } from '../core/token/algorithms.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { Algorithm, Key } from '../core/token/model.js'
import { newKeyPair } from './make-key.js'

/** Signs any text with the key, also headers and payloads that no library would write. */
export function rawSigner({ jwk, algorithm, kid }: Key, typ = 'JWT'): Signer {
  const { kty, crv, hash } = needsOf(algorithm)
  const header = { alg: algorithm, typ, ...(kid === undefined ? {} : { kid }) }
  if (kty === 'oct') {
    const secret = Buffer.from(jwk.k ?? '', 'base64url')
    const hmac = (bits: number) => (input: string) =>
      createHmac(`sha${bits}`, secret).update(input).digest()
    const other = hash === 384 ? 256 : 384
    const what = 'another HMAC with the same secret'
    return { header, sign: hmac(hash), others: [{ what, alg: `HS${other}`, sign: hmac(other) }] }
  }
  const key = createPrivateKey({ key: { ...jwk } as JsonWebKey, format: 'jwk' })
  // Only if it is asked for: an RSA key takes a while.
  const forge = once(() => {
    const own = newKeyPair(kty, crv)
    const ownKey = createPrivateKey({ key: { ...own } as JsonWebKey, format: 'jwk' })
    return { header: { jwk: publicJwk(own) }, sign: signsAs(algorithm, ownKey) }
  })
  return {
    header,
    sign: signsAs(algorithm, key),
    others: othersOf(algorithm).map(([what, alg]) => ({ what, alg, sign: signsAs(alg, key) })),
    get forge() {
      return forge()
    },
  }
}

function signsAs(algorithm: Algorithm, key: KeyObject): Signer['sign'] {
  const { kty, hash } = needsOf(algorithm)
  const how = algorithm.startsWith('PS')
    ? { key, padding: 6 /* RSA_PKCS1_PSS_PADDING */, saltLength: hash / 8 }
    : { key, dsaEncoding: 'ieee-p1363' as const }
  const digest = kty === 'OKP' ? null : `sha${hash}`
  return (input) => sign(digest, Buffer.from(input), how)
}

/** Other algorithms that fit the same key, at least by its type. */
function othersOf(algorithm: Algorithm): [what: string, alg: Algorithm][] {
  const hash = algorithm.endsWith('256') ? '512' : '256'
  const another = 'another hash with the same key'
  const family = algorithm.slice(0, 2)
  if (family === 'ES') return [[another, hash === '512' ? 'ES384' : 'ES256']]
  if (family !== 'RS' && family !== 'PS') return []
  const size = algorithm.slice(2)
  const padding = family === 'RS' ? 'PS' : 'RS'
  return [
    [another, `${family}${hash}` as Algorithm],
    ['another padding with the same key', `${padding}${size}` as Algorithm],
  ]
}
