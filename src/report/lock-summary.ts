import type { LockAnswer } from '../core/lock/answer.js'
import type { LockComparison } from '../core/lock/check.js'
import { escapeText } from './escape.js'
import { withGiven } from './given.js'
import { headline } from './lock-lines.js'
import { commandLine } from './shell.js'
import type { Style } from './style.js'
import { plural } from './words/words.js'

export const hasTooMany = ({ undecided, allowed }: LockAnswer): boolean =>
  undecided.length > allowed

export const limitText = ({ allowed }: LockAnswer): string =>
  allowed > 0 ? ` (${allowed} allowed)` : ''

/** The first line of a failed check. */
export function headText(answer: LockAnswer, comparison: LockComparison): string {
  const file = escapeText(answer.lock)
  if (comparison.same) {
    const { length } = answer.undecided
    const open = plural(length, 'route is undecided', 'routes are undecided')
    return `${file} is up to date, but ${open}${limitText(answer)}`
  }
  const { older } = comparison
  return `${file} differs: ${older ? 'it was written by an earlier version' : escapeText(headline(comparison))}`
}

/** Writing the lock does not decide routes: the check would still fail. */
export function nextText(answer: LockAnswer, { same }: LockComparison): string {
  const { length } = answer.undecided
  const write = 'after review: scopectl lock'
  if (!hasTooMany(answer)) return write
  const them = length === 1 ? 'it' : 'them'
  const decide = `decide ${them}, or allow ${them} for now: scopectl lock --check --allow-undecided ${length}`
  return same ? decide : `${write}\nundecided: ${decide}`
}

/** Where the lock only has a count: the command that shows what changed. */
export function sinceLines({ since }: LockAnswer, style: Pick<Style, 'given'>): string[] {
  if (since === undefined) return []
  const { revision, otherEntries } = since
  const command = revision === undefined ? undefined : commandLine(['scopectl', 'diff', revision])
  const line = command === undefined ? undefined : withGiven(command, style.given)
  if (!otherEntries) return line === undefined ? [] : [`to see what changed: ${line}`]
  return [
    'the lock has a digest of more than 1,000 entries, and no commit has these entries',
    ...(line === undefined ? [] : [`to compare with the last commit: ${line}`]),
  ]
}

/** The most lines of the lock that an annotation quotes, where no change explains them. */
const MOST_LINES = 20

/** What a failed check says about the lock as a whole. */
export const checkSummary = (answer: LockAnswer, comparison: LockComparison): string =>
  [
    headText(answer, comparison),
    ...(comparison.changes.length === 0 ? linesOf(comparison) : []),
    ...sinceLines(answer, { given: undefined }),
    nextText(answer, comparison),
  ].join('\n')

function linesOf({ added, removed }: LockComparison): string[] {
  const all = [...added.map((line) => `+ ${line}`), ...removed.map((line) => `- ${line}`)]
  const more = all.length - MOST_LINES
  return [...all.slice(0, MOST_LINES).map(escapeText), ...(more > 0 ? [`and ${more} more`] : [])]
}
