/** Problems of git and its revisions. */
export interface RevisionProblems {
  'git-missing': { why: string }
  'git-no-repository': { folder: string; says: string }
  'git-failed': { command: string; says: string }
  'bad-revision': { revision: string; why: 'form' | 'range' }
  'unknown-revision': { revision: string; shallow: boolean }
  'no-default-branch': { tried: readonly string[]; shallow: boolean }
  'no-merge-base': { revisions: readonly [string, string]; shallow: boolean }
  'outside-repository': { file: string; root: string }
  'revision-lacks-file': { revision: string; file: string }
  'revision-file-kind': { revision: string; file: string; kind: 'symlink' | 'folder' | 'submodule' }
}
