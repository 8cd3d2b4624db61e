import { factsOf } from '../core/access/facts.js'
import { compare } from '../core/diff/compare.js'
import { scopeChanges } from '../core/diff/scope-changes.js'
import type { Newer } from '../core/diff/side.js'
import { ScopectlError } from '../core/errors.js'
import type { LockComparison } from '../core/lock/check.js'
import { foldFacts } from '../core/lock/digest.js'
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
 * what changed. It is the commit that last changed the lock, provided that its files give these entries of the lock,
 * and that `diff` has something to show. Undefined if there is no such revision, or no git.
 */
export async function revisionOfLock(
  { facts }: LockComparison,
  lock: LockFile,
  newer: Newer,
  options: CatalogFlags,
  ctx: Context,
): Promise<string | undefined> {
  if (!facts.some(isCount)) return undefined
  try {
    const { repository, beside, load } = revisionPlace(options, ctx)
    const path = beside(LOCK_NAME) ?? LOCK_NAME
    const commit = lineOf(repository.run('rev-list', '-1', 'HEAD', '--', path) ?? new Uint8Array())
    if (commit === '') return undefined
    const revision = readRevision(repository, commit.slice(0, 10))
    const { catalog, users } = load(revision)
    const then = factsOf(catalog, users, newer.thumbprints)
    if (factChanges(lock.facts, await foldFacts(then)).length > 0) return undefined
    const now = factsOf(newer.catalog, newer.users, newer.thumbprints)
    const shown = compare(then, now, newer).length + scopeChanges(then, now, newer).length
    return shown > 0 ? revision.name : undefined
  } catch (error) {
    if (error instanceof ScopectlError) return undefined
    throw error
  }
}
