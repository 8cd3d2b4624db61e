import type { Parsed } from '../catalog/parse.js'
import { cellsOfLine, endOfFirst } from '../csv-line.js'
import { fail } from '../errors.js'
import { ACCESS } from '../matrix/long.js'
import { nearest } from '../nearest.js'
import { type Location, type Problem, problem } from '../problem.js'
import type { Subject } from '../subject/model.js'
import type { ListedSuite } from './model.js'
import type { SubjectRef } from './read-subjects.js'
import { SuiteReader } from './reader.js'
import type { Names } from './resolve-subject.js'
import { CODES, plainCells, TableCells, type TableLine, type TableRow } from './table-cells.js'

/** How many problems are listed; the others are counted. */
const MOST_PROBLEMS = 100

/** A table that is here as a text. See readTableLines. */
export const parseTable = (file: string, text: string, names: Names): Parsed<ListedSuite> =>
  readTableLines(
    file,
    text.split(/\r?\n/).map((line, i) => ({ text: line, number: i + 1, again: () => line })),
    names,
  )

/**
 * Reads a table of expectations as `matrix --format csv` writes it: `route` and the columns' names in the first line,
 * then a line for each route, 200, 401, 403 or ? in each cell. A column is a role, `everyone` or `anonymous`; others have
 * their kind before them: `user:bob`, `client:ci-bot`, `scope:read` (and `role:NAME`, if a role has a name like that).
 * A line is a row, and none of them is kept.
 */
export function readTableLines(
  file: string,
  lines: Iterable<TableLine>,
  names: Names,
): Parsed<ListedSuite> {
  const reader = new SuiteReader(names.catalog)
  const refused = (problems: readonly Problem[]): Parsed<ListedSuite> => ({
    ok: false,
    problems: limited(file, problems),
    partial: undefined,
  })
  let columns: Column[] | undefined
  const rows: TableRow[] = []
  const seen = new Set<string>()
  let titles = 0
  let hasRows = false
  let header: Location | undefined
  for (const line of lines) {
    if (line.text.trim() === '') continue
    if (columns) {
      hasRows = true
      const row = readRow(file, line, columns, seen, reader)
      if (row) rows.push(row)
      continue
    }
    const cells = cellsOf(file, line, reader)
    const [first, ...others] = cells
    if (isLongForm(cells)) return refused([problem('csv-long', {}, cells[0]?.at)])
    if (first?.text !== 'route') {
      // It may be any file, such as one of users: what is in it is not repeated.
      const at = first && { ...first.at, text: first.at.text.replace(/[^,\s]/g, '*') }
      return refused([problem('csv-header', {}, at)])
    }
    header = first.at
    titles = others.length
    columns = readColumns(others, names, reader)
  }
  if (!hasRows) return refused([problem('suite-empty', { file }), ...reader.sorted()])
  if (titles === 0) reader.report(problem('suite-empty', { file }, header))
  if (reader.problems.length > 0) return refused(reader.sorted())
  const { notes } = reader
  const { users } = names
  const known = (columns ?? []).flatMap(({ ref }) => ref ?? [])
  const assertions = new TableCells(file, known, rows)
  const value = {
    file,
    now: undefined,
    catalogFile: undefined,
    users,
    assertions,
    always: [],
    notes,
  }
  return { ok: true, value, notes }
}

/** Whether it is a list of `matrix --long`, `can` or `who-can`, which is not a table. */
const isLongForm = (cells: readonly CsvCell[]): boolean =>
  cells.map(({ text }) => text).join() === ACCESS.join()

interface Column {
  readonly title: string
  /** Undefined: a problem that was reported. */
  readonly ref: SubjectRef | undefined
}

function limited(file: string, problems: readonly Problem[]): readonly Problem[] {
  const more = problems.length - MOST_PROBLEMS
  if (more <= 0) return problems
  return [...problems.slice(0, MOST_PROBLEMS), problem('too-many-problems', { file, more })]
}

