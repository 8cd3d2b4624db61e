import { fail } from '../core/errors.js'
import { isLoopback } from '../core/token/loopback.js'

/** What is read from it; its problem codes begin with this. */
export type Purpose = 'url' | 'key-url'

export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text)

/**
 * A URL to read from: https, or http to this machine only (anybody could tamper with unencrypted traffic). What the
 * name `localhost` resolves to is up to the system.
 *
 * @throws ScopectlError `…-bad`, `…-userinfo`, `…-insecure`
 */
export function readableUrl(text: string, by: string, purpose: Purpose): URL {
  if (!URL.canParse(text)) fail(`${purpose}-bad`, { by })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    fail(`${purpose}-userinfo`, { url: shownUrl(url) })
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!secure) fail(`${purpose}-insecure`, { url: shownUrl(url) })
  return url
}

/** For messages: without userinfo, query and fragment, which may contain secrets. */
export const shownUrl = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname}`
