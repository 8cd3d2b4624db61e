import { fail } from '../core/errors.js'
import { lineOf, type Repository } from './git.js'
import { isShallow, type Revision } from './revision.js'

/**
 * The merge bases of two commits: the newest commits in both histories. There are several after merges in both
 * directions.
 * @throws ScopectlError `no-merge-base`, `merge-base-unknown`
 */
export function mergeBases(
  repository: Repository,
  a: Revision,
  b: Revision,
): readonly [Revision, ...Revision[]] {
  const shallow = isShallow(repository)
  const revisions = [a.name, b.name] as const
  const [first, ...others] = commits(repository, 'merge-base', '--all', a.commit, b.commit)
  if (first === undefined) return fail('no-merge-base', { revisions, shallow })
  const bases = [first, ...others]
  if (shallow && !areCertain(repository, [a.commit, b.commit], bases)) {
    fail('merge-base-unknown', { revisions, found: shorten(first) })
  }
  return [revisionOf(first), ...others.map(revisionOf)]
}

const shorten = (commit: string): string => commit.slice(0, 10)
const revisionOf = (commit: string): Revision => ({ name: shorten(commit), commit })

/**
 * Whether the merge bases in a shallow clone are those of the whole history, although some of it is missing.
 *
 * A commit X in the history of both sides but of no base would show that they are not. If one side is a base itself,
 * there is no such X: everything in the history of this side is in that of the base. Otherwise follow the true parents
 * from a side to X. If all of them are present on both paths, git has seen X on both sides, so X is a base or older
 * than one. If not, the path leaves the clone at a commit whose parents are cut off. If that commit is in the history
 * of a base, so is X. So it is enough that no commit that is in the history of a side, but of no base, is cut off.
 */
function areCertain(
  repository: Repository,
  sides: readonly string[],
  bases: readonly string[],
): boolean {
  if (sides.some((side) => bases.includes(side))) return true
  const without = bases.map((base) => `^${base}`)
  const said = repository.run('rev-list', '--max-parents=0', ...sides, ...without)
  // If git could not list them, some may be cut off.
  if (said === undefined) return false
  return !linesOf(said).some((end) => isCutOff(repository, end))
}

/** A commit that git shows without parents although its own text names some. */
function isCutOff(repository: Repository, commit: string): boolean {
  const text = repository.run('cat-file', 'commit', commit)?.toString('latin1')
  return text === undefined || /^parent /m.test(text.split('\n\n', 1)[0] ?? '')
}

function commits(repository: Repository, ...args: readonly string[]): string[] {
  const said = repository.run(...args)
  return said === undefined ? [] : linesOf(said)
}

const linesOf = (said: Buffer): string[] => lineOf(said).split('\n').filter(Boolean)