interface CsvCell {
  readonly text: string
  readonly at: Location
}

/** The cells of a line (RFC 4180), each with its place. */
function cellsOf(file: string, { text, number }: TableLine, reader: SuiteReader): CsvCell[] {
  const at = (column: number, length: number): Location => {
    return { file, line: number, column: column + 1, length: Math.max(1, length), text }
  }
  const { cells, bad } = cellsOfLine(text)
  if (bad !== undefined) reader.report(problem('csv-quote', {}, at(bad, text.length - bad)))
  return cells.map((cell) => ({ text: cell.text, at: at(cell.start, cell.length) }))
}

/** A row with a problem asserts nothing, and then neither does the table. */
function readRow(
  file: string,
  line: TableLine,
  columns: readonly Column[],
  seen: Set<string>,
  reader: SuiteReader,
): TableRow | undefined {
  const end = endOfFirst(line.text)
  const plain = end === undefined ? undefined : plainCells(line.text, end, columns.length)
  const [first, ...others] = cellsOf(
    file,
    plain ? { ...line, text: line.text.slice(0, end) } : line,
    reader,
  )
  if (!first) return undefined
  const { text: name } = first
  const at = { ...first.at, text: line.text }
  if (seen.has(name)) reader.report(problem('same-row', { route: name }, at))
  seen.add(name)
  if (!plain && others.length !== columns.length) {
    const facts = { cells: others.length, columns: columns.length }
    reader.report(problem('table-width', facts, at))
    return undefined
  }
  const asks = plain
    ? plain.some((code) => code !== UNDECIDED)
    : others.some(({ text }) => text !== '?')
  const route = reader.route(name, at, !asks)
  const cells = plain ?? Uint8Array.from(others, (cell, i) => codeOf(cell, columns[i], reader))
  return route && { route, line: { number: line.number, again: line.again }, cells }
}

const UNDECIDED = CODES.get('?')

function codeOf({ text, at }: CsvCell, column: Column | undefined, reader: SuiteReader): number {
  const code = CODES.get(text)
  if (code !== undefined) return code
  reader.report(problem('table-cell', { cell: text, column: column?.title ?? '' }, at))
  return 0
}

function readColumns(titles: readonly CsvCell[], names: Names, reader: SuiteReader): Column[] {
  const seen = new Set<string>()
  return titles.map(({ text: title, at }) => {
    if (seen.has(title)) {
      reader.report(problem('same-column', { column: title }, at))
      return { title, ref: undefined }
    }
    seen.add(title)
    const found = reader.attempt(at, () => columnOf(title, names))
    if (!found) return { title, ref: undefined }
    const subject = { kind: 'named' as const, subject: found, scope: undefined, flaw: undefined }
    return { title, ref: { name: title, subject } }
  })
}

function columnOf(column: string, { catalog, users }: Names): Subject {
  const [, kind = 'role', name = column] = /^(role|user|client|scope):(.*)$/.exec(column) ?? []
  const unknown = (known: Iterable<string>): never => {
    const suggestion = nearest(name, known)
    const whole = suggestion === undefined || kind === 'role' ? suggestion : `${kind}:${suggestion}`
    return fail('csv-column', { column, kind: kind as 'role', suggestion: whole })
  }
  switch (kind) {
    case 'user': {
      const user = users.users.get(name) ?? unknown(users.users.keys())
      return { kind, user }
    }
    case 'client': {
      const client = users.clients.get(name) ?? unknown(users.clients.keys())
      return { kind, client }
    }
    case 'scope':
      return {
        kind: 'scopes',
        scopes: [catalog.scopes.has(name) ? name : unknown(catalog.scopes.keys())],
      }
    default:
      if (column === 'anonymous') return { kind: 'anonymous' }
      if (column === 'everyone') return { kind: 'role', roles: [] }
      return {
        kind: 'role',
        roles: [catalog.roles.has(name) ? name : unknown(catalog.roles.keys())],
      }
  }
}
