import type { DiffAnswer } from '../core/diff/answer.js'
import { compareTokens } from '../core/diff/any-token.js'
import type { ChangeKind } from '../core/diff/change.js'
import { allowsLess, countsFor } from '../core/diff/counts-for.js'
import type { TokenChange } from '../core/diff/token-change.js'
import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Sides } from './diff-sides.js'
import type { GlobalOptions } from './shared-flags.js'

/** One line per row of access makes no sense where there are no rows. */
export function checkAnyToken({ format }: GlobalOptions): void {
  if (format === 'csv') fail('conflicting-flags', { flags: ['--any-token', '--format csv'] })
}

/** `diff --any-token`. */
export function compareAnyToken(
  { older, newer, files }: Sides,
  failOn: readonly ChangeKind[],
): DiffAnswer {
  const changes = compareTokens(older, newer)
  const failed = changes.some((change) => countsFor(change, failOn))
  const notes = [...older.notes, ...newer.notes]
  if (failOn.length > 0 && !failed) notes.push(...uncounted(changes, failOn))
  return {
    kind: 'diff',
    outcome: failed ? 'failed' : 'yes',
    from: older.name,
    to: newer.name,
    changes: [],
    unseen: 0,
    failOn,
    anyToken: { changes, routes: newer.catalog.routes.length },
    notes,
    files,
  }
}

/** A gate that passes says what else it found that may let somebody in. */
function uncounted(changes: readonly TokenChange[], failOn: readonly ChangeKind[]): Problem[] {
  const counts = new Map<string, number>()
  for (const change of changes) {
    const { kind } = change
    if (allowsLess(change)) continue
    const counted = kind === 'issued' ? 'gain' : kind
    counts.set(counted, (counts.get(counted) ?? 0) + 1)
  }
  const kinds = [...counts].map(([kind, count]) => ({ kind, count }))
  return kinds.length === 0 ? [] : [problem('fail-on-uncounted', { failOn, kinds })]
}
