import { type Location, problem } from '../problem.js'
import type { Source } from '../source.js'
import type { Assertion, Expected, Status } from './model.js'
import type { NamedSubjects, SubjectRef } from './read-subjects.js'
import type { SuiteReader } from './reader.js'
import type { SuiteFile } from './schema.js'

/** What the cells of a table may be. */
export const CELLS: ReadonlyMap<string, Expected> = new Map<string, Expected>([
  ['200', new Set<Status>([200])],
  ['401', new Set<Status>([401])],
  ['403', new Set<Status>([403])],
  ['?', 'undecided'],
])

/** A column without a subject was already reported as a problem; its cells are skipped. */
export interface TableColumn {
  readonly title: string
  readonly ref: SubjectRef | undefined
}

export interface TableRow {
  readonly route: string
  readonly at: Location | undefined
  readonly cells: readonly { readonly text: string; readonly at: Location | undefined }[]
}

/**
 * One assertion per cell. A row whose number of cells differs from the number of columns is not used: which cell is
 * missing would be a guess.
 */
function readRow(
  { route: text, at, cells }: TableRow,
  columns: readonly TableColumn[],
  reader: SuiteReader,
): Assertion[] {
  if (cells.length !== columns.length) {
    reader.report(problem('table-width', { cells: cells.length, columns: columns.length }, at))
    return []
  }
  const asks = cells.some((cell) => cell.text !== '?')
  const route = reader.route(text, at, !asks)
  return cells.flatMap((cell, i) => {
    const { title = '', ref: column } = columns[i] ?? {}
    const expected = CELLS.get(cell.text)
    if (!expected) {
      const facts = { cell: cell.text, column: title }
      reader.report(problem('table-cell', facts, cell.at))
    }
    if (!expected || !column || !route) return []
    const name = `${column.name} ${route.name}`
    const { subject } = column
    const named = { subject, subjectName: column.name }
    return {
      name,
      testName: name,
      ...named,
      route,
      expected,
      kind: 'table',
      at: cell.at,
      skip: undefined,
    }
  })
}

/** The `table:` of a suite file. */
export function readTable(
  { table }: SuiteFile,
  source: Source,
  subjects: NamedSubjects,
  reader: SuiteReader,
): Assertion[] {
  if (!table) return []
  const seen = new Set<string>()
  const columns = table.columns.map((title, i) => {
    const path = ['table', 'columns', i]
    if (seen.has(title)) {
      reader.report(problem('same-column', { column: title }, source.locate(path)))
      return { title, ref: undefined }
    }
    seen.add(title)
    return { title, ref: subjects.named(title, path) }
  })
  return Object.entries(table.rows).flatMap(([route, row]) => {
    const path = ['table', 'rows', route]
    const cells = splitCells(String(row), source.locate(path))
    return readRow({ route, at: source.locate(path, 'key'), cells }, columns, reader)
  })
}

/** Cells are separated by spaces; each has its own location if the text is on one line as written. */
function splitCells(text: string, at: Location | undefined): TableRow['cells'] {
  const words = [...text.matchAll(/\S+/g)]
  if (!at) return words.map(([word]) => ({ text: word, at }))
  const { file, line, text: shown } = at
  const start = shown.indexOf(text, at.column - 1)
  return words.map(({ 0: word, index }) => {
    const column = start + index + 1
    return {
      text: word,
      at: start < 0 ? at : { file, line, column, length: word.length, text: shown },
    }
  })
}
