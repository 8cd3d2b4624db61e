import { canonicalPath } from '../catalog/canonical-path.js'
import type { PathFault } from '../problems/route.js'

export type Target =
  /** `raw`: the path as received. */
  | { readonly path: string; readonly raw: string; readonly query: string }
  | { readonly why: PathFault }

/**
 * Reads a request target as it is in the request line, before any library has normalised it: origin form only (RFC 9112
 * §3.2.1), with the path in its one canonical form. Anything else is refused, never repaired.
 */
export function readTarget(target: string): Target {
  const at = target.indexOf('?')
  const raw = at < 0 ? target : target.slice(0, at)
  const query = at < 0 ? '' : target.slice(at + 1)
  const read = canonicalPath(raw)
  if ('why' in read) return read
  // The query does not affect the decision, but servers read a `#` or non-ASCII bytes in it in different ways.
  return /^[\x21\x22\x24-\x7e]*$/.test(query)
    ? { path: read.path, raw, query }
    : { why: { is: 'query-unencoded' } }
}

/** For the log: the part before the query, which may contain a token. */
export const withoutQuery = (target: string): string => target.replace(/[?#].*$/s, '')
