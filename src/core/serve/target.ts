import { canonicalPath } from '../catalog/canonical-path.js'
import type { PathFault } from '../problems/route.js'

export type Target =
  /** `raw`: the path as it came. */
  | { readonly path: string; readonly raw: string; readonly query: string }
  | { readonly why: PathFault }

/**
 * Reads a request target as it stands in the request line, before any library has put it in order: origin form only
 * (RFC 9112 §3.2.1), and its path in the one canonical form. Refused, never repaired.
 */
export function readTarget(target: string): Target {
  const at = target.indexOf('?')
  const raw = at < 0 ? target : target.slice(0, at)
  const query = at < 0 ? '' : target.slice(at + 1)
  const read = canonicalPath(raw)
  if ('why' in read) return read
  // The query decides nothing; a `#` or bytes beyond ASCII in it are read in more than one way.
  return /^[\x21\x22\x24-\x7e]*$/.test(query)
    ? { path: read.path, raw, query }
    : { why: { is: 'query-unencoded' } }
}

/** For the log: what stands before the query, where a token may be. */
export const withoutQuery = (target: string): string => target.replace(/[?#].*$/s, '')
