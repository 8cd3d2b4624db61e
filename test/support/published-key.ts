import { createPublicKey, type KeyObject } from 'node:crypto'
import type { Jwk } from '../../src/core/token/model.js'

/** The public part of a key pair. */
export const publicKey = (jwk: Jwk): KeyObject =>
  createPublicKey({ key: jwk as unknown as Record<string, string>, format: 'jwk' })

/** The published part in each form that a verifier could take for a secret. */
export function publishedForms(jwk: Jwk): Readonly<Record<string, string | Buffer>> {
  const key = publicKey(jwk)
  const pem = key.export({ type: 'spki', format: 'pem' }).toString()
  const published = key.export({ format: 'jwk' })
  return {
    PEM: pem,
    'trimmed PEM': pem.trim(),
    'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    DER: key.export({ type: 'spki', format: 'der' }),
    'JWK text': JSON.stringify(published),
    'its number': Buffer.from(published.n ?? published.x ?? '', 'base64url'),
    ...(published.n ? { 'PKCS#1': key.export({ type: 'pkcs1', format: 'pem' }) } : {}),
  }
}
