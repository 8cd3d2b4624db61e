import type { NetworkFault, ProxyAsked } from '../../core/problems/url.js'
import { quote, type Sentence } from './words.js'

/**
 * Why an address could not be read, and what to do.
 * @param instead what to do without the network
 */
export function unreachable(url: string, fault: NetworkFault, instead: string): Sentence {
  const { code, proxy, status } = fault
  const known = REASONS.find(({ codes }) => codes.test(code))
  const reason = code === '' ? 'no answer' : known ? `${known.says} (${code})` : code
  const hint = known?.hint?.(instead)
  if (!proxy)
    return {
      says: `cannot reach ${quote(url)}: ${reason}`,
      ...(hint === undefined ? {} : { hint }),
    }
  const { variable, reached } = proxy
  const direct = `for a direct connection, add the host to NO_PROXY; or ${instead}`
  if (!reached) return { says: `cannot reach ${nameOf(proxy)}: ${reason}`, hint: direct }
  if (status === undefined) {
    const says = `cannot reach ${quote(url)} through ${nameOf(proxy)}: ${reason}`
    return { says, hint: known?.beyond ? known.hint?.(instead) : direct }
  }
  return {
    says: `cannot reach ${quote(url)}: ${nameOf(proxy)} responded with ${status}`,
    hint: status === 407 ? `it requires credentials: ${variable}=http://NAME:PASSWORD@…` : direct,
  }
}

/** @param limit the timeout in seconds */
export const slow = (url: string, limit: number, proxy: ProxyAsked | undefined): Sentence => ({
  says: `${quote(url)} did not answer within ${limit} s${proxy ? ` through ${nameOf(proxy)}` : ''}`,
})

const nameOf = ({ variable, host }: ProxyAsked): string => `the proxy ${quote(host)} (${variable})`

interface Known {
  readonly codes: RegExp
  readonly says: string
  readonly hint?: (instead: string) => string
  /** The proxy is not the cause: the hint also applies behind one. */
  readonly beyond?: true
}

const REASONS: readonly Known[] = [
  {
    codes: /^(UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT)/,
    says: 'its certificate is not signed by a known authority',
    hint: (instead) =>
      `for a private authority, set NODE_EXTRA_CA_CERTS to its PEM file; or ${instead}`,
    beyond: true,
  },
  { codes: /^CERT_HAS_EXPIRED$/, says: 'its certificate has expired' },
  { codes: /^CERT_NOT_YET_VALID$/, says: 'its certificate is not valid yet' },
  { codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/, says: 'its certificate is for another name' },
  {
    codes: /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|.*HTTP.*)$/,
    says: 'this port speaks http, not https',
    hint: () => 'use the https port; http:// is allowed only for this machine',
    beyond: true,
  },
  {
    codes: /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/,
    says: 'no such host',
    hint: (instead) => `behind a proxy, set HTTPS_PROXY; or ${instead}`,
  },
  { codes: /^ECONNREFUSED$/, says: 'connection refused' },
  { codes: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, says: 'the connection was closed' },
  { codes: /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT)$/, says: 'no answer' },
  { codes: /^(ENETUNREACH|EHOSTUNREACH)$/, says: 'the host is unreachable' },
]
