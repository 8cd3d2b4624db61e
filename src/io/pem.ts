import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { fail } from '../core/errors.js'
import type { Jwk } from '../core/token/model.js'

const BLOCK = /^-----BEGIN ([A-Z0-9 ]+)-----[ \t\r]*$/gm

/**
 * One PEM block as a JWK: PKCS#8, SPKI, PKCS#1, SEC1, or a certificate (its public key only: neither its dates nor
 * its issuer are looked at). `EC PARAMETERS` beside the key, as openssl writes them, are passed over.
 *
 * @throws ScopectlError `key-encrypted`, `key-form-unknown`, `key-unreadable`, `key-type-unknown`; none with a byte
 * of the key, and none with a cause, as OpenSSL's errors are not ours to vouch for
 */
export function readPem(text: string, source: string): Jwk {
  const labels = [...text.matchAll(BLOCK)]
    .map(([, label]) => label)
    .filter((label) => label !== 'EC PARAMETERS')
  const [label] = labels
  if (label === undefined) fail('key-unreadable', { source, form: 'PEM', why: 'unreadable' })
  if (labels.length > 1) fail('key-unreadable', { source, form: 'PEM', why: 'several' })
  if (label === 'OPENSSH PRIVATE KEY') fail('key-form-unknown', { source, form: 'an OpenSSH key' })
  if (label === 'ENCRYPTED PRIVATE KEY' || /^Proc-Type: *4,ENCRYPTED/m.test(text))
    fail('key-encrypted', { source })
  let key: KeyObject | undefined
  try {
    const isPrivate = label.endsWith('PRIVATE KEY')
    key = isPrivate
      ? createPrivateKey({ key: text, format: 'pem' })
      : createPublicKey({ key: text, format: 'pem' })
  } catch {
    // told below, without what OpenSSL says
  }
  if (!key) return fail('key-unreadable', { source, form: 'PEM', why: 'unreadable' })
  try {
    return key.export({ format: 'jwk' }) as unknown as Jwk
  } catch {
    return fail('key-type-unknown', { source, type: key.asymmetricKeyType ?? label })
  }
}

/** Binary keys: never to be taken for a secret, which a public one is not. */
export function looksLikeDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30 || bytes.length < 32) return false
  const key = Buffer.from(bytes)
  const tries = [
    () => createPublicKey({ key, format: 'der', type: 'spki' }),
    () => createPublicKey({ key, format: 'der', type: 'pkcs1' }),
    () => createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
    () => createPrivateKey({ key, format: 'der', type: 'pkcs1' }),
    () => createPrivateKey({ key, format: 'der', type: 'sec1' }),
  ]
  return tries.some((read) => {
    try {
      return Boolean(read())
    } catch {
      return false
    }
  })
}
