import { countMembers } from './cost.js'
import { own } from './document.js'
import type { Resolver } from './resolve.js'

/** The prefix of every path. */
export interface Prefix {
  readonly prefix: string
  /** The servers' paths if they differ; the first one is used. */
  readonly differ: readonly string[]
  /** The written value that is not a path from the root. */
  readonly ignored: string | undefined
}

/**
 * The prefix rule: Swagger's `basePath`, or the path of the first server with its variables at their defaults, is put
 * before every path of the document. A value that does not begin with `/` is relative to where the document is, which
 * says nothing about requests: it counts as no prefix, and is reported.
 *
 * @returns undefined if `holder` (a document, path or operation) does not set one.
 */
export function prefixOf(holder: unknown, resolver: Resolver): Prefix | undefined {
  const basePath = own(holder, 'basePath')
  if (typeof basePath === 'string') return { ...prefix(basePath), differ: [] }
  const servers = own(holder, 'servers')
  if (!Array.isArray(servers) || servers.length === 0) return undefined
  countMembers(servers.length, resolver)
  const paths = servers.map((server) => pathOfServer(server, resolver))
  const distinct = [...new Set(paths.map(trimmed))]
  return { ...prefix(paths[0] ?? ''), differ: distinct.length > 1 ? distinct : [] }
}

const prefix = (path: string): Omit<Prefix, 'differ'> =>
  path === '' || path.startsWith('/')
    ? { prefix: trimmed(path), ignored: undefined }
    : { prefix: '', ignored: path }

function pathOfServer(server: unknown, { spend }: Resolver): string {
  const url = text(own(server, 'url'))
  const variables = own(server, 'variables')
  spend(url.length)
  const filled = url.replace(/\{([^{}]*)\}/g, (hole, name: string) => {
    const value = own(own(variables, name), 'default')
    if (typeof value !== 'string') return hole
    spend(value.length)
    return value
  })
  const path = filled.replace(/^(?:[^:/?#]*:)?\/\/[^/?#]*/, '')
  return /^[^?#]*/.exec(path)?.[0] ?? ''
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Without trailing slashes: the path that follows begins with one. */
function trimmed(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}
