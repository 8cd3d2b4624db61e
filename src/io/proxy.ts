import { fail } from '../core/errors.js'
import { isLoopback } from '../core/token/loopback.js'

type Env = Readonly<Record<string, string | undefined>>

export interface Proxy {
  /** The variable that sets it, for messages. */
  readonly variable: string
  readonly url: string
  /** Without any user name and password. */
  readonly host: string
}

/**
 * The proxy for a URL: `https_proxy` or `HTTPS_PROXY`, never for this machine. http is only used for this machine, so
 * HTTP_PROXY is ignored. Whether NO_PROXY excludes the host is not checked here.
 *
 * @throws ScopectlError `proxy-bad`, without the value, which may contain a password
 */
export function proxyOf({ protocol, hostname }: URL, env: Env): Proxy | undefined {
  const [variable, value] = firstSet(env, ['https_proxy', 'HTTPS_PROXY'])
  if (protocol !== 'https:' || isLoopback(hostname) || !value) return undefined
  const text = value.includes('://') ? value : `http://${value}` // like curl
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || !isDecodable(url))
    return fail('proxy-bad', { variable })
  return { variable, url: url.href, host: url.host }
}

/** The hosts that are contacted directly, in the library's format: `host`, `.domain`, `host:port`, `*`. */
export const noProxy = (env: Env): string => firstSet(env, ['no_proxy', 'NO_PROXY'])[1] ?? ''

/** The lower-case name comes first, as everywhere; an empty value means none. */
function firstSet(
  env: Env,
  [first, second]: readonly [string, string],
): [string, string | undefined] {
  return env[first] === undefined ? [second, env[second]] : [first, env[first]]
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}
