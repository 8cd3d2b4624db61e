import type { LockAnswer } from '../core/lock/answer.js'
import type { LockComparison } from '../core/lock/check.js'
import { changeJson, countText } from './change-words.js'
import { escapeText } from './escape.js'
import { withGiven } from './given.js'
import { changeCells, factCells, headline } from './lock-lines.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { plural } from './words/words.js'

export function text(answer: LockAnswer, style: Style): string {
  const { comparison, did, counts, lock } = answer
  if (comparison) return checkText(answer, comparison, style)
  const parts = [
    plural(counts.routes, 'route'),
    plural(counts.roles, 'role'),
    plural(counts.users, 'user'),
    plural(counts.clients, 'client'),
  ]
  const says = did === 'written' ? 'written' : 'was up to date'
  return `${escapeText(lock)} ${says}: ${parts.join(', ')}\n`
}

function checkText(answer: LockAnswer, comparison: LockComparison, style: Style): string {
  const { lock, undecided, allowed } = answer
  const tooMany = undecided.length > allowed
  const open = plural(undecided.length, 'route is undecided', 'routes are undecided')
  const limit = allowed > 0 ? `, and ${allowed} may be` : ''
  const file = escapeText(lock)
  if (comparison.same && !tooMany) return `${file} is up to date\n`
  const first = comparison.same
    ? `${file} is up to date, but ${open}${limit}`
    : `${file} differs: ${comparison.older ? 'it was written by an earlier version' : escapeText(headline(comparison))}`
  const rows = [
    ...changeCells(comparison, style),
    ...factCells(comparison, style),
    ...(tooMany ? undecided : []).map((route) => [
      { text: style.marks.unknown, paint: style.warn },
      'route',
      route,
      'undecided',
    ]),
  ]
  const counts = [
    ...(comparison.changes.length > 0 ? [countText(comparison.changes)] : []),
    ...(tooMany && !comparison.same ? [`${undecided.length} undecided${limit}`] : []),
  ].join(', ')
  const next = comparison.same
    ? `decide, or let pass for now: scopectl lock --check --allow-undecided ${undecided.length}`
    : 'after review: scopectl lock'
  const summary = counts === '' ? '' : `${counts}\n`
  return `${first}\n${table(rows, { columns: style.columns, between: ', ' })}${summary}${withGiven(next, style.given) ?? next}\n`
}

export function json(answer: LockAnswer): object {
  const { did, lock, counts, comparison, undecided, allowed } = answer
  const base = { did, lock, counts, undecided, allow_undecided: allowed }
  if (!comparison) return base
  const { same, older, changes, added, removed } = comparison
  return { ...base, same, older, changes: changes.map(changeJson), added, removed }
}
