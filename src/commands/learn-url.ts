import { fail } from '../core/errors.js'
import { isLoopback, isPrivateAddress } from '../core/token/loopback.js'

/**
 * The address of the route. Other machines only if the user named them: they get about 100 requests with odd tokens.
 * On a public network, http would show the tokens to anyone on the way.
 *
 * @throws ScopectlError `learn-url`, `learn-not-allowed`, `learn-http`
 */
export function learnUrl(text: string, mayTest: string | undefined): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain =
    url &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!isPlain) return fail('learn-url', { url: text.replace(/\/\/[^/]*@/, '//') })
  const { hostname, protocol } = url
  if (isLoopback(hostname)) return url
  const isNear = isPrivateAddress(hostname)
  if (mayTest !== hostname && !(isNear && protocol === 'https:'))
    fail('learn-not-allowed', { host: hostname })
  if (!isNear && protocol === 'http:') fail('learn-http', { host: hostname })
  return url
}
