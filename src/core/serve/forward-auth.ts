import type { Catalog } from '../catalog/model.js'
import { askForwarded } from '../router/ask.js'
import type { Moment } from '../token/verify.js'
import { type Credential, readCredential } from './credential.js'
import { guard, invalidRequest, oddPath } from './guard.js'
import type { Reply } from './reply.js'
import type { RequestFault } from './request-fault.js'
import type { Snapshot } from './snapshot.js'
import { readTarget } from './target.js'

/** Every value of a header in the request; an empty list if there is none. */
export type HeaderValues = (name: string) => readonly string[]

/** The headers in which proxies send the method and target of the request in question. */
const PAIRS = [
  ['x-original-method', 'x-original-uri'],
  ['x-forwarded-method', 'x-forwarded-uri'],
] as const

/**
 * Answers for a request that a proxy is holding (nginx `auth_request`, Traefik `forwardAuth`), as the guard would
 * answer it: for the route that the API behind the proxy will run, according to its router. Exactly one method and one
 * target must be given: if both pairs of headers are present and differ, one of them came from the client.
 *
 * NOT checked: that the headers come from the proxy. Anyone who can reach this server can ask it anything.
 */
export async function forwardAuth(
  snapshot: Snapshot,
  headers: HeaderValues,
  ownQuery: string,
  moment: Moment,
): Promise<Reply> {
  const original = readOriginal(headers)
  if ('why' in original) return invalidRequest(original.why)
  const target = readTarget(original.uri)
  if ('why' in target) return oddPath(target.why)
  const { method } = original
  const queries = [ownQuery, target.query]
  const credential: Credential = readCredential({
    authorization: headers('authorization'),
    queries,
  })
  const ask = (catalog: Catalog) => askForwarded(catalog, snapshot.router, { method, target })
  return await guard(snapshot, ask, credential, moment)
}

type Original = { readonly method: string; readonly uri: string } | { readonly why: RequestFault }

function readOriginal(headers: HeaderValues): Original {
  const found = PAIRS.flatMap(([methods, uris]): Original[] => {
    const [method, uri] = [headers(methods), headers(uris)]
    if (method.length === 0 && uri.length === 0) return []
    if (method.length !== 1 || uri.length !== 1) {
      return [{ why: { is: 'original-pair', method: methods, uri: uris } }]
    }
    return [{ method: method[0] ?? '', uri: uri[0] ?? '' }]
  })
  const [first, second] = found
  if (!first) return { why: { is: 'original-missing' } }
  if ('why' in first) return first
  if (second && ('why' in second || second.method !== first.method || second.uri !== first.uri)) {
    return { why: { is: 'originals-differ' } }
  }
  if (!/^[A-Z][A-Z-]*$/.test(first.method)) return { why: { is: 'original-method' } }
  return first
}
