import { fail } from '../core/errors.js'
import type { Context } from './context.js'
import { shownUrl } from './url.js'

/** Key sets fetched so far, by URL; the owner of the cache decides how long it lives. */
export type JwksCache = Map<string, Fetched>

export interface Fetched {
  /** Seconds since 1970. */
  readonly at: number
  readonly text: string
}

const JWKS_LIMIT = 1_000_000
/** Seconds. */
const JWKS_TIMEOUT = 5
const JWKS_MAX_AGE = 600

/** Whether a fetched text may be used; not if the clock was set back since. */
export const isFresh = ({ at }: Fetched, now: number): boolean =>
  now >= at && now - at < JWKS_MAX_AGE

/**
 * The text at the URL, as read by httpGet. A cached text is used for ten minutes, and never after a failure. The reader
 * of the text checks it; its content type is ignored, since many servers get it wrong.
 *
 * @throws ScopectlError `key-url-…`; `key-url-not-json` if it is not even text
 */
export async function fetchJwks(
  url: URL,
  {
    now,
    env,
    cache,
    timeout = JWKS_TIMEOUT,
  }: {
    now: number
    env: Context['env']
    cache?: JwksCache | undefined
    timeout?: number
  },
): Promise<string> {
  const cached = cache?.get(url.href)
  if (cached && isFresh(cached, now)) return cached.text
  cache?.delete(url.href)
  const { httpGet } = await import('./http-get.js')
  const accept = 'application/json, application/jwk-set+json'
  const limits = { bytes: JWKS_LIMIT, seconds: timeout, accept }
  const text = decode(await httpGet(url, 'key-url', limits, env), url)
  cache?.set(url.href, { at: now, text })
  return text
}

function decode(bytes: Uint8Array, url: URL): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('key-url-not-json', { url: shownUrl(url) })
  }
}
