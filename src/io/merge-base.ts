import { fail } from '../core/errors.js'
import { lineOf, type Repository } from './git.js'
import { isShallow, type Revision } from './revision.js'

/**
 * Where two lines of history parted: the newest commits that both have. More than one after merges in both directions.
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
 * Whether the bases that a shallow clone shows are those of the whole history, though some of it is cut off.
 *
 * A commit X that both sides have and no base has would show that they are not. Where one side is a base itself, there
 * is no such X: all that this side has, the base has. Else follow the true parents from a side to X. If all of them are
 * here on both ways, git has seen X on both sides, and X is, or is older than, a base. If not, the way leaves what is
 * here at a commit that the clone has cut off from its parents. If that commit is one that a base has, then the base
 * has X too. So it is enough that no commit that a side has and no base has is cut off.
 */
function areCertain(
  repository: Repository,
  sides: readonly string[],
  bases: readonly string[],
): boolean {
  if (sides.some((side) => bases.includes(side))) return true
  const without = bases.map((base) => `^${base}`)
  const said = repository.run('rev-list', '--max-parents=0', ...sides, ...without)
  // What git could not list may be cut off.
  if (said === undefined) return false
  return !linesOf(said).some((end) => isCutOff(repository, end))
}

/** A commit that is shown without parents, and names some in its own text. */
function isCutOff(repository: Repository, commit: string): boolean {
  const text = repository.run('cat-file', 'commit', commit)?.toString('latin1')
  return text === undefined || /^parent /m.test(text.split('\n\n', 1)[0] ?? '')
}

function commits(repository: Repository, ...args: readonly string[]): string[] {
  const said = repository.run(...args)
  return said === undefined ? [] : linesOf(said)
}

const linesOf = (said: Buffer): string[] => lineOf(said).split('\n').filter(Boolean)
