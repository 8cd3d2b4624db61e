import { CELL, type Cell } from '../../core/matrix/compile.js'
import type { Paint, Style } from '../style.js'

/** The status of a cell; undefined if undecided. */
export function cellStatus(cell: number | undefined): 200 | 401 | 403 | undefined {
  switch (cell) {
    case CELL.allow:
      return 200
    case CELL.unauthorized:
      return 401
    case CELL.forbidden:
      return 403
    default:
      return undefined
  }
}

export function markOf(cell: number | undefined, { marks }: Style): string {
  switch (cellStatus(cell)) {
    case 200:
      return marks.yes
    case 403:
      return marks.no
    case 401:
      return marks.warning
    default:
      return marks.unknown
  }
}

export function paintOf(cell: number | undefined, { good, bad, warn, dim }: Style): Paint {
  switch (cellStatus(cell)) {
    case 200:
      return good
    case 403:
      return bad
    case 401:
      return dim
    default:
      return warn
  }
}

const MEANING: readonly (readonly [Cell, string])[] = [
  [CELL.allow, 'allow'],
  [CELL.forbidden, 'deny 403'],
  [CELL.unauthorized, 'deny 401'],
  [CELL.undecided, 'undecided'],
]

/** `allow`, `deny 403`, `deny 401` or `undecided`. */
export const cellText = (cell: number): string =>
  MEANING.find(([each]) => each === cell)?.[1] ?? 'undecided'

/** What the marks in use mean: `✓ allow  ✗ deny 403`. */
export function keyText(used: ReadonlySet<number>, style: Style): string {
  return MEANING.filter(([cell]) => used.has(cell))
    .map(([cell, says]) => `${paintOf(cell, style)(markOf(cell, style))} ${says}`)
    .join('   ')
}
