/** Problems with the question: flags, names, paths, subjects. */
export interface QuestionProblems {
  'unknown-command': { command: string; suggestion?: string | undefined }
  'no-command': Record<never, never>
  /** A group such as `keys` without its second word. */
  'incomplete-command': { command: string; words: readonly string[] }
  'unknown-topic': { topic: string; topics: readonly string[]; suggestion?: string | undefined }
  /** `command`: undefined if the flag is before the command. `setting`: the key of `token:` for the same thing. */
  'unknown-flag': {
    flag: string
    command: string | undefined
    suggestion?: string | undefined
    setting?: string
  }
  'renamed-flag': { flag: string; now: string }
  /**
   * Asks for help or the version, and `beside` (a flag, or the command) was given too; undefined: an argument.
   * `topic`: what help was shown on.
   */
  'flag-not-alone': { flag: string; beside: string | undefined; topic: string | undefined }
  /** `found`: a flag in place of the value. */
  'missing-value': { flag: string; value: string; found?: string | undefined }
  'empty-value': { flag: string }
  /** `argument`: its name in help; undefined if the command takes no such argument. */
  'empty-argument': { argument: string | undefined }
  'unexpected-value': { flag: string }
  'repeated-flag': { flag: string }
  'missing-argument': { argument: string; command: string }
  'excess-argument': { argument: string | undefined; command: string; most: number }
  'conflicting-flags': { flags: readonly [string, string, ...string[]] }
  'invalid-choice': {
    flag: string
    value: string
    choices: readonly string[]
    suggestion?: string | undefined
  }
  'bad-time': {
    flag: string
    text: string
    why: 'form' | 'no-zone' | 'no-such-date' | 'milliseconds'
  }
  /** `least` and `most` in seconds. */
  'bad-span': { flag: string; text: string; least: number; most: number }
  /** Anything that commander refuses for a reason without a code of its own. */
  usage: { what: string }
}
