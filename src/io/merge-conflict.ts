import { conflictMarker } from '../core/conflict-marker.js'
import { fail } from '../core/errors.js'
import { TextLines } from './text-lines.js'

/**
 * Refuses a file in which a merge left both sides. Parsers fail at some marker, or read one side and lose the other, and
 * their errors say nothing about a merge.
 *
 * @param first the number of the text's first line in the file
 * @throws ScopectlError `merge-conflict`
 */
export function refuseConflict(file: string, text: string, first = 1): void {
  const found = conflictMarker(text)
  if (!found) return
  const { marker, offset } = found
  fail(
    'merge-conflict',
    { file },
    new TextLines(file, text, first).at(offset, offset + marker.length),
  )
}

/** Like refuseConflict, for a file with secrets: only the marker itself is shown. */
export function refuseSecretConflict(file: string, text: string): void {
  const found = conflictMarker(text)
  if (!found) return
  const { marker, offset } = found
  const line = new TextLines(file, text).line(offset)
  fail('merge-conflict', { file }, { file, line, column: 1, length: marker.length, text: marker })
}
