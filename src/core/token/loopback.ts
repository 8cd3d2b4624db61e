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

/**
 * Whether a URL's host is an address of a private network (RFC 1918, RFC 4193). Not link-local addresses, where clouds
 * offer their metadata, and no names: `10.example` may be anywhere.
 */
export const isPrivateAddress = (hostname: string): boolean =>
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$/.test(hostname) ||
  /^\[f[cd][\da-f]{2}:/i.test(hostname)
