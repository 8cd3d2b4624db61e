import type { LockAnswer } from '../core/lock/answer.js'
import type { LockComparison } from '../core/lock/check.js'
import { changeAnnotation } from './change-github.js'
import { changeJson, countText } from './change-words.js'
import type { JsonOf } from './documents/dsl.js'
import type { lock as document } from './documents/review.js'
import { escapeText } from './escape.js'
import { annotation } from './github.js'
import { withGiven } from './given.js'
import { changeCells, factCells, headline } from './lock-lines.js'
import {
  checkSummary,
  hasTooMany,
  headText,
  limitText,
  nextText,
  sinceLines,
} from './lock-summary.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { plural } from './words/words.js'

export function text(answer: LockAnswer, style: Style): string {
  const { comparison } = answer
  return comparison ? checkText(answer, comparison, style) : writtenText(answer)
}

function writtenText({ did, counts, lock, form }: LockAnswer): string {
  const parts = [
    plural(counts.routes, 'route'),
    plural(counts.roles, 'role'),
    plural(counts.users, 'user'),
    plural(counts.clients, 'client'),
  ]
  const says = did === 'written' ? 'written' : 'is already up to date'
  const how = form === 'folded' ? ' (folded)' : ''
  return `${escapeText(lock)} ${says}${how}: ${parts.join(', ')}\n`
}

function checkText(answer: LockAnswer, comparison: LockComparison, style: Style): string {
  const { undecided } = answer
  const tooMany = hasTooMany(answer)
  if (comparison.same && !tooMany) return `${escapeText(answer.lock)} is up to date\n`
  const rows = [
    ...changeCells(comparison, style),
    ...factCells(comparison, style),
    ...(tooMany ? undecided : []).map(({ name }) => [
      { text: style.marks.unknown, paint: style.warn },
      'route',
      name,
      'undecided',
    ]),
  ]
  const count = countText(comparison.changes)
  const counts = [
    ...(count === '' || headline(comparison) === count ? [] : [count]),
    ...(tooMany && !comparison.same ? [`${undecided.length} undecided${limitText(answer)}`] : []),
  ].join(', ')
  const summary = counts === '' ? '' : `${counts}\n`
  const all = table(rows, { columns: style.columns, between: ', ' })
  const next = nextText(answer, comparison)
  const lines = [...sinceLines(answer, style), withGiven(next, style.given) ?? next]
  return `${headText(answer, comparison)}\n${all}${summary}${lines.join('\n')}\n`
}

/** For a failed check: one annotation on the lock, and one on each change and each undecided route. */
export function github(answer: LockAnswer): string {
  const { comparison, lock } = answer
  const title = 'scopectl lock'
  if (!comparison)
    return annotation({ level: 'notice', file: lock, title, message: writtenText(answer).trim() })
  const tooMany = hasTooMany(answer)
  if (comparison.same && !tooMany) return ''
  const { changes } = comparison
  const message = checkSummary(answer, comparison)
  const undecided = (tooMany ? answer.undecided : []).map(({ name, at }) =>
    annotation({
      level: 'error',
      file: at?.file ?? answer.files.catalog,
      line: at?.line,
      column: at?.column,
      title: 'scopectl lock: undecided',
      message: escapeText(`${name} is undecided`),
    }),
  )
  return [
    annotation({ level: 'error', file: lock, title, message }),
    ...changes.map((each) =>
      changeAnnotation(each, { level: 'error', command: 'lock', file: lock }),
    ),
    ...undecided,
  ].join('')
}

export function json(answer: LockAnswer): JsonOf<typeof document> {
  const { did, lock, form, counts, comparison, undecided, allowed } = answer
  const names = undecided.map(({ name }) => name)
  const base = { did, lock, form, counts, undecided: names, allow_undecided: allowed }
  if (!comparison) return base
  const { same, older, changes, added, removed } = comparison
  const since = answer.since && {
    revision: answer.since.revision ?? null,
    other_entries: answer.since.otherEntries,
  }
  const all = { ...base, same, older, changes: changes.map(changeJson), added, removed }
  return since ? { ...all, since } : all
}
