import type { Catalog } from '../../core/catalog/model.js'
import { USER_SETTINGS } from '../../core/catalog/read-roles.js'
import { cellsOfLine, type LineCell } from '../../core/csv-line.js'
import { meantName } from '../../core/other-names.js'
import { problem } from '../../core/problem.js'
import { covered, redact } from '../../core/secrets/redact.js'
import { readPasswordHash } from '../../core/users/password-hash.js'
import type { Finding } from '../findings.js'
import { type Column, cellValue, isSecretCell } from './csv-cell.js'
import { nameFault, saidOf } from './ndjson-form.js'
import type { LineForm } from './record.js'

const KINDS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['user', 'user'],
  ['client', 'client'],
  ['roles', 'list'],
  ['scopes', 'list'],
  ['claims', 'map'],
  ['disabled', 'scalar'],
  ['password', 'text'],
  ['secret', 'text'],
])

/** No value in a row is likely to be one of these: a line that has one is a header, even if a wrong one. */
const EVIDENT = ['roles', 'scopes', 'claims', 'disabled', 'password', 'secret']

/**
 * The form of the rows below a header. `user` and `client` name the entry, one of them in each row; `roles` and
 * `scopes` are separated by spaces (or a JSON list), `claims` is a JSON object, every other column is an attribute,
 * read as YAML would read it unquoted (a JSON string is always text). An empty cell sets nothing.
 */
export function csvForm(header: string, { attributes }: Catalog): LineForm | Finding[] {
  const { cells, bad } = cellsOfLine(header)
  const findings: Finding[] = []
  if (bad !== undefined) {
    findings.push({ start: bad, end: header.length, problem: problem('csv-quote', {}) })
  }
  const isKnown = (text: string): boolean =>
    KINDS.has(text) || text.startsWith('x-') || attributes.has(text)
  const columns = [...KINDS.keys(), ...attributes]
  const nearTo = (text: string): string | undefined =>
    meantName(text, [...columns, ...USER_SETTINGS])
  const names = cells.map(({ text }) => text)
  const seen = new Set<string>()
  for (const { text, start, length } of cells) {
    const find = (found: Finding['problem']): void =>
      void findings.push({ start, end: start + length, problem: found })
    if (seen.has(text)) find(problem('csv-column-twice', { column: text }))
    seen.add(text)
    if (!isKnown(text)) {
      find(problem('csv-unknown-column', { column: text, suggestion: nearTo(text), columns }))
    }
  }
  if (!seen.has('user') && !seen.has('client')) {
    findings.push({ start: 0, end: header.length, problem: problem('csv-no-name-column', {}) })
  }
  if (findings.length === 0) {
    const columns = names.map(
      (name): Column => KINDS.get(name) ?? (name.startsWith('x-') ? 'ignored' : 'scalar'),
    )
    return rowForm(names, columns)
  }
  const alike = names.filter((name) => isKnown(name) || nearTo(name) !== undefined)
  const isHeader = names.some((name) => EVIDENT.includes(name)) || alike.length >= 2
  if (isHeader) return findings
  // It may be a row: its cells are not column names then, and one of them may be a password.
  const first = Math.max(
    0,
    names.findIndex((name) => !isKnown(name)),
  )
  const { start = 0, length = header.length } = cells[first] ?? {}
  const found = problem('csv-no-header', { column: first + 1 })
  return [{ start, end: start + length, problem: found }]
}

/** A row whose columns are unknown: no cell is shown. */
export const coveredRow = (line: string): string => line.replace(/[^,\s]/g, '*')

function rowForm(names: readonly string[], columns: readonly Column[]): LineForm {
  const hasSecrets = names.some((name) => isSecretCell(name, ''))
  const hashed = names.flatMap((name, i) => (name === 'password' || name === 'secret' ? [i] : []))
  /** A plain-text password, or the value of another column: the header may be wrong. */
  const clearSecret = (cells: readonly LineCell[]): LineCell | undefined =>
    hashed
      .flatMap((i) => cells[i] ?? [])
      .find(({ text }) => text !== '' && typeof readPasswordHash(text) === 'string')
  return {
    read(line) {
      if (line.trim() === '') return undefined
      const { cells, bad } = cellsOfLine(line)
      const whole = (found: Finding['problem'], start = 0): Finding => ({
        start,
        end: line.length,
        problem: found,
      })
      if (bad !== undefined) return whole(problem('csv-quote', {}), bad)
      if (cells.length !== names.length) {
        return whole(problem('csv-width', { cells: cells.length, columns: names.length }))
      }
      const clear = clearSecret(cells)
      if (clear) {
        const { start, length } = clear
        return { start, end: start + length, problem: problem('csv-not-hashed', {}) }
      }
      const form: Record<string, unknown> = {}
      let [user, client] = ['', '']
      for (let i = 0; i < cells.length; i++) {
        const { text = '', start = 0, length = 0 } = cells[i] ?? {}
        const column = columns[i] ?? 'ignored'
        if (text === '' || column === 'ignored') continue
        if (column === 'user') user = text
        else if (column === 'client') client = text
        else {
          const read = cellValue(column, text, names[i] ?? '')
          if ('problem' in read) return { start, end: start + length, problem: read.problem }
          form[names[i] ?? ''] = read.value
        }
      }
      const both = user !== '' && client !== ''
      if (both || (user === '' && client === '')) return whole(problem('record-unnamed', { both }))
      const kind = user === '' ? 'client' : 'user'
      const name = user === '' ? client : user
      return saidOf(kind, name, form) ?? whole(nameFault(kind, name))
    },
    masked(line) {
      const { cells, bad } = cellsOfLine(line)
      const isShifted = bad === undefined ? cells.length !== names.length : hasSecrets
      if (isShifted || clearSecret(cells)) return coveredRow(line)
      const secrets = cells.filter(({ text }, i) => isSecretCell(names[i] ?? '', text))
      const spans = secrets.map(({ start, length }) => [start, start + length] as const)
      return redact(covered(line, spans))
    },
    spots(line) {
      const { cells } = cellsOfLine(line)
      const spotOf = (is: (name: string, text: string) => boolean) => {
        const cell = cells.find(({ text }, i) => is(names[i] ?? '', text))
        return cell && ([cell.start, cell.start + cell.length] as const)
      }
      const isName = (name: string, text: string): boolean =>
        (name === 'user' || name === 'client') && text !== ''
      return ([key]) => spotOf(key === undefined ? isName : (name) => name === key)
    },
  }
}
