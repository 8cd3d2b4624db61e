import { fail } from '../core/errors.js'
import { isLoopback } from '../core/token/loopback.js'

/**
 * The address of the route. Other machines only if the user named them: they get about 100 requests with odd tokens.
 * @throws ScopectlError `learn-url`, `learn-not-allowed`
 */
export function learnUrl(text: string, mayTest: string | undefined): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain =
    url &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain) return fail('learn-url', { url: text.replace(/\/\/[^/]*@/, '//') })
  const { hostname } = url
  const isMeant = isLoopback(hostname) || isPrivate(url) || mayTest === hostname
  return isMeant ? url : fail('learn-not-allowed', { host: hostname })
}

/** An address of a private network (RFC 1918, RFC 4193), where the token is not sent in clear text. */
const isPrivate = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' &&
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[f[cd])[\d.a-f:\]]+$/.test(hostname)
