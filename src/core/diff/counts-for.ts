import { CHANGE_KINDS, type Change, type ChangeKind } from './change.js'
import type { TokenChange } from './token-change.js'

/** Kinds of change that let nobody in. */
const ALLOW_LESS: ReadonlySet<string> = new Set(['loss', 'stronger', 'gone-route'])

/** The kinds that a word of `--fail-on` includes: a route that everyone gains is `opened`, not a gain of each role. */
export const countedBy = (kind: ChangeKind): readonly ChangeKind[] =>
  kind === 'gain' ? ['gain', 'opened'] : [kind]

/** Whether `--fail-on any` was asked for. */
export const isAny = (failOn: readonly ChangeKind[]): boolean =>
  CHANGE_KINDS.every((kind) => failOn.includes(kind))

/**
 * Whether a gate on these kinds fails because of a change; the exit code and the annotations follow from it.
 *
 * For any token, `weaker` and `stronger` are gains and losses, since the token exists as far as that comparison is
 * concerned; whatever lets a token in counts as a gain, and what could not be settled always counts.
 */
export function countsFor(change: Change | TokenChange, failOn: readonly ChangeKind[]): boolean {
  if (failOn.length === 0) return false
  if (isAny(failOn)) return true
  const has = (...kinds: readonly string[]): boolean => failOn.some((each) => kinds.includes(each))
  const { kind } = change
  if (kind === 'unknown' || has(kind)) return true
  if (!('way' in change)) return false
  if (change.field === 'claims' && has('claims')) return true
  // A new route allows what nobody could ask for before: it has its own kind, and is `opened` if it is public.
  if (kind === 'new-route' || kind === 'gone-route') return false
  if (change.way === 'gain') return has('gain', 'weaker')
  return change.way === 'loss' && has('loss', 'stronger')
}

/** Whether a change lets nobody in who was kept out before. */
export const allowsLess = (change: Change | TokenChange): boolean =>
  'way' in change ? change.way === 'loss' : ALLOW_LESS.has(change.kind)
