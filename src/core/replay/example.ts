import { redact } from '../secrets/redact.js'
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
