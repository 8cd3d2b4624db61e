import { type Problem, problem } from '../problem.js'
import { needsOf } from './algorithms.js'
import type { Algorithm } from './model.js'

/** The problem if a signature by the algorithm cannot have this length; that of RSA depends on the key. */
export function signatureLength(
  signature: Uint8Array,
  algorithm: Algorithm,
): Problem<'token-signature-length'> | undefined {
  const { kty, signatureBytes: needed } = needsOf(algorithm)
  if (needed === undefined || signature.length === needed) return undefined
  const der = kty === 'EC' && signature[0] === 0x30
  return problem('token-signature-length', { algorithm, found: signature.length, needed, der })
}
