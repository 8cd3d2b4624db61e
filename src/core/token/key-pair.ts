import { CompactSign } from 'jose/jws/compact/sign'
import { compactVerify } from 'jose/jws/compact/verify'
import { keyMaterial } from './key-material.js'
import type { Key } from './model.js'

/**
 * Whether the public part verifies what the private part signs: a JWK has both, and nothing guarantees that they belong
 * together. Any error along the way (some platforms refuse such a key on import, some on use) means no.
 */
export async function isPair({ algorithm, jwk }: Key): Promise<boolean> {
  const material = keyMaterial(jwk)
  try {
    const signed = await new CompactSign(new Uint8Array())
      .setProtectedHeader({ alg: algorithm })
      .sign(material.private)
    await compactVerify(signed, material.public, { algorithms: [algorithm] })
    return true
  } catch {
    return false
  }
}
