import { type Facts, factsOf } from '../access/facts.js'
import type { Change } from '../diff/change.js'
import { compare } from '../diff/compare.js'
import type { Newer } from '../diff/side.js'
import { foldFacts } from './digest.js'
import { type FactChange, factChanges } from './fact-changes.js'
import type { LockFile } from './parse.js'
import { linesOf } from './print.js'

/** A lock file held against the catalog and users of now. */
export interface LockComparison {
  /** Whether every fact of now is a line of the lock and every line a fact. This alone decides; the rest explains. */
  readonly same: boolean
  /** The lock is of an earlier version, which knew fewer facts: then the rest leaves those out. */
  readonly older: boolean
  readonly changes: readonly Change[]
  readonly facts: readonly FactChange[]
  /** The lines as such, without the names of path parameters. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export async function checkLock(lock: LockFile, newer: Newer): Promise<LockComparison> {
  const full = factsOf(newer.catalog, newer.users, newer.thumbprints)
  const now = await foldFacts(full)
  const [was, is] = [linesOf(lock.facts), linesOf(now)]
  const [locked, held] = [new Set(was), new Set(is)]
  const added = is.filter((line) => !locked.has(line))
  const removed = [...was.filter((line) => !held.has(line)), ...lock.duplicates]
  const same = added.length + removed.length === 0
  const { older } = lock
  if (same) return { same, older, changes: [], facts: [], added, removed }
  // What no earlier version wrote has not changed by being written now.
  const known = older ? asEarlier : (facts: Facts) => facts
  // A lock with a line for each user can still say who gained what, when now there are too many for that.
  const changes = compare(lock.facts, known(full), newer)
  return { same, older, changes, facts: factChanges(lock.facts, known(now)), added, removed }
}

/** As a version knew them that wrote no lifetimes, claims and thumbprints. */
function asEarlier(facts: Facts): Facts {
  const trust = [...facts.trust].map(
    ([profile, fields]) =>
      [
        profile,
        new Map([...fields].filter(([field]) => field !== 'lifetime' && field !== 'thumbprint')),
      ] as const,
  )
  return { ...facts, trust: new Map(trust), claims: { kind: 'names', of: new Map() } }
}
