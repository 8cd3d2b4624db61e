import type { RevisionProblems } from '../../core/problems/revision.js'
import { list, q, type Words } from './words.js'

const SHALLOW =
  'this clone is shallow: fetch the history (git fetch --unshallow; in CI, fetch-depth: 0)'

/** The sentences for git and its revisions. */
export const revisionWords: Words<RevisionProblems> = {
  'git-missing': ({ why }) => ({
    says: `git cannot be run: ${why === 'ENOENT' ? 'there is none on PATH' : why}`,
    hint: 'without git, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-no-repository': ({ folder, says }) => ({
    says: `${q(folder)} is in no git repository that can be read${says === '' ? '' : `: ${q(says)}`}`,
    hint: 'without git, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'git-failed': ({ command, says }) => ({ says: `git ${command} failed: ${q(says)}` }),
  'bad-revision': ({ revision, why }) => ({
    says:
      why === 'range'
        ? `${q(revision)} is a range, and stands alone`
        : `${q(revision)} is no revision`,
    hint:
      why === 'range'
        ? 'scopectl diff A..B, or scopectl diff A B'
        : 'name a branch, a tag or a commit; a file ends with .yaml or .json, or begins with ./',
  }),
  'unknown-revision': ({ revision, shallow }) => ({
    says: `git knows no revision ${q(revision)}`,
    hint: shallow ? SHALLOW : 'git fetch brings what others have; git branch -a lists what is here',
  }),
  'ambiguous-revision': ({ revision, meanings }) => ({
    says: `${q(revision)} is ambiguous: ${list(meanings, 'and')}`,
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
    says: `cannot tell where ${list(revisions, 'and')} forked: ${q(found)} is a common ancestor, but a newer one may be cut off`,
    hint: SHALLOW,
  }),
  'several-merge-bases': ({ revisions, bases }) => ({
    says: `${list(revisions, 'and')} have several merge bases, with different access: ${list(bases, 'and')}`,
    hint: `compare with each of them: ${bases.map((base) => `scopectl diff ${base}`).join(', ')}`,
  }),
  'outside-repository': ({ file, root }) => ({
    says: `${q(file)} is not under ${q(root)}, so no revision has it`,
    hint: 'name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-lacks-file': ({ revision, file }) => ({
    says: `${q(revision)} has no file ${q(file)}`,
    hint: 'if it had another name then, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-file-absent': ({ revision, file }) => ({
    says: `git cannot read ${q(file)} of ${q(revision)}: it is not in this clone`,
    hint: 'a partial clone has not fetched every file: git fetch --refetch',
  }),
  'revision-file-kind': ({ revision, file, kind }) => ({
    says: `${q(file)} is a ${kind === 'symlink' ? 'symbolic link' : kind} in ${q(revision)}, not a file`,
    hint: kind === 'symlink' ? 'name the file that it leads to with -c' : undefined,
  }),
}
