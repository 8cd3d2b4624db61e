/**
 * Whether a URL's host is this machine. WHATWG URLs have each IPv4 address in its one dotted form, so `127.1` and
 * `0x7f000001` come as 127.0.0.1. Where the name `localhost` leads is left to the system.
 */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** The same for an issuer, which may be any text: one that is no URL is no address of this machine. */
export const isLoopbackIssuer = (issuer: string): boolean => {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  return url !== undefined && isLoopback(url.hostname)
}
