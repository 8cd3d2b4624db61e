import { type Change, type ChangeKind, placeOf } from '../../core/diff/change.js'
import type { LockAnswer } from '../../core/lock/answer.js'
import { wordsOf } from '../change-words.js'
import { escapeText } from '../escape.js'
import { checkSummary, hasTooMany } from '../lock-summary.js'
import type { Level, SarifRule } from './rule.js'
import { finished, type SarifResult, sarifLog } from './run.js'

const MEANING: { readonly [K in ChangeKind]: string } = {
  gain: 'somebody may call or do more than the lock says',
  opened: 'a route is open to more callers than the lock says',
  weaker: 'a route requires less than the lock says',
  trust: 'other tokens are trusted than the lock says',
  claims: 'tokens have other claims than the lock says',
  'new-route': 'a route is not in the lock',
  loss: 'somebody may call or do less than the lock says',
  stronger: 'a route requires more than the lock says',
  'gone-route': 'a route of the lock no longer exists',
}

const rule = (id: string, short: string, level: Level = 'error'): SarifRule => ({
  ...{ id: `lock/${id}`, short, level },
})
const DIFFERS = rule('differs', 'access.lock is not up to date')
const UNDECIDED = rule('undecided', 'nobody has decided who may call a route')

/** For a failed check: a result on the lock, and one on each change and each undecided route. */
export const sarif = (answer: LockAnswer): string =>
  sarifLog({ kind: answer.kind, results: resultsOf(answer), invocation: finished(answer.notes) })

function resultsOf(answer: LockAnswer): SarifResult[] {
  const { comparison, lock, undecided, files } = answer
  if (!comparison) return []
  const head = {
    ...{ rule: DIFFERS, text: checkSummary(answer, comparison), id: DIFFERS.id, file: lock },
  }
  const open = undecided.map(({ name, at }) => ({
    rule: UNDECIDED,
    text: escapeText(`${name} is undecided`),
    id: `${UNDECIDED.id} ${name}`,
    file: at?.file ?? files.catalog ?? lock,
    at,
    logicalName: name,
  }))
  return [
    ...(comparison.same ? [] : [head, ...comparison.changes.map((each) => changed(each, lock))]),
    ...(hasTooMany(answer) ? open : []),
  ]
}

function changed(change: Change, lock: string): SarifResult {
  const { who, route, why } = wordsOf(change)
  const at = placeOf(change)
  return {
    rule: rule(change.kind, MEANING[change.kind]),
    text: escapeText(`${who}, ${[route, ...why].join(', ')}`),
    // Not why: it names the lines that made the change.
    id: ['lock', change.kind, who, route].join(' '),
    file: at?.file ?? lock,
    at,
    ...('route' in change && change.route !== undefined ? { logicalName: change.route } : {}),
  }
}
