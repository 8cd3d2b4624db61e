import { samplePath } from '../../../../src/core/export/samples.js'
import type { World } from '../../../support/generators.js'
import { TARGETS } from '../export-targets.js'

/** A row of the table, as a log has it: null where it says nothing. */
export interface Call {
  readonly method: string | null
  readonly path: string | null
  readonly scopes: string | null
  readonly role: string | null
  readonly user: string | null
  readonly status: number | null
  readonly client: string | null
}

const METHODS = ['DELETE', 'get', 'Head', '', ' GET', "GET'"]
const PIECES = [
  ...['a', 'b', 'v1', 'x', '9', '.', '..', '/', '/', '//', ':stop', 'users', '42', '%C3%A9', '%A9'],
  ...['%c3%a9', '%41', '%7e', '%2F', '%2e', '%25', ';x=1', '\\', "'", '"', '%27', 'é', '😀', '%'],
  ...['%F0%9F%98%80', '\n', '\t', ' ', '\u0085', '{id}', '*', '_', '%%', '?', '#', '$', '$$', '+'],
]
/** Paths of several templates at once. */
const SHARED = ['/a/b', '/a/b/9', '/x/z', '/x/b', '/a/z', '/a/b/c', '/a/b/', '/x/b/9', '/%61/b']
const ORIGINS = ['https://api.test', 'http://u:p@api.test', 'HTTP://[::1]:80', 'x', 'a\\b://c']
const ENDS = ['?x=1', '?', '#x', '?a=/../b', '?é', '/?', '?x#y?z', '?\n/a']
const CLIENTS = [
  'web',
  'app',
  '',
  '-',
  ' ',
  "o'brien",
  'a\\',
  "'; DROP TABLE access_log; --",
  '名前',
  '${x}',
]
const STATUSES = [
  200, 201, 299, 300, 302, 304, 400, 401, 403, 404, 405, 409, 410, 412, 422, 429, 500,
]

/** A generator of the same numbers in every run (xorshift). */
export function randomOf(seed: number) {
  let state = seed | 1
  const next = (below: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  const one = <T>(list: readonly T[]): T => {
    const found = list[next(list.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  return { next, one }
}

/** Endless random calls to the routes of a catalog and to odd paths. */
export function* callsOf({ catalog, users }: World, seed: number): Generator<Call> {
  const { next, one } = randomOf(seed)
  const own = catalog.routes.flatMap((route) => samplePath(catalog, route) ?? [])
  const methods = [...catalog.routes.map(({ method }) => method), 'HEAD', 'GET', 'OPTIONS']
  const names = [...catalog.scopes.keys()]
  const odd = [...names.map((name) => name.toUpperCase()), 'read ', '*', "'", '%', '_', 'a\tb', 'ß']
  const path = (): string | null => {
    const kind = next(20)
    if (kind === 19) return one(SHARED)
    if (kind < 8 && own.length > 0) return one(own)
    if (kind < 12) return one(TARGETS)
    if (kind === 12) return `${one(ORIGINS)}${next(3) === 0 ? '' : one(TARGETS)}`
    if (kind === 13 && own.length > 0) return `${one(own)}${one(ENDS)}`
    if (kind === 14) return next(10) === 0 ? null : `/a/${one(PIECES).repeat(3000)}`
    return `/${Array.from({ length: next(7) }, () => one(PIECES)).join('')}`
  }
  const scopes = (): string => {
    const held = names.filter(() => next(2) === 0)
    if (next(6) === 0) held.push(one(odd), one(names))
    if (next(20) === 0) return '-'
    return `${next(9) === 0 ? ' ' : ''}${held.join(next(9) === 0 ? '  ' : ' ')}`
  }
  const named = (known: readonly string[]): string =>
    known.length === 0 || next(20) === 0 ? 'nobody' : one(known)
  const roles = [...catalog.roles.keys()]
  const people = [...users.users.keys()]
  while (true) {
    const caller = next(20)
    yield {
      method: next(15) === 0 ? one([...METHODS, null]) : one(methods),
      path: path(),
      scopes: caller < 10 || caller === 19 ? scopes() : null,
      role: (caller >= 10 && caller < 13) || caller >= 18 ? named(roles) : null,
      user: (caller >= 13 && caller < 16) || caller === 18 ? named(people) : null,
      status: next(9) === 0 ? null : one(STATUSES),
      client: next(4) === 0 ? null : one(CLIENTS),
    }
  }
}
