import { type Location, type Problem, problem } from '../problem.js'

/** One cell of a CSV text, as a person meant it. */
export interface CsvCell {
  readonly text: string
  readonly at: Location
}

/** What a spreadsheet would take for a formula; `matrix --format csv` puts a quote before it, and before that quote. */
const NEUTRALISED = /^'(?=[=+\-@\t\r'])/

/**
 * The cells of a CSV text (RFC 4180), line by line, empty lines left out. A line is a row: no cell of ours has a line
 * end in it, so a quote that is not closed on its line is an error and does not swallow the rest of the file.
 */
export function readCsv(
  file: string,
  text: string,
  report: (found: Problem) => void,
): readonly (readonly CsvCell[])[] {
  const rows: CsvCell[][] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const at = (column: number, length: number): Location => ({
      file,
      line: i + 1,
      column: column + 1,
      length: Math.max(1, length),
      text: line,
    })
    rows.push(readLine(line, at, report))
  }
  return rows
}

/** A cell in quotes or without, up to the comma or the end; anything else has quotes that do not pair. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y

function readLine(
  line: string,
  at: (column: number, length: number) => Location,
  report: (found: Problem) => void,
): CsvCell[] {
  const cells: CsvCell[] = []
  for (let start = 0; ; ) {
    CELL.lastIndex = start
    const found = CELL.exec(line)
    if (!found) {
      report(problem('csv-quote', {}, at(start, line.length - start)))
      return cells
    }
    const [whole, quoted, plain = '', end] = found
    const text = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
    const length = whole.length - (end === ',' ? 1 : 0)
    cells.push({ text: text.replace(NEUTRALISED, ''), at: at(start, length) })
    start += whole.length
    if (end !== ',') return cells
  }
}
