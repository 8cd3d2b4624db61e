import type { GraphNode } from '../../core/graph/model.js'
import { widthOf } from '../width.js'
import { type LabelLine, labelOf } from './label.js'
import type { Size } from './layout.js'

/** The width of a character of the monospaced font: no common one is wider. */
const CHARACTER = 7.9
export const LINE = 18
const MARGIN = { x: 12, y: 8 } as const
/** Longer names continue on the next line. */
const MOST_COLUMNS = 40

/** A line of a box, with the width that it takes at most. */
export interface SvgLine extends LabelLine {
  readonly width: number
}

export interface SvgLabel extends Size {
  readonly lines: readonly SvgLine[]
}

export function svgLabelOf(node: GraphNode): SvgLabel {
  const lines = labelOf(node).flatMap(({ text, aside }) =>
    broken(text).map((part) => ({ text: part, aside, width: widthOf(part) * CHARACTER })),
  )
  const widest = Math.max(CHARACTER, ...lines.map(({ width }) => width))
  return { lines, width: widest + 2 * MARGIN.x, height: lines.length * LINE + 2 * MARGIN.y }
}

/** Splits a long name after a separator if there is one, else anywhere; what follows is indented. */
function broken(text: string): string[] {
  const parts: string[] = []
  let rest = text
  while (widthOf(rest) > MOST_COLUMNS) {
    const characters = [...rest]
    let end = 0
    let width = 0
    while (end < characters.length && width < MOST_COLUMNS - 1)
      width += widthOf(characters[end++] ?? '')
    const separator = characters.slice(0, end).findLastIndex((each) => /[ /:._+-]/.test(each))
    const cut = separator > MOST_COLUMNS / 2 ? separator + 1 : end
    parts.push(characters.slice(0, cut).join(''))
    rest = `  ${characters.slice(cut).join('')}`
  }
  return [...parts, rest]
}
