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
  'no-default-branch': ({ tried, shallow }) => ({
    says: `there is no default branch to compare with: none of ${list(tried)}`,
    hint: shallow ? SHALLOW : 'name the older side: scopectl diff REVISION',
  }),
  'no-merge-base': ({ revisions, shallow }) => ({
    says: `${list(revisions, 'and')} have no common ancestor here`,
    hint: shallow ? SHALLOW : 'compare them as they are: scopectl diff A..B',
  }),
  'outside-repository': ({ file, root }) => ({
    says: `${q(file)} is not under ${q(root)}, so no revision has it`,
    hint: 'name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-lacks-file': ({ revision, file }) => ({
    says: `${q(revision)} has no file ${q(file)}`,
    hint: 'if it had another name then, name two files: scopectl diff OLD.yaml NEW.yaml',
  }),
  'revision-file-kind': ({ revision, file, kind }) => ({
    says: `${q(file)} is a ${kind === 'symlink' ? 'symbolic link' : kind} in ${q(revision)}, not a file`,
    hint: kind === 'symlink' ? 'name the file that it leads to with -c' : undefined,
  }),
}
