import type { Route } from '../catalog/model.js'
import { partsOf, segmentContains } from '../catalog/route-template.js'
import { isUnambiguous, matchParts, type Reading } from './match-parts.js'
import type { Matches, Router } from './model.js'

/**
 * Fastify with its default settings: compares the decoded path; case and a trailing slash count. Text wins over
 * parameters and parameters over `{path*}`, in whatever order they are declared. HEAD requests run GET routes too.
 *
 * Compared with Fastify 5.12.8 (find-my-way 9.10.2). A parameter may be empty: `/users/{id}` matches `/users/`. One that is
 * longer than 100 characters does not match, unless the app raises `maxParamLength`. If text follows a parameter, the
 * segment is a regular expression that the app chooses. `?` and `#` cannot be declared as text.
 */
export const fastify: Router = {
  matches: (template, { path }) => matchParts(template, partsOf(path), READING),
  headMethods: ['HEAD', 'GET'],
  firstMatchWins: false,
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
      isUnambiguous(segment, part)
    return isSure ? 'yes' : 'maybe'
  },
}

/** Compares the first segments that differ: the longest text wins, then a regular expression, a parameter, `{path*}`. */
function prefers(one: Route, other: Route): boolean {
  const [ours, theirs] = [one.pattern.segments, other.pattern.segments]
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const [mine, yours] = [ours[i]?.plain, theirs[i]?.plain]
    if (!mine || !yours) return mine !== undefined
    if (mine.join(HOLE) === yours.join(HOLE)) continue
    if (mine.length === 1 || yours.length === 1) return mine.length === 1
    const longer = (mine[0] ?? '').length - (yours[0] ?? '').length
    // Two regular expressions are tried in the order in which they were declared.
    return longer === 0 ? isRegExp(mine) && !isRegExp(yours) : longer > 0
  }
  return one.method === 'HEAD' && other.method !== 'HEAD'
}

const HOLE = '/'

const isRegExp = (plain: readonly string[]): boolean => plain.length > 2 || plain.at(-1) !== ''
