import { fail } from '../core/errors.js'
import { isLoopback } from '../core/token/loopback.js'

/** Key sets fetched so far, by URL; whoever holds it decides how long it lives. */
export type JwksCache = Map<string, { readonly at: number; readonly text: string }>

const JWKS_LIMIT = 1_000_000
/** Seconds. */
const JWKS_TIMEOUT = 5
const JWKS_MAX_AGE = 600

/**
 * The URL of a key set: https, or http to this machine only (a key that comes over an open wire is anybody's).
 * Where the name `localhost` leads is left to the system.
 *
 * @throws ScopectlError `key-url-bad`, `key-url-insecure`, `key-url-userinfo`
 */
export function jwksUrl(text: string, by: string): URL {
  if (!URL.canParse(text)) fail('key-url-bad', { by })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') fail('key-url-userinfo', { url: shownUrl(url) })
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!secure) fail('key-url-insecure', { url: shownUrl(url) })
  return url
}

/** For messages: without userinfo, query and fragment, where people put secrets. */
export const shownUrl = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname}`

/**
 * The text behind the URL. No redirect is followed; time and size are limited (of the unpacked body, so a gzip bomb
 * ends there too). A cached text is used for ten minutes, and never after a failure. What it says is judged by its
 * reader, not by its content type, which many servers get wrong.
 *
 * @throws ScopectlError `key-url-redirect`, `key-url-status`, `key-url-too-big`, `key-url-slow`, `key-url-unreachable`,
 * `key-url-not-json` where it is not even text
 */
export async function fetchJwks(
  url: URL,
  {
    now,
    cache,
    timeout = JWKS_TIMEOUT,
  }: { now: number; cache?: JwksCache | undefined; timeout?: number },
): Promise<string> {
  const cached = cache?.get(url.href)
  if (cached && now >= cached.at && now - cached.at < JWKS_MAX_AGE) return cached.text
  cache?.delete(url.href)
  const shown = shownUrl(url)
  const text = decode(await download(url, shown, timeout), shown)
  cache?.set(url.href, { at: now, text })
  return text
}

async function download(url: URL, shown: string, timeout: number): Promise<Uint8Array> {
  const controller = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, timeout * 1000)
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: controller.signal,
      headers: { accept: 'application/json, application/jwk-set+json' },
    })
    const { status } = response
    if (status >= 300 && status < 400) fail('key-url-redirect', { url: shown, status })
    if (status !== 200) fail('key-url-status', { url: shown, status })
    return await readBody(response, shown)
  } catch (error) {
    if (late) fail('key-url-slow', { url: shown, seconds: timeout })
    if (!(error instanceof TypeError)) throw error // how fetch says that the network failed
    return fail('key-url-unreachable', { url: shown, why: networkCode(error) })
  } finally {
    clearTimeout(timer)
    controller.abort() // lets go of a body that was not read to its end
  }
}

async function readBody(response: Response, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > JWKS_LIMIT) fail('key-url-too-big', { url: shown, limit: JWKS_LIMIT })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array, shown: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail('key-url-not-json', { url: shown })
  }
}

/** Such as ECONNREFUSED, or a code of the TLS checks. */
function networkCode(error: TypeError): string {
  const { cause } = error
  if (cause instanceof AggregateError)
    return String((cause.errors[0] as NodeJS.ErrnoException)?.code ?? '')
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : 'no answer'
}
