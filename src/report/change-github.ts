import { type Change, type ChangeKind, placeOf } from '../core/diff/change.js'
import { allowsLess, countsFor, isAny } from '../core/diff/counts-for.js'
import type { TokenChange } from '../core/diff/token-change.js'
import { wordsOf } from './change-words.js'
import { escapeText } from './escape.js'
import { type Annotation, annotation } from './github.js'

interface Frame extends Pick<Annotation, 'level'> {
  readonly command: 'lock' | 'diff'
  /** Where a change without a location of its own is shown. */
  readonly file: string | undefined
}

/** A change as an annotation of the line that made it. */
export function changeAnnotation(change: Change, { level, command, file }: Frame): string {
  const at = placeOf(change)
  const { who, route, why } = wordsOf(change)
  return annotation({
    level,
    file: at?.file ?? file,
    line: at?.line,
    column: at?.column,
    title: `scopectl ${command}: ${change.kind}`,
    message: escapeText(`${who}, ${[route, ...why].join(', ')}`),
  })
}

/** An error if --fail-on counts the change, a notice if less is allowed now. */
export function levelOf(
  change: Change | TokenChange,
  failOn: readonly ChangeKind[],
): Annotation['level'] {
  if (countsFor(change, failOn)) return 'error'
  return allowsLess(change) ? 'notice' : 'warning'
}

/** The value of --fail-on: pasted, it must forbid no less than what was asked. */
export const failOnText = (failOn: readonly ChangeKind[]): string =>
  isAny(failOn) ? 'any' : failOn.join(',')
