import { problem } from '../problem.js'
import type { Source } from '../source.js'
import type { Report } from './read-scopes.js'

/** What a request to the route needs besides its path. */
export interface RouteRequest {
  /** Examples of query parameters. */
  readonly query?: ReadonlyMap<string, string>
  /** An example of a JSON body. */
  readonly body?: string
}

type Value = string | number | boolean

/** Reads `query:` and `body:` of a route. A text as body is JSON as it is sent; anything else is written as JSON. */
export function readRouteRequest(
  {
    query,
    body,
  }: { readonly query?: Readonly<Record<string, Value>> | undefined; readonly body?: unknown },
  {
    name,
    method,
    source,
    report,
  }: { name: string; method: string; source: Source; report: Report },
): RouteRequest {
  const sent = query && new Map(Object.entries(query).map(([key, value]) => [key, String(value)]))
  const found = sent ? { query: sent } : {}
  if (body === undefined) return found
  const at = source.locate(['routes', name, 'body'])
  if (method === 'GET' || method === 'HEAD') {
    report(problem('route-body', { route: name, why: 'method' }, at))
    return found
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (typeof body === 'string' && !isJson(body))
    report(problem('route-body', { route: name, why: 'json' }, at))
  return { ...found, body: text }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
