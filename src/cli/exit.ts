import { type Outcome, ScopectlError } from '../core/errors.js'

/** The only definition of the exit codes: README and `help exit-codes` are tested against it. */
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
  yes: 'success: allowed, valid, passed, no difference; a list or document, even if empty',
  bug: 'internal error: never a verdict',
  notAsked:
    'cannot answer: usage, unknown name, unreadable or invalid file, no usable key, unreachable server',
  unauthorized: 'unauthorized: the token is invalid or missing (401), or the user is disabled',
  forbidden:
    'forbidden: the token is valid but lacks a scope (403); more scopes requested than granted',
  failed:
    'an assertion or gate failed: `--expect`, `--at-most`, test, lint, lock, diff, drift, prove, probe, replay',
} as const satisfies Record<keyof typeof EXIT, string>

export const exitOf = ({ outcome }: { readonly outcome: Outcome }): Exit => EXIT[outcome]

/** Any other error is a bug in scopectl. */
export const exitOfError = (error: unknown): Exit =>
  error instanceof ScopectlError ? EXIT[error.outcome] : EXIT.bug
