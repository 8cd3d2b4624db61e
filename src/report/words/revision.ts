import type { RevisionProblems } from '../../core/problems/revision.js'
import { commandLine } from '../shell.js'
import { list, quote, type Words } from './words.js'

const SHALLOW =
  'this clone is shallow: fetch the history (git fetch --unshallow; in CI, fetch-depth: 0)'

/** The sentences for git and its revisions. */
export const revisionWords: Words<RevisionProblems> = {
  'git-missing': ({ why }) => ({
    says: `git cannot be run: ${why === 'ENOENT' ? 'there is none on PATH' : why}`,
    hint: 'without git, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-no-repository': ({ folder, says }) => ({
    says: `${quote(folder)} is in no git repository that can be read${says === '' ? '' : `: ${quote(says)}`}`,
    hint: 'without git, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-not-trusted': ({ folder }) => ({
    says: `git does not read ${quote(folder)}: it belongs to another user (dubious ownership)`,
    hint:
      commandLine([...'git config --global --add safe.directory'.split(' '), folder]) ??
      'add its path to safe.directory in your git configuration',
  }),
  'git-failed': ({ command, says }) => ({ says: `git ${command} failed: ${quote(says)}` }),
  'bad-revision': ({ revision, why }) => ({
    says:
      why === 'range'
        ? `${quote(revision)} is a range, and stands alone`
        : `${quote(revision)} is no revision`,
    hint:
      why === 'range'
        ? 'scopectl diff A..B, or scopectl diff A B'
        : 'name a branch, a tag or a commit; a file ends with .yaml or .json, or begins with ./',
  }),
  'unknown-revision': ({ revision, shallow }) => ({
    says: `git knows no revision ${quote(revision)}`,
    hint: shallow ? SHALLOW : 'git fetch brings what others have; git branch -a lists what is here',
  }),
  'ambiguous-revision': ({ revision, meanings }) => ({
    says: `${quote(revision)} is ambiguous: ${list(meanings, 'and')}`,
    hint: 'use the full name of the one that you mean',
  }),
  'no-default-branch': ({ tried, shallow }) => ({
    says: `there is no default branch to compare with: none of ${list(tried)}`,
    hint: shallow ? SHALLOW : 'name the older side: scopectl diff REVISION',
  }),
  'default-branch-unclear': ({ branches }) => ({
    says: `cannot tell which is the default branch: ${list(branches, 'or')}`,
    hint: `name the older side: scopectl diff ${branches[0]}...HEAD; or, for a remote, let git ask: git remote set-head origin --auto`,
  }),
  'no-merge-base': ({ revisions, shallow }) => ({
    says: `${list(revisions, 'and')} have no common ancestor here`,
    hint: shallow ? SHALLOW : 'compare them as they are: scopectl diff A..B',
  }),
  'merge-base-unknown': ({ revisions, found }) => ({
    says: `cannot tell where ${list(revisions, 'and')} forked: ${quote(found)} is a common ancestor, but a newer one may be cut off`,
    hint: SHALLOW,
  }),
  'several-merge-bases': ({ revisions, bases }) => ({
    says: `${list(revisions, 'and')} have several merge bases, with different access: ${list(bases, 'and')}`,
    hint: `compare with each of them: ${bases.map((base) => `scopectl diff ${base}`).join(', ')}`,
  }),
  'outside-repository': ({ file, root }) => ({
    says: `${quote(file)} is not under ${quote(root)}, so no revision has it`,
    hint: 'name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-lacks-file': ({ revision, file }) => ({
    says: `${quote(revision)} has no file ${quote(file)}`,
    hint: 'if it had another name then, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-file-absent': ({ revision, file }) => ({
    says: `git cannot read ${quote(file)} of ${quote(revision)}: it is not in this clone`,
    hint: 'a partial clone has not fetched every file: git fetch --refetch',
  }),
  'revision-file-kind': ({ revision, file, kind }) => ({
    says: `${quote(file)} is a ${kind === 'symlink' ? 'symbolic link' : kind} in ${quote(revision)}, not a file`,
    hint: kind === 'symlink' ? 'name the file that it leads to with -c' : undefined,
  }),
}
