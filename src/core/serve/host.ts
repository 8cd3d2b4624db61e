/**
 * Whether the Host header names this machine, whatever the port (it may be forwarded). A name that somebody else owns
 * may also resolve to this machine: that is how a web page reaches a server that only listens locally (DNS rebinding).
 */
export function isOwnHost(host: string): boolean {
  const [, name = ''] = /^(localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.exec(host) ?? []
  return name !== ''
}
