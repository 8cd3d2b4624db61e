import type { Problem } from '../problem.js'
import { readCompact } from './compact.js'
import type { DecodedToken } from './model.js'

export type Decoded =
  | { readonly kind: 'decoded'; readonly token: DecodedToken }
  | { readonly kind: 'malformed'; readonly detail: Problem }

/**
 * Reads what a token says about itself (RFC 7515 §7.1). Anything that is not in strict form is malformed, never partly
 * read.
 *
 * NOT checked: the key, signature, times, issuer and algorithm. Anyone can write a token, and an unsigned one (`alg: none`)
 * decodes like any other (RFC 8725 §3.3).
 *
 * @param text the token alone, without `Bearer ` or line ends
 * @returns the header and claims, or why it is malformed
 * @throws nothing, whatever the text is
 * @example
 * ```ts
 * import { decode } from 'scopectl'
 *
 * const read = decode('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.')
 * read.kind === 'decoded' && read.token.claims // => { sub: 'alice' }
 * decode('not a token').kind // => 'malformed'
 * ```
 */
export function decode(text: string): Decoded {
  const read = readCompact(text)
  return read.ok
    ? { kind: 'decoded', token: read.token }
    : { kind: 'malformed', detail: read.detail }
}
