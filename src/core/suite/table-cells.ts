import type { Route } from '../catalog/model.js'
import { cellsOfLine } from '../csv-line.js'
import type { Location } from '../problem.js'
import type { Assertion, Listing } from './model.js'
import type { SubjectRef } from './read-subjects.js'
import { CELLS } from './read-table.js'

/** A line of a table, without its end. */
export interface TableLine {
  readonly text: string
  /** From 1 on. */
  readonly number: number
  /** Reads the text again, for callers that do not keep it. */
  again(): string
}

/** What a cell expects, by its number in `cells`. */
const EXPECTED = [...CELLS.values()]
export const CODES: ReadonlyMap<string, number> = new Map(
  [...CELLS.keys()].map((text, i) => [text, i]),
)

export interface TableRow {
  readonly route: Route
  readonly line: Pick<TableLine, 'number' | 'again'>
  /** An index into CODES for each column. */
  readonly cells: Uint8Array
}

/** The assertions of a table: one byte each, turned into an assertion during iteration. */
export class TableCells implements Listing<Assertion> {
  readonly file: string
  readonly columns: readonly SubjectRef[]
  readonly rows: readonly TableRow[]
  #last: { row: TableRow; text: string; cells: ReturnType<typeof cellsOfLine>['cells'] } | undefined

  constructor(file: string, columns: readonly SubjectRef[], rows: readonly TableRow[]) {
    this.file = file
    this.columns = columns
    this.rows = rows
  }

  get length(): number {
    return this.columns.length * this.rows.length
  }

  *[Symbol.iterator](): Generator<Assertion> {
    for (const row of this.rows) {
      for (const [i, column] of this.columns.entries()) yield new Cell(this, row, i, column)
    }
  }

  /** The location of a cell. Its line is read again, once for consecutive cells of a row. */
  placeOf(row: TableRow, column: number): Location {
    if (this.#last?.row !== row) {
      const again = row.line.again()
      this.#last = { row, text: again, cells: cellsOfLine(again).cells }
    }
    const { text, cells } = this.#last
    const { start = 0, length = 1 } = cells[column + 1] ?? {}
    const { number: line } = row.line
    return { file: this.file, line, column: start + 1, length: Math.max(1, length), text }
  }
}

class Cell implements Assertion {
  readonly subject: Assertion['subject']
  readonly subjectName: string
  readonly route: Route
  readonly expected: Assertion['expected']
  readonly kind = 'table'
  readonly skip = undefined
  readonly #table: TableCells
  readonly #row: TableRow
  readonly #column: number

  constructor(table: TableCells, row: TableRow, index: number, column: SubjectRef) {
    this.subject = column.subject
    this.subjectName = column.name
    this.route = row.route
    this.expected = EXPECTED[row.cells[index] ?? 0] ?? 'undecided'
    this.#table = table
    this.#row = row
    this.#column = index
  }

  get name(): string {
    return `${this.subjectName} ${this.route.name}`
  }

  get testName(): string {
    return this.name
  }

  get at(): Location {
    return this.#table.placeOf(this.#row, this.#column)
  }
}

const COMMA = 0x2c

/**
 * The cells of a line as `matrix --format csv` writes them, from `start` on; undefined where one is anything else, or
 * there are more or fewer of them. Millions are read, so no strings are created.
 */
export function plainCells(line: string, start: number, count: number): Uint8Array | undefined {
  const cells = new Uint8Array(count)
  let at = start
  for (let i = 0; i < count; i++) {
    if (line.charCodeAt(at) !== COMMA) return undefined
    const code = PLAIN.find(({ text }) => line.startsWith(text, at + 1))
    if (!code) return undefined
    cells[i] = code.code
    at += 1 + code.text.length
  }
  return at === line.length ? cells : undefined
}

const PLAIN = [...CODES].map(([text, code]) => ({ text, code }))
