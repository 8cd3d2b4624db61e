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
 * A router of which nothing is known: one that compares paths as the catalog does, or that folds what some router does
 * fold. Case, beyond ASCII too (ASP.NET); a slash at the end (ASP.NET, Rails); blanks around a segment (older
 * Spring); what follows a dot in the last segment (the format in Rails, suffixes in older Spring); `/files` for
 * `/files/{path*}` (Spring, Hono).
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
  headRuns: ['HEAD', 'GET'],
  runsFirst: false,
  prefers: ({ pattern: one }, { pattern: other }) => mayCover(other, one) && !mayCover(one, other),
}

const mayCover = (outer: Template, inner: Template): boolean =>
  samplesOf(inner).every((path) => loose.matches(outer, { raw: path, path }) !== 'no')

function contains(segment: Segment, parts: readonly string[], i: number): boolean {
  const part = parts[i] ?? ''
  return FOLDING.contains(segment, part, i + 1 === parts.length)
}

/** Both ways, so that letters that share a capital are one: `ſ` and `s`, the Kelvin sign and `k`. */
const fold = (text: string): string => text.toUpperCase().toLowerCase().trim()

/** The part, and in the last segment also what stands before its first or its last dot. */
function texts(part: string, isLast: boolean): readonly string[] {
  const dots = isLast ? [part.indexOf('.'), part.lastIndexOf('.')] : []
  return [...new Set([part, ...dots.filter((at) => at > 0).map((at) => part.slice(0, at))])]
}

const known = new WeakMap<Template, readonly Segment[]>()

/** Finds at least every route that any router here can run. Of a path's parts without escapes, folded. */
export const FOLDING: Folding = {
  segments(template) {
    const found = known.get(template) ?? folded(template)
    known.set(template, found)
    return found
  },
  texts,
  // Some routers match a parameter to no text at all.
  contains: (segment, part, isLast) =>
    texts(part, isLast).some((text) => segmentContains(segment, text, 0)),
  tailMayBeAbsent: true,
}

function folded({ segments }: Template): readonly Segment[] {
  const all = segments.map((segment) => ({ ...segment, plain: segment.plain.map(fold) }))
  return withoutSlash(all, ({ plain }) => plain.length === 1 && plain[0] === '')
}

export const foldedParts = (path: string): string[] => partsOf(path).map(fold)
