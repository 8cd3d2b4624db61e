import { factsOf } from '../core/access/facts.js'
import { allChanges } from '../core/diff/all-changes.js'
import type { Newer } from '../core/diff/side.js'
import { ScopectlError } from '../core/errors.js'
import type { LockRevision } from '../core/lock/answer.js'
import type { LockComparison } from '../core/lock/check.js'
import { withDigests } from '../core/lock/digest.js'
import { factChanges, isCount } from '../core/lock/fact-changes.js'
import type { LockFile } from '../core/lock/parse.js'
import { LOCK_NAME } from '../io/access-lock.js'
import type { Context } from '../io/context.js'
import { lineOf } from '../io/git.js'
import type { CatalogFlags } from '../io/load-catalog.js'
import { revisionPlace } from '../io/load-revision.js'
import { readRevision } from '../io/revision.js'

/**
 * Where only counts of users, clients, combos or claims can be compared: the revision that `diff` can be given to show
 * what changed. It is the commit that last changed the lock, or else the last one, provided that its files give these
 * entries of the lock, and that `diff` has something to show. If no revision gives these entries, the last commit, as one
 * `otherEntries`. Undefined if the lock has a line for everything that changed.
 */
export async function revisionOfLock(
  { facts }: LockComparison,
  lock: LockFile,
  newer: Newer,
  options: CatalogFlags,
  ctx: Context,
): Promise<LockRevision | undefined> {
  if (!facts.some(isCount)) return undefined
  try {
    const { repository, beside, load } = revisionPlace(options, ctx)
    const path = beside(LOCK_NAME) ?? LOCK_NAME
    const commit = lineOf(repository.run('rev-list', '-1', 'HEAD', '--', path) ?? new Uint8Array())
    const now = factsOf(newer.catalog, newer.users, newer.thumbprints)
    let last: string | undefined
    for (const name of [...(commit === '' ? [] : [commit.slice(0, 10)]), 'HEAD']) {
      const then = attempt(() => {
        const { catalog, users } = load(readRevision(repository, name))
        return factsOf(catalog, users, newer.thumbprints)
      })
      if (!then) continue
      if (allChanges(then, now, newer).length === 0) continue
      if (factChanges(lock.facts, await withDigests(then)).length === 0) {
        return { revision: name, otherEntries: false }
      }
      if (name === 'HEAD') last = name
    }
    return { revision: last, otherEntries: true }
  } catch (error) {
    if (error instanceof ScopectlError) return { revision: undefined, otherEntries: true }
    throw error
  }
}

/** A revision may lack the catalog, or have an invalid one. */
function attempt<T>(step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
