import type { Location } from '../../core/problem.js'
import type { Path } from '../../core/source.js'
import type { EntryForm, EntryKind } from '../../core/users/plain-entry.js'
import type { Finding } from '../findings.js'

/** The entry in one line: a user's or client's name, and the same keys as under that name in users.yaml. */
export interface Said {
  readonly kind: EntryKind
  readonly name: string
  readonly form: EntryForm
}

/** The position of a part of an entry in its line; [] is the name. Offsets are in UTF-16 units. */
export type Spot = (path: Path, part: 'key' | 'value') => readonly [number, number] | undefined

/** A line's form: NDJSON, or the rows below one header of CSV. */
export interface LineForm {
  /** Undefined for a blank line; otherwise its entry, or why it is not one. */
  read(line: string): Said | Finding | undefined
  /** For a line that `read` has read. */
  spots(line: string): Spot
  /**
   * The line in a form that may be shown, with the same length: without the values of `password` and `secret`, which
   * may be in plain text.
   */
  masked(line: string): string
}

export const isFinding = (read: Said | Finding): read is Finding => 'problem' in read

/** The location of a part of a line. */
export function locationIn(
  file: string,
  line: number,
  text: string,
  start: number,
  end: number,
): Location {
  const length = Math.max(1, Math.min(end, text.length) - start)
  return { file, line, column: start + 1, length, text }
}
