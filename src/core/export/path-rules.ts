import { escapedSegment } from '../catalog/canonical-path.js'
import type { Template } from '../catalog/route-template.js'

// The rules of canonical-path.ts as RE2 expressions, for engines that match paths with them. Each has been compared with
// `canonicalPath` (test/core/export/path-rules.test.ts).

const CONTINUED = '%[89AB][0-9A-F]'

/** Characters that paths must escape, with upper-case hex: visible ASCII, and UTF-8 from U+00A0. */
export const ESCAPED = [
  '%(?:2[023]|3[CEF]|5[BDE]|60|7[BCD])',
  '%C2%[AB][0-9A-F]',
  `%(?:C[3-9A-F]|D[0-9A-F])${CONTINUED}`,
  `%E0%[AB][0-9A-F]${CONTINUED}`,
  `%E[1-9A-CEF]${CONTINUED}${CONTINUED}`,
  `%ED%[89][0-9A-F]${CONTINUED}`,
  `%F0%[9AB][0-9A-F]${CONTINUED}${CONTINUED}`,
  `%F[1-3]${CONTINUED}${CONTINUED}${CONTINUED}`,
  `%F4%8[0-9A-F]${CONTINUED}${CONTINUED}`,
].join('|')

const LITERAL = `[A-Za-z0-9\\-._~!$&'()*+,=:@/]`

/** Escapes of unreserved characters (RFC 3986 §2.3), which are decoded; their hex may have any case. */
export const UNRESERVED = '%(?:2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])'

/** A path in which each character is one that paths may have, or a valid escape. Dot segments are another rule. */
export const SPELLING = `^/(?:${LITERAL}|${UNRESERVED}|${ESCAPED})*$`

/** Paths in which no escape is of an unreserved character: those that are already decoded. */
export const CANONICAL_SPELLING = `^/(?:${LITERAL}|${ESCAPED})*$`

/** A `.` or `..` segment, or an empty one that is not the last, in a path whose unreserved characters are decoded. */
export const ODD_SEGMENT = '/(?:/|\\.\\.?(?:/|$))'

/** What to write in place of each escape of an unreserved character. */
export const UNESCAPED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~'].flatMap((char) => {
    const hex = char.charCodeAt(0).toString(16)
    const mixed = hex[0] + (hex[1] ?? '').toUpperCase()
    return [...new Set([hex, mixed])].sort().map((each) => [`%${each}`, char])
  }),
)

/** One or more characters of a segment; an escape is never divided. */
const HOLE = '(?:[^/%]|%[0-9A-F]{2})+'

/** A hole next to another one: the escapes that make one character are not divided either. */
const WHOLE_HOLE =
  '(?:[^/%]|%[0-7][0-9A-F]|%[CD][0-9A-F](?:%[0-9A-F]{2})|%E[0-9A-F](?:%[0-9A-F]{2}){2}|%F[0-9A-F](?:%[0-9A-F]{2}){3})+'

/** How an engine's expressions write a parameter inside a segment, and text. */
export interface Spelt {
  readonly hole: string
  readonly wholeHole: string
  /** A character with a meaning in expressions. */
  literal(char: string): string
}

const RE2: Spelt = { hole: HOLE, wholeHole: WHOLE_HOLE, literal: (char) => `\\${char}` }

/** RE2 without backslashes, which some SQL engines read as escapes of their literals. */
export const RE2_PLAIN: Spelt = { ...RE2, literal: (char) => `[${char}]` }

/**
 * The paths of a template as a regular expression without anchors, for paths in canonical form.
 *
 * NOT checked: whether the path is canonical; for one that is not, the answer is meaningless.
 */
export function pathExpression({ segments, tail }: Template, spelt: Spelt = RE2): string {
  const parts = segments.map(({ plain }) => {
    const hole = plain.slice(1, -1).includes('') ? spelt.wholeHole : spelt.hole
    return plain.map((text) => literal(escapedSegment(text), spelt)).join(hole)
  })
  const rest = tail === undefined ? [] : ['.*']
  return `/${[...parts, ...rest].join('/')}`
}

const literal = (text: string, spelt: Spelt): string =>
  text.replace(/[\\.+*?()|[\]{}^$]/g, spelt.literal)
