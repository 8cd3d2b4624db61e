import type { Snapshot } from '../core/serve/snapshot.js'
import type { Trust } from '../core/token/model.js'
import { type Fetched, isFresh, type JwksCache } from './jwks-url.js'

/** Anyone can send a token with an unknown `kid`, so this limits the requests to the issuer. */
const COOLDOWN_SECONDS = 30

interface Remote {
  readonly url: URL
  /** Filled by `load`, and emptied to make it fetch. */
  readonly cache: JwksCache
  /** Fetches, unless the cache has a text that is new enough, and checks the keys. */
  load(): Promise<Trust>
  /** Seconds since 1970. */
  now(): number
}

/**
 * The trust in keys at a URL, for a server: made once for each text that was fetched. An unknown `kid` fetches again, at
 * most every 30 seconds, also after a failure; simultaneous requests wait for the same one. What was fetched at the start,
 * or because it was too old, does not count: the keys may have been replaced a moment later. If that fails, the request
 * that needed it fails, and the keys are used until they are too old.
 */
export function remoteTrust({ url, cache, load, now }: Remote): Snapshot['trust'] {
  let known: { readonly trust: Trust; readonly from: Fetched } | undefined
  let pending: Promise<Trust> | undefined
  let tried = Number.NEGATIVE_INFINITY

  async function make(): Promise<Trust> {
    const trust = await load().catch((error: unknown) => {
      // A text without usable keys must not be used until it is too old.
      cache.delete(url.href)
      throw error
    })
    const from = cache.get(url.href)
    known = from && { trust, from }
    return trust
  }
  function loaded(work: () => Promise<Trust>): Promise<Trust> {
    pending ??= work().finally(() => {
      pending = undefined
    })
    return pending
  }
  async function fetched(from: Fetched): Promise<Trust> {
    cache.delete(url.href)
    try {
      return await make()
    } catch (error) {
      cache.set(url.href, from)
      throw error
    }
  }
  return (again) => {
    const at = now()
    if (!known || !isFresh(known.from, at)) return loaded(make)
    const { trust, from } = known
    if (!again) return Promise.resolve(trust)
    if (pending) return pending
    if (at >= tried && at - tried < COOLDOWN_SECONDS) return Promise.resolve(trust)
    tried = at
    return loaded(() => fetched(from))
  }
}
