import type { Renamed, RevisionProblems } from '../../core/problems/revision.js'
import { commandLine } from '../shell.js'
import { didYouMean, list, quote, type Sentence, type Words } from './words.js'

const SHALLOW = 'this clone is shallow: run git fetch --unshallow (in CI, set fetch-depth: 0)'

const BAD: Record<RevisionProblems['bad-revision']['why'], (revision: string) => Sentence> = {
  form: (revision) => ({
    says: `${revision} is not a valid revision`,
    hint: 'use a branch, tag or commit; a file name ends with .yaml or .json, or starts with ./',
  }),
  range: (revision) => ({
    says: `${revision} is a range, which cannot be combined with another revision`,
    hint: 'use scopectl diff A..B, or scopectl diff A B',
  }),
  'part-missing': (revision) => ({
    says: `${revision} is not a valid revision: is a variable unset?`,
  }),
}

/** Works for clones of one branch too, where `git fetch` alone fetches nothing else. */
function fetching(from: RevisionProblems['unknown-revision']['fetch']): string | undefined {
  if (!from) return undefined
  const { remote, branch } = from
  return commandLine([
    'git',
    'fetch',
    remote,
    `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`,
  ])
}

const ANY_BRANCH = 'run git fetch, or list branches: git branch -a'

/** A similar name is a guess: the branch may also be one that was not fetched. */
function unknownHint(
  similar: string | undefined,
  fetch: string | undefined,
  shallow: boolean,
): string {
  const line = fetch && shallow ? `${fetch} (in CI, set fetch-depth: 0)` : fetch
  if (similar && line) return `${similar} If the branch was not fetched: ${line}`
  return similar ?? line ?? (shallow ? SHALLOW : ANY_BRANCH)
}

/** Compares checked-out files, so that each side has its own users. */
function renamedHint(revision: string, renamed: Renamed): string | undefined {
  if (renamed === 'unknown') {
    return 'too many files were removed or changed to tell whether it was renamed: compare two files: scopectl diff OLD.yaml NEW.yaml'
  }
  const { from, checkout, older, newer } = renamed
  if (newer === undefined) {
    return `if it was renamed from ${quote(from)}: check out both revisions and compare the two files`
  }
  const add = checkout && commandLine(['git', 'worktree', 'add', '--detach', checkout, revision])
  const diff = commandLine(['scopectl', 'diff', older, newer])
  if (diff === undefined || (checkout !== undefined && add === undefined)) return undefined
  return `if it was renamed from ${quote(from)}: ${add ? `${add} && ` : ''}${diff}`
}

/** Problems with git and its revisions. */
export const revisionWords: Words<RevisionProblems> = {
  'git-missing': ({ why }) => ({
    says: `cannot run git: ${why === 'ENOENT' ? 'it is not on PATH' : why}`,
    hint: 'without git, compare two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-no-repository': ({ folder, says }) => ({
    says: `${quote(folder)} is not in a readable git repository${says === '' ? '' : `: ${quote(says)}`}`,
    hint: 'without git, compare two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-not-trusted': ({ folder }) => ({
    says: `git does not read ${quote(folder)}: it belongs to another user (dubious ownership)`,
    hint:
      commandLine([...'git config --global --add safe.directory'.split(' '), folder]) ??
      'add its path to safe.directory in your git configuration',
  }),
  'git-failed': ({ command, says }) => ({ says: `git ${command} failed: ${quote(says)}` }),
  'bad-revision': ({ revision, why }) => BAD[why](quote(revision)),
  'unknown-revision': ({ revision, shallow, suggestion, fetch }) => ({
    says: `unknown revision ${quote(revision)}`,
    hint: unknownHint(didYouMean(suggestion), fetching(fetch), shallow),
  }),
  'ambiguous-revision': ({ revision, meanings }) => ({
    says: `${quote(revision)} is ambiguous: ${list(meanings, 'and')}`,
    hint: 'use its full name',
  }),
  'no-default-branch': ({ tried, shallow }) => ({
    says: `no default branch to compare with: tried ${list(tried, 'and')}`,
    hint: shallow ? SHALLOW : 'name the older revision: scopectl diff REVISION',
  }),
  'default-branch-unclear': ({ branches }) => ({
    says: `cannot tell which is the default branch: ${list(branches, 'or')}`,
    hint: `name the older revision: scopectl diff ${branches[0]}...HEAD; or, for a remote: git remote set-head origin --auto`,
  }),
  'no-merge-base': ({ revisions, shallow }) => ({
    says: `${list(revisions, 'and')} have no common ancestor here`,
    hint: shallow ? SHALLOW : 'compare them directly: scopectl diff A..B',
  }),
  'merge-base-unknown': ({ revisions, found }) => ({
    says: `cannot tell where ${list(revisions, 'and')} forked: ${quote(found)} is a common ancestor, but a newer one may be missing`,
    hint: SHALLOW,
  }),
  'several-merge-bases': ({ revisions, bases }) => ({
    says: `${list(revisions, 'and')} have several merge bases, with different access: ${list(bases, 'and')}`,
    hint: `compare with each of them: ${bases.map((base) => `scopectl diff ${base}`).join(', ')}`,
  }),
  'outside-repository': ({ file, root }) => ({
    says: `${quote(file)} is outside ${quote(root)}, so no revision contains it`,
    hint: 'compare two files instead: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-lacks-file': ({ revision, file, by }) => ({
    says: `${quote(revision)} has no file ${quote(file)}`,
    hint:
      by === 'users'
        ? 'its catalog names that file in `users:`: compare with a revision that has both'
        : 'without --users-file, each revision is read with its own users file',
  }),
  'revision-lacks-catalog': ({ revision, file, older }) => ({
    says: `${quote(revision)} has no file ${quote(file)}`,
    hint: older?.renamed
      ? renamedHint(revision, older.renamed)
      : older && 'if the newer side adds the catalog: --new-catalog',
  }),
  'catalog-is-new': ({ revision, file }) => ({
    says: `${quote(revision)} has no file ${quote(file)}: everything counts as new`,
  }),
  'revision-file-absent': ({ revision, file }) => ({
    says: `git cannot read ${quote(file)} of ${quote(revision)}: it is not in this clone`,
    hint: 'if this is a partial clone: git fetch --refetch',
  }),
  'revision-file-kind': ({ revision, file, kind }) => ({
    says: `${quote(file)} is a ${kind === 'symlink' ? 'symbolic link' : kind} in ${quote(revision)}, not a file`,
    hint: kind === 'symlink' ? 'name the file that it points to with -c' : undefined,
  }),
}
