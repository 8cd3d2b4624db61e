import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import type { Column } from './columns.js'
import { type Row, scopeRow } from './rows.js'

/**
 * A note if rows of scopes depend on how the server compares scopes, and the catalog does not say how. Other rows are
 * issued tokens, which carry what their scopes imply.
 */
export function viewNotes(
  catalog: Catalog,
  rows: Iterable<Row>,
  fill: (row: Row) => Column,
  numbers: readonly number[],
): Problem[] {
  const { enforceWritten, profile } = catalog.token
  if (enforceWritten) return []
  const scopes: string[] = []
  for (const row of rows) {
    if (row.kind !== 'scope') return []
    const { cells } = fill(row)
    const implied = fill(scopeRow(catalog, row.name, 'implied')).cells
    if (numbers.some((number) => cells[number] !== implied[number])) scopes.push(row.name)
  }
  return scopes.length === 0 ? [] : [problem('rows-literal', { scopes, profile })]
}
