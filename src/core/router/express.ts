import {
  isWithin,
  type Segment,
  segmentContains,
  type Template,
} from '../catalog/route-template.js'
import { isReadOneWay, matchParts, type Reading } from './match-parts.js'
import type { Matches, Router } from './model.js'

/**
 * Express with its default settings: the path as it came, without regard to ASCII case or to a slash at the end, and
 * the first declared route that matches. A HEAD request runs GET routes too.
 *
 * Compared with Express 5.3.0 (router 2.3.0, path-to-regexp 8.4.2). It undoes no escapes before it matches, so `/%61dmin`
 * is not `/admin`; whether a proxy has undone them is not known here. `{path*}` is `*path`, which is never empty, or
 * `{*path}`, which may be. A parameter after another one of the same segment cannot hold the text between them.
 */
export const express: Router = {
  matches(template, { raw, path }) {
    const canonical = matchText(template, path)
    if (raw === path || matchText(template, raw) === canonical) return canonical
    return 'maybe'
  },
  headRuns: ['HEAD', 'GET'],
  runsFirst: true,
  prefers: ({ pattern: one }, { pattern: other }) => isWithin(one, other) && !isWithin(other, one),
}

const READING: Reading = {
  slashCounts: false,
  emptyTail: 'maybe',
  segment(segment, part) {
    if (!segmentContains(segment, part)) return 'no'
    return segment.plain.length < 3 || isReadOneWay(segment, part) ? 'yes' : 'maybe'
  },
}

function matchText(template: Template, text: string): Matches {
  const { written, plain } = loweredOf(template)
  const matches = matchParts(written, text.toLowerCase().slice(1).split('/'), READING)
  if (matches === 'no' || !text.includes('%')) return matches
  // A hole that ends within an escape is a bad request (400), whatever else would match.
  const parts = decodeURIComponent(text).toLowerCase().slice(1).split('/')
  return matchParts(plain, parts, READING) === 'no' ? 'maybe' : matches
}

interface Lowered {
  /** To compare with what is as it came. */
  readonly written: Template
  readonly plain: Template
}
const known = new WeakMap<Template, Lowered>()

function loweredOf(template: Template): Lowered {
  const found = known.get(template) ?? {
    written: lowered(template, ({ texts }) => texts),
    plain: lowered(template, ({ plain }) => plain),
  }
  known.set(template, found)
  return found
}

function lowered(template: Template, textsOf: (segment: Segment) => readonly string[]): Template {
  const segments = template.segments.map((segment) => {
    const texts = textsOf(segment).map((text) => text.toLowerCase())
    return { ...segment, texts, plain: texts }
  })
  return { ...template, segments }
}
