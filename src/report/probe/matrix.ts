import { COLUMNS, type Column } from '../../core/probe/cells.js'
import type { RouteVerdict } from '../../core/probe/judge.js'
import { escapeText } from '../escape.js'
import { paragraph } from '../rows.js'
import type { Style } from '../style.js'

/** What each column of the matrix was sent with. */
export const COLUMN: Readonly<Record<Column, string>> = {
  none: 'no token',
  garbage: 'not a token',
  flaws: 'flawed token',
  empty: 'no scopes',
  refused: 'too few scopes',
  impostors: 'similar scopes',
  variants: 'other forms',
  allowed: 'enough scopes',
  again: 'no token again',
}

export const MARK = { yes: 'yes', no: 'no', unclear: 'unknown' } as const

/** `401, 403`; a dash if the server did not answer. */
export const statusText = (got: readonly number[]): string =>
  got.map((status) => (status === 0 ? 'no answer' : `${status}`)).join(', ')

/** The columns by their number, above the rows. */
export const matrixHead = (style: Style): string => {
  const names = COLUMNS.map(
    (column, i) => `${i + 1}\u{a0}${COLUMN[column].replaceAll(' ', '\u{a0}')}`,
  )
  const legend = paragraph(names.join('  '), 2, style).replaceAll('\u{a0}', ' ')
  return `${legend}  ${COLUMNS.map((_, i) => i + 1).join('')}\n`
}

/** A mark for each column: `-` where nothing was sent. Then the state and the route. */
export function matrixRow({ cells, state, route }: RouteVerdict, style: Style): string {
  const marks = COLUMNS.map((column) => {
    const is = cells.find((cell) => cell.column === column)?.is
    if (is === undefined) return style.dim('-')
    if (is === 'yes') return style.good(style.marks.yes)
    return is === 'no' ? style.bad(style.marks.no) : style.warn(style.marks.unknown)
  })
  const paint = { found: style.bad, clean: style.good, inconclusive: style.warn }[state]
  return `  ${marks.join('')}  ${paint(state)}${' '.repeat(14 - state.length)}${escapeText(route.name)}\n`
}
