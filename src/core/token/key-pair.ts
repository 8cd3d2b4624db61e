import { CompactSign } from 'jose/jws/compact/sign'
import { keyMaterial } from './key-material.js'
import type { Key } from './model.js'
import { isSignedBy } from './signature-holds.js'

/**
 * Whether the public part verifies what the private part signs: a JWK has both, and nothing guarantees that they belong
 * together. Any error along the way (some platforms refuse such a key on import, some on use) means no.
 */
export async function isPair(key: Key): Promise<boolean> {
  try {
    const signed = await new CompactSign(new Uint8Array())
      .setProtectedHeader({ alg: key.algorithm })
      .sign(keyMaterial(key.jwk).private)
    return await isSignedBy(signed, key)
  } catch {
    return false
  }
}
