import type { Exchange, Expected } from './model.js'
import { type Found, gotOf, isAnswered, type Seen } from './seen.js'

/** The kinds of credentials of a matrix of routes, in the order in which they are sent. */
export const COLUMNS = [
  ...([
    'none',
    'garbage',
    'flaws',
    'empty',
    'refused',
    'impostors',
    'variants',
    'allowed',
  ] as const),
  'again',
] as const
export type Column = (typeof COLUMNS)[number]

/** What one kind of credential got on one route. */
export interface Cell {
  readonly column: Column
  /** Each one once: a flawed token may be invalid, or valid without scopes. */
  readonly expected: readonly Expected[]
  /** Each status once; 0 if the server did not answer. */
  readonly got: readonly number[]
  /**
   * `yes`: as expected; `no`: part of a finding, or the wrong caller got in; `unclear`: something else, which says little
   * about access or is accepted for this server.
   */
  readonly is: 'yes' | 'no' | 'unclear'
}

/** One cell for each kind of credential that was sent. */
export function cellsOf({ all }: Seen, findings: readonly Found[]): Cell[] {
  const shown = new Set(findings.map(({ exchange }) => exchange))
  const byColumn = new Map<Column, Exchange[]>()
  for (const each of all) {
    const column = columnOf(each)
    if (column) byColumn.set(column, [...(byColumn.get(column) ?? []), each])
  }
  return COLUMNS.flatMap((column): Cell[] => {
    const own = byColumn.get(column) ?? []
    if (own.length === 0) return []
    const isBad = own.some((each) => shown.has(each) || (column !== 'variants' && isOpen(each)))
    const is = isBad ? 'no' : own.every(isAsExpected) ? 'yes' : 'unclear'
    const got = [...new Set(own.map(({ reply }) => (isAnswered(reply) ? reply.status : 0)))]
    const expected = [...new Set(own.map(({ planned }) => planned.expected))]
    return [{ column, expected, got: got.sort((a, b) => a - b), is }]
  })
}

/** Undefined for what is only reported, and for variants that an allowed caller sent. */
function columnOf({ planned: { check, variant, expected } }: Exchange): Column | undefined {
  if (expected === 'any') return undefined
  if (variant !== undefined) return expected === 'allowed' ? undefined : 'variants'
  if (expected === 'allowed') return 'allowed'
  switch (check.is) {
    case 'no-token':
      return 'none'
    case 'garbage':
      return 'garbage'
    case 'flaw':
      return 'flaws'
    case 'empty':
      return 'empty'
    case 'again':
      return 'again'
    case 'refused':
      return 'refused'
    default:
      return 'impostors'
  }
}

const isOpen = ({ planned: { expected }, reply }: Exchange): boolean =>
  expected !== 'allowed' && gotOf(reply) === 'through'

function isAsExpected({ planned: { expected, variant }, reply }: Exchange): boolean {
  const got = gotOf(reply)
  if (expected === 'allowed') return got === 'through'
  // A variant that does not exist is not a way in; a server that fails says nothing.
  const isFailure = isAnswered(reply) && reply.status >= 500
  if (variant !== undefined) return got !== 'through' && got !== 'none' && !isFailure
  return expected === 'refused' ? got === 'unauthorized' || got === 'forbidden' : got === expected
}
