import { type Facts, factsOf, type RouteKey } from '../access/facts.js'
import type { Change } from '../diff/change.js'
import { compare } from '../diff/compare.js'
import type { Newer } from '../diff/side.js'
import { withDigests } from './digest.js'
import { type FactChange, factChanges } from './fact-changes.js'
import type { LockFile } from './parse.js'
import { linesOf } from './print.js'

/** A lock file compared with the current catalog and users. */
export interface LockComparison {
  /** Whether every current fact is a line of the lock and vice versa. This alone decides; the rest explains. */
  readonly same: boolean
  /** The lock was written by an earlier version with fewer facts; the comparison then leaves the newer ones out. */
  readonly older: boolean
  readonly changes: readonly Change[]
  readonly facts: readonly FactChange[]
  /** The lines themselves, without the names of path parameters. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** A lock that is what `lock` would write. */
export const UP_TO_DATE: LockComparison = {
  same: true,
  older: false,
  changes: [],
  facts: [],
  added: [],
  removed: [],
}

/** @param full the facts of `newer`, if they are known already */
export async function checkLock(
  lock: LockFile,
  newer: Newer,
  full: Facts = factsOf(newer.catalog, newer.users, newer.thumbprints),
): Promise<LockComparison> {
  const now = await withDigests(full)
  const [was, is] = [linesOf(apart(lock.facts, now)), linesOf(apart(now, lock.facts))]
  const [locked, held] = [new Set(was), new Set(is)]
  const added = is.filter((line) => !locked.has(line))
  const removed = [...was.filter((line) => !held.has(line)), ...lock.duplicates]
  const same = added.length + removed.length === 0
  const { older } = lock
  if (same) return { same, older, changes: [], facts: [], added, removed }
  // Facts that earlier versions did not write have not changed just because they are written now.
  const known = older ? asEarlier : (facts: Facts) => facts
  // A lock with a line per user can still tell who gained what, even if there are too many users for that now.
  const changes = compare(lock.facts, known(full), newer)
  return { same, older, changes, facts: factChanges(lock.facts, known(now)), added, removed }
}

/** Without the `allow` lines that the other side has too: there can be a million, and they are not a difference. */
function apart(facts: Facts, other: Facts): Facts {
  const allows = [...facts.allows].map(([row, keys]): [string, ReadonlySet<RouteKey>] => {
    const theirs = other.allows.get(row)
    return [row, new Set([...keys].filter((key) => !theirs?.has(key)))]
  })
  return { ...facts, allows: new Map(allows) }
}

/** The facts as written by a version without lifetimes, claims and thumbprints. */
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
