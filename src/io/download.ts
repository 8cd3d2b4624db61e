import { fail } from '../core/errors.js'
import { isLoopback } from '../core/token/loopback.js'
import { shownUrl } from './jwks-url.js'

export interface DownloadLimits {
  /** Of the unpacked body, in bytes. */
  readonly bytes: number
  readonly seconds: number
  readonly accept: string
}

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text)

/**
 * An address to read from: https, or http to this machine only.
 * @throws ScopectlError `url-bad`, `url-userinfo`, `url-insecure`
 */
export function readableUrl(text: string, by: string): URL {
  if (!URL.canParse(text)) fail('url-bad', { by })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') fail('url-userinfo', { url: shownUrl(url) })
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!secure) fail('url-insecure', { url: shownUrl(url) })
  return url
}

/**
 * The bytes behind an address. No redirect is followed, nothing is sent along, time and size are limited.
 *
 * @throws ScopectlError `url-redirect`, `url-status`, `url-too-big`, `url-slow`, `url-unreachable`
 */
export async function download(url: URL, limits: DownloadLimits): Promise<Uint8Array> {
  const shown = shownUrl(url)
  const controller = new AbortController()
  let late = false
  const timer = setTimeout(() => {
    late = true
    controller.abort()
  }, limits.seconds * 1000)
  try {
    const headers = { accept: limits.accept }
    const response = await fetch(url, { redirect: 'manual', signal: controller.signal, headers })
    const { status } = response
    if (status >= 300 && status < 400) fail('url-redirect', { url: shown, status })
    if (status !== 200) fail('url-status', { url: shown, status })
    return await readBody(response, limits.bytes, shown)
  } catch (error) {
    if (late) fail('url-slow', { url: shown, seconds: limits.seconds })
    if (!(error instanceof TypeError)) throw error // how fetch says that the network failed
    return fail('url-unreachable', { url: shown, why: networkCode(error) })
  } finally {
    clearTimeout(timer)
    controller.abort() // lets go of a body that was not read to its end
  }
}

async function readBody(response: Response, limit: number, shown: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > limit) fail('url-too-big', { url: shown, limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Such as ECONNREFUSED, or a code of the TLS checks. */
function networkCode(error: TypeError): string {
  const { cause } = error
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = (first as NodeJS.ErrnoException | undefined)?.code
  return typeof code === 'string' ? code : 'no answer'
}
