import type { Route } from '../catalog/model.js'
import { partsOf, segmentContains } from '../catalog/route-template.js'
import { isReadOneWay, matchParts, type Reading } from './match-parts.js'
import type { Matches, Router } from './model.js'

/**
 * Fastify with its default settings: the path without escapes, case and slashes as written; text before parameters,
 * parameters before `{path*}`, declared in any order. A route for GET runs for HEAD too, where there is no other.
 *
 * Compared with Fastify 5.12.8 (find-my-way 9.10.2). A parameter may be empty: `/users/{id}` matches `/users/`; one of
 * more than 100 characters does not match, unless the app sets `maxParamLength`. Text after a parameter makes a regular
 * expression of the segment, by the app's own choice. `?` and `#` cannot be declared as text.
 */
export const fastify: Router = {
  matches: (template, { path }) => matchParts(template, partsOf(path), READING),
  headRuns: ['HEAD', 'GET'],
  runsFirst: false,
  prefers,
}

const LONGEST = 100

const READING: Reading = {
  slashCounts: true,
  emptyTail: 'yes',
  segment(segment, part): Matches {
    const { plain } = segment
    const [first = '', last = ''] = plain
    if (plain.length === 1) return part !== first ? 'no' : /[?#]/.test(first) ? 'maybe' : 'yes'
    const isWhole = plain.length === 2 && first === '' && last === ''
    if (isWhole) return part.length > LONGEST ? 'maybe' : 'yes'
    if (!segmentContains(segment, part, 0)) return 'no'
    const isSure =
      segmentContains(segment, part) &&
      part.length <= LONGEST &&
      !/[?#\u2028\u2029]/.test(part) &&
      isReadOneWay(segment, part)
    return isSure ? 'yes' : 'maybe'
  },
}

/** By the first segment that differs: the longer text, then a regular expression, a parameter, and the rest of the path. */
function prefers(one: Route, other: Route): boolean {
  const [ours, theirs] = [one.pattern.segments, other.pattern.segments]
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const [mine, yours] = [ours[i]?.plain, theirs[i]?.plain]
    if (!mine || !yours) return mine !== undefined
    if (mine.join(HOLE) === yours.join(HOLE)) continue
    if (mine.length === 1 || yours.length === 1) return mine.length === 1
    const longer = (mine[0] ?? '').length - (yours[0] ?? '').length
    // Of two regular expressions the one that was declared first is tried first.
    return longer === 0 ? isRegExp(mine) && !isRegExp(yours) : longer > 0
  }
  return one.method === 'HEAD' && other.method !== 'HEAD'
}

const HOLE = '/'

const isRegExp = (plain: readonly string[]): boolean => plain.length > 2 || plain.at(-1) !== ''
