import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/**
 * A generated pair as new key objects, which can safely be exported as JWKs, unlike those that generateKeyPairSync
 * returns (see src/io/make-key.ts).
 */
export function keyPair(
  type: 'rsa' | 'rsa-pss' | 'ec' | 'ed25519' | 'x25519',
  options: object = {},
) {
  const encodings = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }
  const made = generateKeyPairSync(type as never, { ...options, ...encodings } as never)
  const pem = made as unknown as { privateKey: string }
  const privateKey: KeyObject = createPrivateKey(pem.privateKey)
  return { privateKey, publicKey: createPublicKey(pem.privateKey) }
}
