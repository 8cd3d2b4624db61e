/** Problems with the lock file, with what it is compared with, and with the revisions that diff compares. */
export interface LockProblems {
  /** `command`: what to type. */
  'lock-missing': { file: string; command: string }
  'lock-empty': { file: string }
  'lock-line': { file: string }
  'lock-conflict': { file: string }
  /** A line of a folded lock names a group that no line defines. */
  'lock-group-missing': { file: string; group: string }
  /** The requirement in the line of a group is not the one that its name was made of. */
  'lock-group-name': { file: string; group: string }
  /** The number of routes in a group or folder differs from its line; `says` is undefined if that line is missing. */
  'lock-count': {
    file: string
    what: 'group' | 'folder'
    of: string
    says: number | undefined
    found: number
  }
  /** `lock` changed the form of a lock that was not up to date. */
  'lock-form-changed': { file: string; lines: number }
  /** Written by an earlier version. `command`: what to type. */
  'lock-older': { file: string; command: string }
  'lock-key-missing': { key: string }
  'lock-undecided': { routes: readonly string[] }
  /** Fewer routes are undecided than the flag allows. */
  'lock-ratchet': { allowed: number; undecided: number }
  /** `lines`: how many lines of the lock differ although access does not. */
  'diff-unseen': { lines: number }
  'fail-on-uncounted': {
    failOn: readonly string[]
    kinds: readonly { kind: string; count: number }[]
  }
  'bad-count': { flag: string; text: string }
}
