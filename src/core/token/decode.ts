import type { Problem } from '../problem.js'
import { readCompact } from './compact.js'
import type { DecodedToken } from './model.js'

export type Decoded =
  | { readonly kind: 'decoded'; readonly token: DecodedToken }
  | { readonly kind: 'malformed'; readonly detail: Problem }

/**
 * Reads what a token says about itself. It proves nothing: no key, signature, time, issuer or
 * algorithm is looked at, and an unsigned token (`alg: none`) decodes like any other (RFC 8725 §3.3).
 * What is not in strict form (see `readCompact`) is malformed, never half read.
 */
export function decode(text: string): Decoded {
  const read = readCompact(text)
  if (!read.ok) return { kind: 'malformed', detail: read.detail }
  const { signature: _, ...token } = read.token
  return { kind: 'decoded', token }
}
