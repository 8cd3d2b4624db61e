import { matchRoute } from '../catalog/match-route.js'
import type { Catalog } from '../catalog/model.js'
import type { HeaderValues } from './forward-auth.js'
import { type Reply, reply } from './reply.js'

/** The origin of a page that this machine serves, at any port. No other page may read the answers to its requests. */
const OWN_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i
/** Names of header fields (RFC 9110 §5.1), as browsers list them. */
const NAMES = /^[\w-]+(?:, ?[\w-]+)*$/

interface Asked {
  readonly method: string
  readonly path: string
}

/**
 * Answers the request that a browser sends before a cross-origin one (Fetch, CORS-preflight): it has no token, so no guard
 * could accept it. Undefined if it is not one, if the catalog has a route for OPTIONS itself, or if the request that
 * it announces has no route. It decides nothing: the request itself is guarded as usual.
 */
export function preflightReply(
  catalog: Catalog,
  { method, path }: Asked,
  headers: HeaderValues,
): Reply | undefined {
  const [announced, second] = headers('access-control-request-method')
  if (method !== 'OPTIONS' || announced === undefined || second !== undefined) return undefined
  const hasRoute = (each: string): boolean => matchRoute(catalog, each, path).kind !== 'none'
  if (headers('origin').length !== 1 || hasRoute('OPTIONS') || !hasRoute(announced))
    return undefined
  const own = originHeaders(headers)
  if (!('access-control-allow-origin' in own)) return reply(204, {}, undefined, own)
  const [names = ''] = headers('access-control-request-headers')
  return reply(204, {}, undefined, {
    ...own,
    'access-control-allow-methods': announced,
    ...(NAMES.test(names) ? { 'access-control-allow-headers': names } : {}),
  })
}

/** Lets a page of this machine read the reply, its challenge included. */
export function shownToOrigin(answer: Reply, headers: HeaderValues): Reply {
  if (headers('origin').length === 0) return answer
  return { ...answer, headers: { ...answer.headers, ...originHeaders(headers) } }
}

function originHeaders(headers: HeaderValues): Readonly<Record<string, string>> {
  const [origin = '', second] = headers('origin')
  if (second !== undefined || !OWN_ORIGIN.test(origin)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'WWW-Authenticate',
  }
}
