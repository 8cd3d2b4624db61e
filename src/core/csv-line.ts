/** One cell of a line of CSV, as a person meant it, and where it stands in the line (with its quotes). */
export interface LineCell {
  readonly text: string
  readonly start: number
  readonly length: number
}

/** What a spreadsheet would take for a formula; whoever writes CSV here puts a quote before it, and before that quote. */
const NEUTRALISED = /^'(?=[=+\-@\t\r'])/

/** A cell in quotes or without, up to the comma or the end; anything else has quotes that do not pair. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y

/**
 * The cells of one line of CSV (RFC 4180); `bad` is where a quote begins that does not pair. A line is a row: no cell of
 * ours has a line end in it, so a quote that is not closed is an error and does not swallow the rest of the file.
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
/** `::` could begin a command of a CI runner, did it begin a line. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^::/

/** A cell as a line of CSV has it, which no spreadsheet evaluates: `'` stands before what it might. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
