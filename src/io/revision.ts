import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import type { ProblemArgs } from '../core/problem.js'
import { lineOf, type Repository } from './git.js'

/** A commit, with the name that the user gave and its hash. */
export interface Revision {
  readonly name: string
  readonly commit: string
}

/** What a revision must not contain: options, ranges, paths (`REV:PATH`), negations, searches, controls. */
const REFUSED = /^[-^]|\.\.|[\p{Cc}\s:?*[\\]|\^\{\/|^$/u
/** `origin/`, `~1`, `^`: what is left of `origin/$BASE` or `$BASE~1` where BASE is not set. */
const PART_MISSING = /^$|\/$|\/[~^@]|^(?:~\d*|\^\d*|\^\{.*\})$/
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/
/** Names that git looks up first, and always in the repository itself. */
const PSEUDO = /^(?:@|(?:FETCH_|ORIG_|MERGE_|CHERRY_PICK_|REVERT_|REBASE_)?HEAD)$/

/**
 * Refuses a text that cannot be a revision, before a repository is searched for.
 * @throws ScopectlError `bad-revision`
 */
export function refuseForm(name: string): void {
  if (PART_MISSING.test(name)) fail('bad-revision', { revision: name, why: 'part-missing' })
  if (REFUSED.test(name)) fail('bad-revision', { revision: name, why: 'form' })
}

/**
 * The commit that a name refers to. If a tag and a branch have the same name, git uses the tag with only a warning: a
 * tag `main`, which anybody may have pushed, would be used instead of the branch. So an ambiguous name is refused.
 *
 * @throws ScopectlError `bad-revision`, `ambiguous-revision`, `unknown-revision`
 */
export function readRevision(repository: Repository, name: string): Revision {
  refuseForm(name)
  const full = inFull(repository, name)
  const commit = full === undefined ? undefined : commitOf(repository, full)
  if (commit !== undefined) return { name, commit }
  const found = elsewhere(repository, name)
  return fail('unknown-revision', { revision: name, shallow: isShallow(repository), ...found })
}

/** Only for the hint: checkouts in CI often have no local branches, or only one remote branch. */
function elsewhere(
  repository: Repository,
  name: string,
): Pick<ProblemArgs['unknown-revision'], 'suggestion' | 'fetch'> {
  const nothing = { suggestion: undefined, fetch: undefined }
  if (!/^\w[\w./-]*$/.test(name) || name.startsWith('refs/') || /^[0-9a-f]{7,}$/.test(name))
    return nothing
  const said = repository.run('config', '--name-only', '--get-regexp', '^remote\\..*\\.url$')
  const remotes = lineOf(said ?? Buffer.alloc(0))
    .split('\n')
    .flatMap((key) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? [])
  const known = remotes.find((remote) => commitOf(repository, `refs/remotes/${remote}/${name}`))
  if (known !== undefined) return { suggestion: `${known}/${name}`, fetch: undefined }
  const named = remotes.find((remote) => name.startsWith(`${remote}/`))
  const remote = named ?? remotes.find((each) => each === 'origin') ?? remotes[0]
  if (remote === undefined || !/^\w[\w.-]*$/.test(remote)) return nothing
  const branch = named === undefined ? name : name.slice(named.length + 1)
  return { suggestion: nearest(name, shortNames(repository)), fetch: { remote, branch } }
}

/** The branches and tags of a clone, as they are typed. */
function shortNames(repository: Repository): string[] {
  const places = ['refs/heads', 'refs/tags', 'refs/remotes']
  const said = repository.run('for-each-ref', '--format=%(refname)', ...places)
  const names = said === undefined ? [] : lineOf(said).split('\n')
  return names.map((name) => name.replace(/^refs\/(?:heads|tags|remotes)\//, ''))
}

/** The name with its ref written in full, so that git has no choice; undefined for a full name without a ref. */
function inFull(repository: Repository, name: string): string | undefined {
  const [, base = '', suffix = ''] = /^(.+?)((?:[~^]|@\{).*)?$/.exec(name) ?? []
  if (PSEUDO.test(base) || COMMIT.test(base)) return name
  const meanings = [...refsOf(repository, base), ...abbreviated(repository, base)]
  const [one, ...others] = meanings
  if (one === undefined) return base.startsWith('refs/') ? undefined : name
  if (others.length > 0) fail('ambiguous-revision', { revision: base, meanings })
  // Before `@{`, git expects the short name of a branch.
  return suffix.startsWith('@') ? name : `${one}${suffix}`
}

/** Where git looks for a name (gitrevisions(7)). A full name has only that meaning. */
function refsOf(repository: Repository, name: string): string[] {
  const places = name.startsWith('refs/')
    ? [name]
    : ['refs', 'refs/tags', 'refs/heads', 'refs/remotes']
        .map((folder) => `${folder}/${name}`)
        .concat(`refs/remotes/${name}/HEAD`)
  const said = repository.run('for-each-ref', '--format=%(refname)', ...places)
  const found = new Set(said === undefined ? [] : lineOf(said).split('\n'))
  return places.filter((place) => found.has(place))
}

/** The commit whose abbreviated hash a name may be, alone or after the `-g` of git describe. */
function abbreviated(repository: Repository, name: string): string[] {
  const prefix = /^(?:.+-g)?([0-9a-f]{4,39})$/.exec(name)?.[1]
  if (prefix === undefined) return []
  const said = repository.run('rev-parse', `--disambiguate=${prefix}`)
  const objects = said === undefined ? [] : lineOf(said).split('\n')
  return objects.filter((object) => object !== '' && commitOf(repository, object) === object)
}

function commitOf(repository: Repository, name: string): string | undefined {
  const args = ['--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const said = repository.run('rev-parse', ...args)
  const commit = said === undefined ? '' : lineOf(said)
  return COMMIT.test(commit) ? commit : undefined
}

/**
 * Remote branches come first: an outdated local copy would give a merge base that is too old. Names on one line are
 * guesses without precedence: otherwise anybody who can push could add the other one to hide a change.
 */
const DEFAULT_BRANCHES = [
  ['refs/remotes/origin/HEAD'],
  ['refs/remotes/origin/main', 'refs/remotes/origin/master'],
  ['refs/heads/main', 'refs/heads/master'],
] as const

/** @throws ScopectlError `no-default-branch`, `default-branch-unclear` */
export function defaultBranch(repository: Repository): Revision {
  for (const refs of DEFAULT_BRANCHES) {
    const [one, ...others] = refs.flatMap((ref): Revision[] => {
      const commit = commitOf(repository, ref)
      return commit === undefined ? [] : [{ name: shortName(ref), commit }]
    })
    if (one === undefined) continue
    if (others.some(({ commit }) => commit !== one.commit)) {
      const branches = [one, ...others].map(({ name }) => name)
      fail('default-branch-unclear', { branches })
    }
    return one
  }
  const tried = DEFAULT_BRANCHES.flat().map(shortName)
  return fail('no-default-branch', { tried, shallow: isShallow(repository) })
}

const shortName = (ref: string): string => ref.replace(/^refs\/(?:remotes|heads)\//, '')

/** Also true if git does not say. */
export function isShallow(repository: Repository): boolean {
  const said = repository.run('rev-parse', '--is-shallow-repository')
  return said === undefined || lineOf(said) !== 'false'
}
