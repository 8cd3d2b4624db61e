import type { Catalog } from '../catalog/model.js'
import type { Exchange, Planned } from './model.js'
import { isRefused, isThrough } from './seen.js'

/** Sends the request to an address that no cache has seen. @param unique different for each request */
export const uncached = (planned: Planned, unique: string): Planned => ({
  ...planned,
  query: [planned.query, `uncached=${unique}`].filter(Boolean).join('&'),
  headers: { ...planned.headers, 'cache-control': 'no-cache' },
})

/** Whether a cache may have given this answer: a caller without a token got in with the usual address. */
export const mayBeCached = (
  { planned, reply }: Exchange,
  { requirement }: Pick<Catalog['routes'][number], 'requirement'>,
): boolean =>
  requirement.level !== 'public' &&
  planned.method === 'GET' &&
  planned.variant === undefined &&
  planned.check.is === 'no-token' &&
  isThrough({ planned, reply })

/**
 * What a cache answered and what the server did: it refuses the caller and lets in one that is allowed to, both at
 * addresses that are new, so the first answer is that of a cache that somebody else has filled.
 *
 * @returns undefined if the server lets the caller in itself
 */
export const cachedPair = (
  first: Exchange,
  fresh: Exchange,
  allowed: Exchange,
): Exchange[] | undefined =>
  isRefused(fresh) && isThrough(allowed)
    ? [{ ...first, planned: { ...first.planned, check: { is: 'again' } } }, fresh]
    : undefined
