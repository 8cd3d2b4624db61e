import { numbersShown } from '../../core/matrix/answer.js'
import type { OverviewAnswer } from '../../core/overview/answer.js'
import type { WriteGroup } from '../../core/overview/overview.js'
import { columnName } from '../column-name.js'
import { plural } from '../words/words.js'

/** Sections of a report, in the order shown. */
export const SECTION = {
  writes: 'Who may change what',
  reach: 'Reach',
  open: 'Public and undecided routes',
  findings: 'Scopes and roles to review',
  since: 'Changes',
} as const

/** A list in a report shows this many names at most, and how many more there are. */
const MOST_NAMES = 20

export const titleOf = ({ files }: OverviewAnswer): string =>
  `Access summary of ${files.catalog ?? 'the catalog'}`

/** `11 routes: 6 writes, 1 public, 0 undecided` */
export function countsOf(answer: OverviewAnswer): string {
  const { overview, routes, selected } = answer
  const { writes, open, undecided } = overview
  const count = writes.reduce((sum, group) => sum + group.routes.length, 0)
  const shown = numbersShown(answer).length
  const of = selected === undefined ? '' : `${shown} of `
  return `${of}${plural(routes.length, 'route')}: ${count} that change something, ${open.length} public, ${undecided.length} undecided`
}

/** The names, and a text for those left out. */
export function few(names: readonly string[]): { shown: readonly string[]; more: string } {
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names
  const more = names.length - shown.length
  return { shown, more: more === 0 ? '' : `and ${more} more` }
}

/** Who may, in words if it is not a list of names. */
export function whoOf({ who }: WriteGroup): { names: readonly string[]; says: string | undefined } {
  const [first] = who
  if (!first) return { names: [], says: 'no one' }
  if (first.kind === 'anonymous') return { names: [], says: 'anyone, without a token' }
  if (first.kind === 'everyone') return { names: [], says: 'every user' }
  return { names: who.map(columnName), says: undefined }
}

/** Said instead of an empty list. */
export const NONE = {
  writes: 'No route changes anything.',
  open: 'Every route needs a token.',
  findings: 'Nothing: every scope is needed and granted, and no grant is redundant.',
  since: 'No access changes.',
} as const

/** A finding that the catalog accepts is not shown, which must be known. */
export const ignoredText = (ignored: number): string =>
  ignored === 0
    ? ''
    : `${plural(ignored, 'finding')} of lint ${ignored === 1 ? 'is' : 'are'} accepted in the catalog, with reasons, and not listed.`
