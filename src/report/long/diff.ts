import type { DiffAnswer } from '../../core/diff/answer.js'
import { type Change, isAccess, isScopeChange } from '../../core/diff/change.js'
import { ACCESS } from '../../core/matrix/long.js'
import type { Location } from '../../core/problem.js'
import { wordsOf } from '../change-words.js'
import { columnName } from '../column-name.js'
import { lineOf } from '../grant-words.js'
import type { Printed } from '../reporter.js'
import { longCsv } from './csv.js'

/** One line per change; a new or removed route has one per row that may call it. */
export const csv = ({ changes }: DiffAnswer): Printed =>
  longCsv(['change', ...ACCESS], changes.flatMap(rowsOf))

function rowsOf(change: Change): string[][] {
  const since = lineOf(placeOf(change))
  const words = wordsOf(change)
  // The place has a column of its own.
  const why = words.why.map((each) => each.replace(` (${since})`, '')).join('; ')
  const row = (who: string, route: string, decision: string, via = why) => [
    ...[change.kind, who, route, decision, via],
    since,
  ]
  if (change.kind === 'trust') return [row(words.who, '', '', `${words.route}: ${why}`)]
  if (change.kind === 'claims') {
    return [row(columnName({ kind: 'user', name: change.user }), '', '', `${change.claim}: ${why}`)]
  }
  if (isScopeChange(change)) {
    return [row(columnName(change.who), '', '', `${change.scopes.join(' + ')}: ${why}`)]
  }
  if (isAccess(change)) {
    const decision = change.kind === 'gain' ? 'allow' : 'deny'
    return [row(columnName(change.who), change.route, decision)]
  }
  const { kind, route, who, allowed } = change
  const isNew = kind === 'new-route'
  if (!isNew && kind !== 'gone-route') return [row(who ?? '', route, who ? 'allow' : '')]
  const whose = allowed.length === 0 ? [''] : allowed
  return whose.map((each) => row(each, route, each === '' ? '' : isNew ? 'allow' : 'deny'))
}

function placeOf(change: Change): Location | undefined {
  if (change.kind === 'trust') return undefined
  return isAccess(change) || isScopeChange(change) ? change.cause?.at : change.at
}
