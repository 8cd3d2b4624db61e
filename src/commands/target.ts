import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import { isLoopback, isPrivateAddress } from '../core/token/loopback.js'
import { repeatable } from './shared-flags.js'

/** The flags of the commands that send tokens to a server, to see what it does with them. */
export interface TargetOptions {
  /** Hosts that the user may test. */
  iMayTest?: readonly string[]
  allowHttp?: boolean
}

export const withTarget = (command: Command): Command =>
  command
    .option('--i-may-test <HOST>', 'you are allowed to test this host (repeatable)', repeatable)
    .option('--allow-http', 'allow http to another machine')

/**
 * The address of the server: loopback and private addresses may be tested freely, other hosts only if the user is
 * allowed to. http would show the tokens to anyone on the way.
 *
 * @throws ScopectlError `target-url`, `target-url-parts`, `target-host`, `target-http`
 */
export function targetOf(
  text: string,
  { iMayTest = [], allowHttp = false }: TargetOptions,
  example: string,
): URL {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    fail('target-url', { text: withoutSecrets(text), example })
  const url = new URL(text)
  const { hostname, username, password, search, hash, protocol } = url
  if (`${username}${password}${search}${hash}` !== '') fail('target-url-parts', {})
  if (!isLoopback(hostname) && !isPrivateAddress(hostname) && !iMayTest.includes(hostname))
    fail('target-host', { host: hostname })
  if (protocol === 'http:' && !isLoopback(hostname) && !allowHttp)
    fail('target-http', { host: hostname })
  return url
}

/**
 * What is not a URL, without what may be a password or a key in it. Where these end is unknown without a URL (`/`, `?`,
 * `#` and `@` in a password must be escaped, and often are not), so nothing is shown after the scheme if there are any.
 */
function withoutSecrets(text: string): string {
  if (/^[\w.:/[\]~-]*$/.test(text)) return text
  return `${/^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? ''}…`
}
