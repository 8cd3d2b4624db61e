import { cellsOfLine } from '../csv-line.js'
import type { CallFault } from '../problems/replay.js'
import type { JsonObject } from '../token/model.js'

/** The names in the first line of a CSV file; undefined if they cannot be told apart. One is not enough for a call. */
export function csvHeader(line: string): readonly string[] | undefined {
  const { cells, bad } = cellsOfLine(line)
  const names = cells.map(({ text }) => text)
  const isClear = bad === undefined && !names.includes('') && isSet(names) && names.length > 1
  return isClear ? names : undefined
}

const isSet = (names: readonly string[]): boolean => new Set(names).size === names.length

/** A line of CSV (RFC 4180) by the names of its columns. */
export function csvFields(
  line: string,
  header: readonly string[],
): { readonly fields: JsonObject } | { readonly fault: CallFault } {
  const { cells, bad } = cellsOfLine(line)
  if (bad !== undefined) return { fault: { is: 'quotes', offset: bad } }
  if (cells.length !== header.length)
    return { fault: { is: 'cells', found: cells.length, expected: header.length } }
  return { fields: Object.fromEntries(cells.map(({ text }, i) => [header[i] ?? '', text])) }
}
