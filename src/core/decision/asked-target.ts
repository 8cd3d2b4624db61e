// A route that somebody asks about may be a URL from a log or a browser, with credentials in it.

/** A host, and maybe a port. */
const AUTHORITY = /^(?:\[[^\]]*\]|[^:]*)(?::\d*)?$/

/**
 * Cuts a request target down to its path (RFC 3986 §3), and reports what was cut off. A backslash, which some servers
 * read as `/`, is kept.
 *
 * @returns `isClear`: whether it is clear where the path begins. It is not if a password contains a `/` that is not
 * escaped: the rest of the password would look like a path.
 */
export function pathOf(target: string): { path: string; cut: string[]; isClear: boolean } {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#\\]*/.exec(target)?.[0] ?? ''
  const rest = target.slice(origin.length)
  const path = /^[^?#]*/.exec(rest)?.[0] ?? ''
  const cut = [origin, rest.slice(path.length)].filter((part) => part !== '')
  const isClear = isSplit(origin.replace(/^[^/]*\/\//, ''), path)
  return { path: path === '' && origin !== '' ? '/' : path, cut, isClear }
}

/** Leaves out what may be a secret: the userinfo of a URL, its query and its fragment. */
export function shownRoute(text: string): string {
  const [, start = '', authority = '', path = ''] =
    /^((?:\S+ )?(?:[A-Za-z][A-Za-z0-9+.-]*:\/{1,3}|\/\/)?)([^/?#\s]*)([^?#]*)/.exec(text) ?? []
  const mayHide = start.endsWith('//') || text.includes('@')
  if (mayHide && !isSplit(authority, path)) return `${start}…`
  return `${start}${authority.replace(/^.*@/s, '')}${path}`
}

/** Whether these are an authority and a path, and not parts of a password. */
function isSplit(authority: string, path: string): boolean {
  const host = authority.replace(/^.*@/s, '')
  return AUTHORITY.test(host) && !(host !== authority && path.includes('@'))
}
