import type { DiffAnswer } from '../core/diff/answer.js'
import { compareTokens } from '../core/diff/any-token.js'
import { CHANGE_KINDS, type ChangeKind } from '../core/diff/change.js'
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
  const isAny = failOn.length === CHANGE_KINDS.length
  const fails = (change: TokenChange): boolean =>
    failOn.length > 0 && (isAny || countsFor(change, failOn))
  const failed = changes.some(fails)
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

/**
 * Whether a gate on these kinds fails. Here `weaker` and `stronger` are gains and losses, since the token exists as far as
 * this comparison is concerned; whatever lets a token in counts as a gain, and what could not be settled always counts.
 */
export function countsFor(
  { kind, way, field }: TokenChange,
  failOn: readonly ChangeKind[],
): boolean {
  const has = (...kinds: readonly ChangeKind[]): boolean =>
    kinds.some((each) => failOn.includes(each))
  if (kind === 'unknown' || failOn.some((each) => each === kind)) return true
  if (field === 'claims' && has('claims')) return true
  // A new route allows what nobody could ask for before: it has its own kind, and is `opened` if it is public.
  if (kind === 'new-route' || kind === 'gone-route') return false
  return way === 'gain' ? has('gain', 'weaker') : way === 'loss' && has('loss', 'stronger')
}

/** A gate that passes says what else it found that may let somebody in. */
function uncounted(changes: readonly TokenChange[], failOn: readonly ChangeKind[]): Problem[] {
  const counts = new Map<string, number>()
  for (const { kind, way } of changes) {
    if (way === 'loss') continue
    const counted = kind === 'issued' ? 'gain' : kind
    counts.set(counted, (counts.get(counted) ?? 0) + 1)
  }
  const kinds = [...counts].map(([kind, count]) => ({ kind, count }))
  return kinds.length === 0 ? [] : [problem('fail-on-uncounted', { failOn, kinds })]
}
