import { type Problem, problem } from '../problem.js'
import { needsOf } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import type { Algorithm } from './model.js'

/**
 * The problem if the signature of a token in its strict form cannot have this length with the algorithm; that of RSA depends
 * on the key.
 */
export function signatureLength(
  token: string,
  algorithm: Algorithm,
): Problem<'token-signature-length'> | undefined {
  const { kty, signatureBytes: needed } = needsOf(algorithm)
  const text = token.slice(token.lastIndexOf('.') + 1)
  const found = (text.length * 3) >> 2
  if (needed === undefined || found === needed) return undefined
  const der = kty === 'EC' && decodeBase64url(text)[0] === 0x30
  return problem('token-signature-length', { algorithm, found, needed, der })
}
