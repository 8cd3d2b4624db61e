import { isMap } from '../plain-map.js'
import type { Path } from '../source.js'

/** What is read of an entry of an HTTP archive (HAR 1.2). Headers, cookies and answers are not. */
export interface HarEntry {
  readonly method: string
  readonly url: URL
  readonly body: { readonly type: string; readonly text: string } | undefined
  /** Where the body's text is, for messages. */
  readonly at: Path
}

/** A value that is not what HAR says. */
export interface HarFault {
  readonly path: Path
  readonly expected: string
}

/** A media type that may be sent as a header. */
export const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *;[ \x21-\x7e]*)?$/

/**
 * The entries that were answered with 2xx. Anyone may have written the file, so every value that is used is checked.
 * @throws nothing: the first value of a wrong type is returned
 */
export const harEntries = (document: unknown, most: number) => readEntries(document, most, entryOf)

/** What is made of the entries of an archive; `undefined` for one that is left out. */
export function readEntries<T extends object>(
  document: unknown,
  most: number,
  entryOf: (entry: unknown, path: Path) => T | HarFault | undefined,
): readonly T[] | HarFault | 'too-many' {
  const log = isMap(document) ? document['log'] : undefined
  if (!isMap(log)) return { path: ['log'], expected: 'a map' }
  const list = log['entries']
  if (!Array.isArray(list)) return { path: ['log', 'entries'], expected: 'a list' }
  if (list.length > most) return 'too-many'
  const entries: T[] = []
  for (const [i, each] of list.entries()) {
    const read = entryOf(each, ['log', 'entries', i])
    if (read === undefined) continue
    if ('expected' in read) return read
    entries.push(read)
  }
  return entries
}

function entryOf(entry: unknown, path: Path): HarEntry | HarFault | undefined {
  const fault = (steps: Path, expected: string): HarFault => ({
    path: [...path, ...steps],
    expected,
  })
  if (!isMap(entry)) return fault([], 'a map')
  const { request, response } = entry
  if (!isMap(request)) return fault(['request'], 'a map')
  if (!isMap(response)) return fault(['response'], 'a map')
  const { status } = response
  if (typeof status !== 'number') return fault(['response', 'status'], 'a number')
  const { method, url: text, postData } = request
  if (typeof method !== 'string') return fault(['request', 'method'], 'a string')
  if (typeof text !== 'string' || !URL.canParse(text)) return fault(['request', 'url'], 'a URL')
  if (postData !== undefined && postData !== null && !isMap(postData))
    return fault(['request', 'postData'], 'a map')
  const read = isMap(postData) ? bodyOf(postData, fault) : undefined
  if (read && 'expected' in read) return read
  const url = new URL(text)
  if (status < 200 || status > 299 || !/^https?:$/.test(url.protocol)) return undefined
  const at: Path = [...path, 'request', 'postData', 'text']
  return { method: method.toUpperCase(), url, body: read, at }
}

/** The body, if it is text. A form with files is not replayed: the recording does not have them. */
function bodyOf(
  { mimeType, text, encoding }: Record<string, unknown>,
  fault: (steps: Path, expected: string) => HarFault,
): HarEntry['body'] | HarFault {
  if (typeof mimeType !== 'string') return fault(['request', 'postData', 'mimeType'], 'a string')
  if (text === undefined || encoding !== undefined) return undefined
  if (typeof text !== 'string') return fault(['request', 'postData', 'text'], 'a string')
  if (text === '' || /^multipart\//i.test(mimeType)) return undefined
  return MEDIA_TYPE.test(mimeType)
    ? { type: mimeType, text }
    : fault(['request', 'postData', 'mimeType'], 'a media type')
}
