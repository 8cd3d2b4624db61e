import type { FindingKind } from './kinds.js'
import type { Planned, Reply } from './model.js'

/**
 * The code of a finding in the fault catalogue of Web Fuzzing Commons (github.com/WebFuzzing/Commons), where
 * one fits: many of its codes are only about one status or about methods that modify.
 */
export function wfcOf(kind: FindingKind, { method }: Planned, reply: Reply): number | undefined {
  const status = 'status' in reply ? reply.status : undefined
  switch (kind) {
    // 307: accessible without any authentication; 308: anonymous modifications, which do not include creating.
    case 'unguarded':
    case 'any-text':
      return MODIFYING.has(method) ? 308 : 307
    case 'cached-answer':
      return 307
    // 310: a hidden endpoint that can be called, although it is not declared.
    case 'open-head':
    case 'open-trailing-slash':
    case 'open-case':
    case 'open-overlap':
    case 'open-override':
      return 310
    // 306: allowed to modify what should be protected.
    case 'any-token':
    case 'missing-scope':
    case 'no-scope-claim':
    case 'scope-wrong-type':
    case 'scope-claim-other':
    case 'lookalike-scope':
    case 'superuser-scope':
    case 'implied-scope':
      return MODIFYING.has(method) || method === 'POST' ? 306 : undefined
    // 305: valid credentials that get 401 where they should get 403, or in.
    case 'not-403':
      return 305
    case 'shut':
    case 'shut-alternative':
      return status === 401 ? 305 : undefined
    // 203: 403 although there is no 401.
    case 'not-401':
      return 203
    // 109: 401 without WWW-Authenticate, which HTTP requires; a 403 needs none.
    case 'no-challenge':
      return status === 401 ? 109 : undefined
    // 304: the status tells whether a protected resource exists.
    case 'hidden':
      return status === 404 ? 304 : undefined
    default:
      return undefined
  }
}

const MODIFYING: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE'])
