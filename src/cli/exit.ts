import { type Outcome, ScopectlError } from '../core/errors.js'

/** What the exit codes mean, once: README and `help exit-codes` are tested against this file. */
export const EXIT = {
  yes: 0,
  bug: 1,
  notAsked: 2,
  unauthorized: 3,
  forbidden: 4,
  failed: 5,
} as const satisfies Record<Outcome | 'bug', number>

export type Exit = (typeof EXIT)[keyof typeof EXIT]

export const EXIT_MEANING = {
  yes: 'yes: allowed, valid, passed, no difference; a list or document, also an empty one',
  bug: 'scopectl itself failed: never a verdict',
  notAsked:
    'the question could not be asked: usage, unknown name, unreadable or invalid file, no usable key, unreachable server',
  unauthorized: 'the token is not acceptable (401), or there is none; a disabled user',
  forbidden: 'the token is fine, the scope is missing (403); more scopes asked for than granted',
  failed: 'an assertion or gate failed: `--expect`, `--at-most`, test, lint, lock, diff, drift',
} as const satisfies Record<keyof typeof EXIT, string>

export const exitOf = ({ outcome }: { readonly outcome: Outcome }): Exit => EXIT[outcome]

/** Anything thrown that is not a ScopectlError is a bug of ours. */
export const exitOfError = (error: unknown): Exit =>
  error instanceof ScopectlError ? EXIT[error.outcome] : EXIT.bug
