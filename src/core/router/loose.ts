import {
  partsOf,
  type Segment,
  samplesOf,
  segmentContains,
  type Template,
  templateContains,
} from '../catalog/route-template.js'
import type { Folding } from '../catalog/route-trie.js'
import { withoutSlash } from './match-parts.js'
import type { Router } from './model.js'

/**
 * Stands for routers that have no model here: matches like the catalog, and perhaps everything that some router is known
 * to fold. That is case, also of non-ASCII letters (ASP.NET), a trailing slash (ASP.NET, Rails), whitespace around a
 * segment (older Spring), a suffix of the last segment (Rails, older Spring), and `/files` for `/files/{path*}` (Spring,
 * Hono).
 */
export const loose: Router = {
  matches(template, { path }) {
    if (templateContains(template, path)) return 'yes'
    const parts = withoutSlash(partsOf(path).map(fold), (part) => part === '')
    const segments = FOLDING.segments(template)
    const fits =
      template.tail === undefined
        ? parts.length === segments.length
        : parts.length >= segments.length
    return fits && segments.every((each, i) => contains(each, parts, i)) ? 'maybe' : 'no'
  },
  headMethods: ['HEAD', 'GET'],
  firstMatchWins: false,
  prefers: ({ pattern: one }, { pattern: other }) => mayCover(other, one) && !mayCover(one, other),
}

const mayCover = (outer: Template, inner: Template): boolean =>
  samplesOf(inner).every((path) => loose.matches(outer, { raw: path, path }) !== 'no')

function contains(segment: Segment, parts: readonly string[], i: number): boolean {
  const part = parts[i] ?? ''
  return FOLDING.contains(segment, part, i + 1 === parts.length)
}

/** Upper case first, so that letters with the same capital become one: `ſ` and `s`, the Kelvin sign and `k`. */
const fold = (text: string): string => text.toUpperCase().toLowerCase().trim()

/** The part itself, and for the last one also the text before its first and its last dot. */
function texts(part: string, isLast: boolean): readonly string[] {
  const dots = isLast ? [part.indexOf('.'), part.lastIndexOf('.')] : []
  return [...new Set([part, ...dots.filter((at) => at > 0).map((at) => part.slice(0, at))])]
}

const known = new WeakMap<Template, readonly Segment[]>()

/** Finds at least every route that any router here might run. */
export const FOLDING: Folding = {
  segments(template) {
    const found = known.get(template) ?? folded(template)
    known.set(template, found)
    return found
  },
  texts,
  // Parameters may be empty in some routers.
  contains: (segment, part, isLast) =>
    texts(part, isLast).some((text) => segmentContains(segment, text, 0)),
  tailMayBeAbsent: true,
}

function folded({ segments }: Template): readonly Segment[] {
  const all = segments.map((segment) => ({ ...segment, plain: segment.plain.map(fold) }))
  return withoutSlash(all, ({ plain }) => plain.length === 1 && plain[0] === '')
}

export const foldedParts = (path: string): string[] => partsOf(path).map(fold)
