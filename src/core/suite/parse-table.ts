import type { Parsed } from '../catalog/parse.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import { problem } from '../problem.js'
import type { Subject } from '../subject/model.js'
import { type CsvCell, readCsv } from './csv.js'
import type { Suite } from './model.js'
import { readRow, type TableColumn } from './read-table.js'
import { SuiteReader } from './reader.js'
import type { Names } from './resolve-subject.js'

/**
 * Reads a table of expectations as `matrix --format csv` writes it: `route` and the columns' names in the first line,
 * then one line per route, with 200, 401, 403 or ? in each cell. A column is a role, `everyone` or `anonymous`; others
 * are prefixed with their kind: `user:bob`, `client:ci-bot`, `scope:read` (and `role:NAME`, if a role has such a name).
 */
export function parseTable(file: string, text: string, names: Names): Parsed<Suite> {
  const reader = new SuiteReader(names.catalog)
  const [header, ...rows] = readCsv(file, text, (found) => reader.report(found))
  if (!header || rows.length === 0) {
    return {
      ok: false,
      problems: [problem('suite-empty', { file }), ...reader.sorted()],
      partial: undefined,
    }
  }
  const [first, ...titles] = header
  if (first?.text !== 'route') {
    // It may be any file, such as a users file, so its contents are not shown.
    const at = first && { ...first.at, text: first.at.text.replace(/[^,\s]/g, '*') }
    return { ok: false, problems: [problem('csv-header', {}, at)], partial: undefined }
  }
  const columns = readColumns(titles, names, reader)
  const seen = new Set<string>()
  const assertions = rows.flatMap(([route, ...cells]) => {
    if (!route) return []
    if (seen.has(route.text)) reader.report(problem('same-row', { route: route.text }, route.at))
    seen.add(route.text)
    return readRow({ route: route.text, at: route.at, cells }, columns, reader)
  })
  if (titles.length === 0) reader.report(problem('suite-empty', { file }, first?.at))
  if (reader.problems.length > 0)
    return { ok: false, problems: reader.sorted(), partial: undefined }
  const { notes } = reader
  const { users } = names
  const value = { file, now: undefined, catalogFile: undefined, users, assertions, notes }
  return { ok: true, value, notes }
}

function readColumns(titles: readonly CsvCell[], names: Names, reader: SuiteReader): TableColumn[] {
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
