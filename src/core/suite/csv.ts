import { cellsOfLine } from '../csv-line.js'
import { type Location, type Problem, problem } from '../problem.js'

/** One cell of a CSV text, unquoted and trimmed. */
export interface CsvCell {
  readonly text: string
  readonly at: Location
}

/**
 * The cells of a CSV text (RFC 4180), line by line, empty lines left out; see cellsOfLine.
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
    const { cells, bad } = cellsOfLine(line)
    if (bad !== undefined) report(problem('csv-quote', {}, at(bad, line.length - bad)))
    rows.push(cells.map(({ text: cell, start, length }) => ({ text: cell, at: at(start, length) })))
  }
  return rows
}
