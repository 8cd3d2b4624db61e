/** Problems with the lock file, with what it is compared with, and with the revisions that diff compares. */
export interface LockProblems {
  /** `command`: what to type. */
  'lock-missing': { file: string; command: string }
  'lock-empty': { file: string }
  'lock-line': { file: string }
  'lock-conflict': { file: string }
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
