import { type Location, type Problem, problem } from '../problem.js'
import { checkValue, nameOf } from './fold.js'

/** What a line of a folded lock says about the routes that it counts. */
export interface Count {
  readonly count: number
  readonly check: string
  /** For a folder, how many routes are of each level. */
  readonly levels?: string
  readonly at: Location
}

/** A group or folder of a folded lock: what its lines say, and the routes that the lock has in it. */
export interface Counted {
  readonly what: 'group' | 'folder'
  readonly of: string
  readonly counts: readonly Count[]
  readonly entries: readonly string[]
  /** For a group: the requirement that its name is made of. */
  readonly text?: string
  /** For a folder: how many routes are of each level. */
  readonly levels?: string
  /** The first of the routes, if no line counts them. */
  readonly at?: Location | undefined
}

/**
 * The first line of a folded lock that does not fit its routes: it was edited, cut off, or half of a merge. Several lines
 * about the same group or folder are what merging two branches leaves; the routes are then those of both, and each was
 * in a group with these rows on one of the branches, so there is nothing to compare the numbers with.
 */
export async function wrongCount(
  file: string,
  all: readonly Counted[],
): Promise<Problem | undefined> {
  const found = await Promise.all(all.map((each) => faultOf(file, each)))
  const problems = found.filter((each) => each !== undefined)
  return problems.sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0))[0]
}

async function faultOf(file: string, counted: Counted): Promise<Problem | undefined> {
  const { what, of, counts, entries, text, levels, at } = counted
  const [line, ...more] = counts
  if (!line)
    return problem('lock-count', { file, what, of, says: undefined, found: entries.length }, at)
  if (text !== undefined && of.startsWith('(') && of !== `(${await nameOf(text)})`) {
    return problem('lock-group-name', { file, group: of }, line.at)
  }
  if (more.length > 0) return undefined
  const { count, check } = line
  const same = count === entries.length && line.levels === levels
  if (same && check === (await checkValue(entries))) return undefined
  return problem('lock-count', { file, what, of, says: count, found: entries.length }, line.at)
}
