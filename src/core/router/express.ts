import {
  isWithin,
  type Segment,
  segmentContains,
  type Template,
} from '../catalog/route-template.js'
import { isUnambiguous, matchParts, type Reading } from './match-parts.js'
import type { Matches, Router } from './model.js'

/**
 * Express with its default settings: compares the undecoded path, ignores ASCII case and a trailing slash, and runs the
 * first declared route that matches. HEAD requests run GET routes too.
 *
 * Compared with Express 5.3.0 (router 2.3.0, path-to-regexp 8.4.2). `/%61dmin` does not match `/admin`, but a proxy may
 * have decoded it before. `{path*}` is declared as `*path`, which is never empty, or as `{*path}`, which may be. If a
 * segment has two parameters, the second cannot contain the text between them.
 */
export const express: Router = {
  matches(template, { raw, path }) {
    const canonical = matchText(template, path)
    if (raw === path || matchText(template, raw) === canonical) return canonical
    return 'maybe'
  },
  headMethods: ['HEAD', 'GET'],
  firstMatchWins: true,
  prefers: ({ pattern: one }, { pattern: other }) => isWithin(one, other) && !isWithin(other, one),
}

const READING: Reading = {
  slashCounts: false,
  emptyTail: 'maybe',
  segment(segment, part) {
    if (!segmentContains(segment, part)) return 'no'
    return segment.plain.length < 3 || isUnambiguous(segment, part) ? 'yes' : 'maybe'
  },
}

function matchText(template: Template, text: string): Matches {
  const { written, plain } = loweredOf(template)
  const matches = matchParts(written, text.toLowerCase().slice(1).split('/'), READING)
  if (matches === 'no' || !text.includes('%')) return matches
  // A parameter that ends in the middle of an escape makes it a bad request (400), even if other routes match.
  const parts = decodeURIComponent(text).toLowerCase().slice(1).split('/')
  return matchParts(plain, parts, READING) === 'no' ? 'maybe' : matches
}

interface Lowered {
  /** With escapes as written, to compare with an undecoded path. */
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
