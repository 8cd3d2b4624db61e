/**
 * Whether a URL's host is this machine. WHATWG URLs normalise IPv4 addresses to dotted form, so `127.1` and
 * `0x7f000001` arrive as 127.0.0.1. What the name `localhost` resolves to is up to the system.
 */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)

/** Like isLoopback, for an issuer, which may be any text: if it is not a URL, it is not on this machine. */
export const isLoopbackIssuer = (issuer: string): boolean => {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  return url !== undefined && isLoopback(url.hostname)
}
