import { redact } from '../secrets/redact.js'
import { withoutTokens } from '../secrets/without-token.js'
import type { CallPlace, CallRecord } from './record.js'

/** A call to show. Never its token, claims or user. */
export interface Example extends CallPlace {
  readonly method: string
  /** Without what may be a secret. */
  readonly path: string
  readonly status: number | null
}

/** How many examples are kept of equal calls. */
export const EXAMPLES = 3
const LONGEST = 200

export const exampleOf = (
  { method, path, status }: CallRecord,
  { file, line }: CallPlace,
): Example => ({ file, line, method, path: shownPath(path), status: status ?? null })

/** A path that may be shown and kept: a copy, since a part of a text keeps all of it in memory. */
export const shownPath = (path: string): string => ` ${redact(path)}`.slice(1, LONGEST + 1)

/** What is left of both ends of a longer name. */
const END = 100

/**
 * A name of a client, scope or role in a log that may be shown and kept: without what looks like a token, and a longer one by
 * its two ends. Names that differ only between them count as one. A copy, for the same reason.
 */
export function shownName(name: string): string {
  const shown = withoutTokens(name)
  return shown.length <= 2 * END
    ? ` ${shown}`.slice(1)
    : ` ${shown.slice(0, END)}…${shown.slice(1 - END)}`.slice(1)
}
