/** A catalog that only the older revision has, and paths for the line that compares it, relative to the current folder. */
export interface RenamedCatalog {
  /** In the revision, relative to the root folder. */
  readonly from: string
  /** Where the older revision can be checked out; undefined if it is there. */
  readonly checkout: string | undefined
  readonly older: string
  /** Undefined if the newer side is a revision, not the working tree. */
  readonly newer: string | undefined
}

/** `unknown`: there are too many files to tell whether it was renamed. */
export type Renamed = RenamedCatalog | 'unknown'

/** Problems with git and its revisions. */
export interface RevisionProblems {
  'git-missing': { why: string }
  'git-no-repository': { folder: string; says: string }
  /** It belongs to another user, as checkouts in containers often do. */
  'git-not-trusted': { folder: string }
  'git-failed': { command: string; says: string }
  /** `part-missing`: as from `origin/$BASE` where BASE is not set. */
  'bad-revision': { revision: string; why: 'form' | 'range' | 'part-missing' }
  /** `suggestion`: the same branch of a remote. `fetch`: a remote that may have it, and the branch's name there. */
  'unknown-revision': {
    revision: string
    shallow: boolean
    suggestion: string | undefined
    fetch: { remote: string; branch: string } | undefined
  }
  /** `meanings`: the full names of refs, or a commit's hash. */
  'ambiguous-revision': { revision: string; meanings: readonly string[] }
  'no-default-branch': { tried: readonly string[]; shallow: boolean }
  /** Branches with the usual names of default branches, at different commits. */
  'default-branch-unclear': { branches: readonly string[] }
  'no-merge-base': { revisions: readonly [string, string]; shallow: boolean }
  /** `found`: what git considers the merge base, as far as this clone goes back. */
  'merge-base-unknown': { revisions: readonly [string, string]; found: string }
  /** Access differs between the merge bases. */
  'several-merge-bases': { revisions: readonly [string, string]; bases: readonly string[] }
  'outside-repository': { file: string; root: string }
  /** `by`: what names the file, if it is a users file. */
  'revision-lacks-file': { revision: string; file: string; by: 'users' | '--users-file' }
  /** `older`: it is the older side, where the catalog may be new, or have another name. */
  'revision-lacks-catalog': {
    revision: string
    file: string
    older: { renamed: Renamed | undefined } | undefined
  }
  /** `diff --new-catalog` compared with a revision that has no catalog. */
  'catalog-is-new': { revision: string; file: string }
  'revision-file-absent': { revision: string; file: string }
  'revision-file-kind': { revision: string; file: string; kind: 'symlink' | 'folder' | 'submodule' }
}
