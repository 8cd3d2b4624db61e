import { isMap } from '../plain-map.js'
import { type HarFault, readEntries } from '../probe/har.js'
import type { Path } from '../source.js'
import type { Json, JsonObject } from '../token/model.js'

/**
 * The calls of an HTTP archive (HAR 1.2) as fields; the token is that of the header `Authorization`. Browsers leave this
 * header out unless asked: if no request has it, no call says who made it.
 */
export function harCalls(document: unknown, most: number) {
  const entries = readEntries(document, most, callOf)
  if (!Array.isArray(entries)) return entries
  const hasTokens = entries.some(({ authorization }) => authorization !== null)
  if (hasTokens) return entries as readonly JsonObject[]
  return entries.map(({ authorization: _, ...others }) => others as JsonObject)
}

function callOf(entry: unknown, path: Path): JsonObject | HarFault {
  const fault = (steps: Path, expected: string): HarFault => ({
    path: [...path, ...steps],
    expected,
  })
  if (!isMap(entry)) return fault([], 'a map')
  const { request, response, startedDateTime: time } = entry
  if (!isMap(request)) return fault(['request'], 'a map')
  if (!isMap(response)) return fault(['response'], 'a map')
  const { method, url, headers } = request
  const { status } = response
  if (typeof method !== 'string') return fault(['request', 'method'], 'a string')
  if (typeof url !== 'string') return fault(['request', 'url'], 'a string')
  if (typeof status !== 'number') return fault(['response', 'status'], 'a number')
  if (typeof time !== 'string') return fault(['startedDateTime'], 'a string')
  if (!Array.isArray(headers)) return fault(['request', 'headers'], 'a list')
  // 0: the browser got no answer.
  return { method, url, time, status: status || null, authorization: tokenIn(headers) }
}

/** What is not one text is passed on as a list, which is not a token: it is not known what the server took. */
function tokenIn(headers: readonly unknown[]): Json {
  const values = headers.flatMap((header) => {
    const { name, value } = isMap(header) ? header : {}
    return typeof name === 'string' && name.toLowerCase() === 'authorization' ? [value as Json] : []
  })
  const [only] = values
  if (values.length === 0) return null
  return values.length === 1 && typeof only === 'string' ? only : values
}
