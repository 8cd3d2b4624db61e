import type { PathFault } from '../problems/route.js'

// One spelling per path. Anything that one server might repair and another might not is refused, never repaired: a
// guard is bypassed when two servers disagree about a path (CWE-180).

/** RFC 3986 §3.3: what may appear unescaped in a path segment; not `;`, since it starts parameters in some servers. */
const LITERAL = /[A-Za-z0-9\-._~!$&'()*+,=:@]/
/** Only such characters and slashes: most paths. */
const PLAIN = /^[A-Za-z0-9\-._~!$&'()*+,=:@/]*$/
const UNRESERVED = /[A-Za-z0-9\-._~]/

/** C0, DEL and C1. */
const isControl = (char: string): boolean => char < ' ' || (char >= '\u007f' && char < '\u00a0')

export type CanonicalPath = { readonly path: string } | { readonly why: PathFault }

/**
 * Reads the path of a request in its one canonical form (RFC 3986 §6.2.2.2): escapes of unreserved characters are decoded,
 * and any other spelling that two servers could read differently is refused, never repaired.
 *
 * NOT checked: whether any route matches the path.
 *
 * @param text the path alone, beginning with `/`: no origin, query or fragment
 * @returns the path; or why it has no canonical form, as a code
 * @throws nothing, whatever the text is
 * @example
 * ```ts
 * import { canonicalPath } from 'scopectl'
 *
 * canonicalPath('/users/%7Ebob') // => { path: '/users/~bob' }
 * canonicalPath('/users/../admin') // => { why: { is: 'dot-segment' } }
 * ```
 */
export function canonicalPath(text: string): CanonicalPath {
  if (!text.startsWith('/')) return { why: { is: 'no-slash' } }
  const bytes = readEscapes(text)
  if ('why' in bytes) return bytes
  const segments = bytes.path.slice(1).split('/')
  for (const [i, segment] of segments.entries()) {
    if (segment === '.' || segment === '..') return { why: { is: 'dot-segment' } }
    if (segment === '' && i < segments.length - 1) return { why: { is: 'empty-segment' } }
  }
  return bytes
}

function readEscapes(text: string): CanonicalPath {
  if (PLAIN.test(text)) return { path: text }
  let path = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (char === '%') {
      const run = /^(?:%[0-9A-Fa-f]{2})+/.exec(text.slice(i))?.[0]
      if (run === undefined) return { why: { is: 'bad-escape' } }
      const read = readRun(run)
      if ('why' in read) return read
      path += read.path
      i += run.length - 1
    } else if (char === '/' || LITERAL.test(char)) path += char
    else return { why: whyNot(String.fromCodePoint(text.codePointAt(i) ?? 0)) }
  }
  return { path }
}

function whyNot(char: string): PathFault {
  if (char === ';') return { is: 'semicolon' }
  if (char === '\\') return { is: 'backslash' }
  if (isControl(char)) return { is: 'control' }
  return { is: 'unencoded', char }
}

/** Only what a path must escape: `encodeURIComponent` also escapes what canonical paths have literally. */
export const escapedSegment = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, decodeURIComponent)

/** A path without escapes in its canonical form. Its segments must have no character that no canonical path has. */
export const escapedPath = (path: string): string => path.split('/').map(escapedSegment).join('/')

/** A run of escapes: UTF-8, upper-case hex, and only of characters that must be escaped. */
function readRun(run: string): CanonicalPath {
  let decoded: string
  try {
    decoded = decodeURIComponent(run)
  } catch {
    return { why: { is: 'not-utf8' } }
  }
  let path = ''
  for (const char of decoded) {
    if (UNRESERVED.test(char)) path += char
    else if (char === '/' || char === '\\') return { why: { is: 'encoded-slash' } }
    else if (isControl(char)) return { why: { is: 'encoded-control' } }
    else if (char === '%') return { why: { is: 'encoded-percent' } }
    else if (char === ';' || LITERAL.test(char)) {
      return { why: { is: 'needless-escape', char } }
    } else path += encodeURIComponent(char)
  }
  // encodeURIComponent writes upper-case hex; a run with lower-case hex is another spelling.
  const kept = run.replace(/%[0-9A-Fa-f]{2}/g, (hex) => {
    const plain = String.fromCharCode(Number.parseInt(hex.slice(1), 16))
    return UNRESERVED.test(plain) ? plain : hex
  })
  return kept === path ? { path } : { why: { is: 'lower-case-escape' } }
}
