import type { TokenSettings } from '../../catalog/model.js'
import { CELL, type Cell, type Compiled, cellOf } from '../../matrix/compile.js'
import type { Reason } from '../../reason.js'
import { expectedReason } from '../judge.js'
import type { Assertion, Status } from '../model.js'
import type { Carried } from './carried.js'

/** The parts of an assertion that coverage and mutation use. */
export type Stated = Pick<Assertion, 'subject' | 'route' | 'expected'>

/** How the catalog's servers compare scopes, and whether the catalog says so. */
export type Enforcing = Pick<TokenSettings, 'enforce' | 'enforceWritten'>

/**
 * The answer for a route; undefined if there is none: no such token, or the two views differ and the catalog does not
 * say which one counts.
 */
export function answerAt(
  compiled: Compiled,
  route: number,
  carried: Carried,
  { enforce, enforceWritten }: Enforcing,
): Cell | undefined {
  if (carried.kind === 'unaskable') return undefined
  if (carried.kind !== 'accepted') return cellOf(compiled, route, undefined)
  const cell = cellOf(compiled, route, carried[enforce])
  if (enforceWritten || carried.literal === carried.implied) return cell
  const other = enforce === 'literal' ? carried.implied : carried.literal
  return cellOf(compiled, route, other) === cell ? cell : undefined
}

const STATUS = {
  [CELL.allow]: 200,
  [CELL.unauthorized]: 401,
  [CELL.forbidden]: 403,
} as const

export const statusOf = (cell: Cell): Status | undefined =>
  cell === CELL.undecided ? undefined : STATUS[cell]

/** Whether the assertion holds. `cell` is the answer at its route, see answerAt. */
export function passes(stated: Stated, carried: Carried, cell: Cell | undefined): boolean {
  if (cell === undefined) return false
  const status = statusOf(cell)
  if (stated.expected === 'undecided') return status === undefined
  if (status === undefined || !stated.expected.has(status)) return false
  const expected = expectedReason(stated.subject)
  return status === 200 || expected === undefined || expected === reasonOf(status, carried)
}

function reasonOf(status: 401 | 403, carried: Carried): Reason {
  if (status === 403) return 'insufficient_scope'
  return carried.kind === 'refused' ? carried.reason : 'no-token'
}
