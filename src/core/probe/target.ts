import { fail } from '../errors.js'
import { isLoopback, isPrivateAddress } from '../token/loopback.js'

export interface TargetFlags {
  /** Hosts that the user may test. */
  readonly mayTest: readonly string[]
  readonly allowHttp: boolean
}

/**
 * The base URL of the API: loopback and private addresses may be probed freely, other hosts only if the user is allowed
 * to. http would show the tokens to anybody on the way.
 *
 * @throws ScopectlError `probe-url`, `probe-url-parts`, `probe-host`, `probe-http`
 */
export function probeTarget(text: string, { mayTest, allowHttp }: TargetFlags): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    fail('probe-url', { text: withoutSecrets(text) })
  const url = new URL(text)
  const { hostname, username, password, search, hash, protocol } = url
  if (`${username}${password}${search}${hash}` !== '') fail('probe-url-parts', { host: url.host })
  if (!isLoopback(hostname) && !isPrivateAddress(hostname) && !mayTest.includes(hostname))
    fail('probe-host', { host: hostname })
  if (protocol === 'http:' && !isLoopback(hostname) && !allowHttp)
    fail('probe-http', { host: hostname })
  return url
}

/** What may not be a URL at all: without userinfo, query and fragment. */
function withoutSecrets(text: string): string {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? ''
  const at = text.lastIndexOf('@')
  return (at < 0 ? text : `${scheme}${text.slice(at + 1)}`).replace(/[?#].*$/s, '')
}
