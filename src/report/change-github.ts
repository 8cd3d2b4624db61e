import { type Change, placeOf } from '../core/diff/change.js'
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
