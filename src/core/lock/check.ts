import type { Change } from '../diff/change.js'
import { compare, type Newer } from '../diff/compare.js'
import { foldFacts } from './digest.js'
import { type FactChange, factChanges } from './fact-changes.js'
import { factsOf } from './facts.js'
import type { LockFile } from './parse.js'
import { linesOf } from './print.js'

/** A lock file held against the catalog and users of now. */
export interface LockComparison {
  /** Whether every fact of now is a line of the lock and every line a fact. This alone decides; the rest explains. */
  readonly same: boolean
  readonly changes: readonly Change[]
  readonly facts: readonly FactChange[]
  /** The lines as such, without the names of path parameters. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export async function checkLock(lock: LockFile, newer: Newer): Promise<LockComparison> {
  const full = factsOf(newer.catalog, newer.users)
  const now = await foldFacts(full)
  const [was, is] = [linesOf(lock.facts), linesOf(now)]
  const [locked, held] = [new Set(was), new Set(is)]
  const added = is.filter((line) => !locked.has(line))
  const removed = [...was.filter((line) => !held.has(line)), ...lock.twice]
  const same = added.length + removed.length === 0
  if (same) return { same, changes: [], facts: [], added, removed }
  // A lock with a line for each user can still say who gained what, when now there are too many for that.
  const changes = compare(lock.facts, full, newer)
  return { same, changes, facts: factChanges(lock.facts, now), added, removed }
}
