/** One cell of a line of CSV, unquoted and trimmed, and where it is in the line (with its quotes). */
export interface LineCell {
  readonly text: string
  readonly start: number
  readonly length: number
}

/** What a spreadsheet would take for a formula; our CSV writers put a quote before it, and also before that quote. */
const NEUTRALISED = /^'(?=[=+\-@\t\r'])/

/** A cell with or without quotes, up to the comma or the end; anything else has unbalanced quotes. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y

/**
 * The cells of one line of CSV (RFC 4180); `bad` is the position of an unbalanced quote. A line is a row: our cells
 * never contain line ends, so an unclosed quote is an error and does not swallow the rest of the file.
 */
export function cellsOfLine(line: string): { cells: LineCell[]; bad: number | undefined } {
  const cells: LineCell[] = []
  for (let start = 0; ; ) {
    CELL.lastIndex = start
    const found = CELL.exec(line)
    if (!found) return { cells, bad: start }
    const [whole, quoted, plain = '', end] = found
    const text = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
    const length = whole.length - (end === ',' ? 1 : 0)
    cells.push({ text: text.replace(NEUTRALISED, ''), start, length })
    start += whole.length
    if (end !== ',') return { cells, bad: undefined }
  }
}

/** Where the first cell of a line ends; undefined where its quotes do not pair. */
export function endOfFirst(line: string): number | undefined {
  CELL.lastIndex = 0
  const found = CELL.exec(line)
  return found ? found[0].length - (found[3] === ',' ? 1 : 0) : undefined
}

const FORMULA = /^[=+\-@\t\r']/
/** `::` at the start of a line could be a command to a CI runner. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^::/

/** A cell of a CSV line that no spreadsheet evaluates: `'` is put before anything that it might. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
