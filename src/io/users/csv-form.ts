import type { Catalog } from '../../core/catalog/model.js'
import { USER_SETTINGS } from '../../core/catalog/read-roles.js'
import { cellsOfLine } from '../../core/csv-line.js'
import { nearest } from '../../core/nearest.js'
import { type Problem, problem } from '../../core/problem.js'
import { splitScopes } from '../../core/scope-token.js'
import { parseJson } from '../../core/token/strict-json.js'
import { DEPTH_LIMIT, type Finding } from '../findings.js'
import { isAmbiguousNumber } from '../yaml-scalar.js'
import { nameFault, saidOf } from './ndjson-form.js'
import type { LineForm } from './record.js'
import { scalarOf } from './scalar.js'

type Column = 'user' | 'client' | 'text' | 'list' | 'map' | 'scalar' | 'ignored'

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

/**
 * The form of the rows below a header. `user` and `client` name the entry, one of them in each row; `roles` and `scopes`
 * are separated by spaces (or a JSON list), `claims` is a JSON object, every other column is an attribute, read as YAML
 * would read it unquoted (a JSON string is a text as it is). An empty cell says nothing.
 */
export function csvForm(header: string, { attributes }: Catalog): LineForm | Finding[] {
  const { cells, bad } = cellsOfLine(header)
  const findings: Finding[] = []
  if (bad !== undefined) {
    findings.push({ start: bad, end: header.length, problem: problem('csv-quote', {}) })
  }
  const seen = new Set<string>()
  for (const { text, start, length } of cells) {
    const find = (found: Finding['problem']): void =>
      void findings.push({ start, end: start + length, problem: found })
    if (seen.has(text)) find(problem('csv-column-twice', { column: text }))
    seen.add(text)
    if (KINDS.has(text) || text.startsWith('x-') || attributes.has(text)) continue
    const near = nearest(text, [...KINDS.keys(), ...attributes, ...USER_SETTINGS])
    find(problem('csv-unknown-column', { column: text, near }))
  }
  if (!seen.has('user') && !seen.has('client')) {
    findings.push({ start: 0, end: header.length, problem: problem('csv-no-name-column', {}) })
  }
  if (findings.length > 0) return findings
  const names = cells.map(({ text }) => text)
  const columns = names.map(
    (name): Column => KINDS.get(name) ?? (name.startsWith('x-') ? 'ignored' : 'scalar'),
  )
  return rowForm(names, columns)
}

function rowForm(names: readonly string[], columns: readonly Column[]): LineForm {
  const hasSecrets = names.includes('password') || names.includes('secret')
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
      // Behind a quote that does not pair, nobody knows which cell is which.
      const { cells, bad = line.length } = cellsOfLine(line)
      const secrets = cells.filter((_cell, i) => names[i] === 'password' || names[i] === 'secret')
      const unknown = hasSecrets ? [{ start: bad, length: line.length - bad }] : []
      const hidden = [...secrets, ...unknown]
      return hidden.reduce(
        (text, { start, length }) =>
          text.slice(0, start) + '*'.repeat(length) + text.slice(start + length),
        line,
      )
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

type Read = { readonly value: unknown } | { readonly problem: Problem }

function cellValue(kind: Column, text: string, column: string): Read {
  switch (kind) {
    case 'list':
      return text.startsWith('[') ? json(text, 'list', column) : { value: splitScopes(text) }
    case 'map':
      return json(text, 'map', column)
    case 'scalar':
      return text.startsWith('"') ? json(text, 'text', column) : scalar(text)
    default:
      return { value: text }
  }
}

function scalar(text: string): Read {
  if (!isAmbiguousNumber(text)) return { value: scalarOf(text) }
  return { problem: problem('ambiguous-number', { text, quoted: `"""${text}"""` }) }
}

function json(text: string, due: 'list' | 'map' | 'text', column: string): Read {
  const parsed = parseJson(text, { maxDepth: DEPTH_LIMIT })
  const value = parsed.ok ? parsed.value : null
  const is = Array.isArray(value) ? 'list' : typeof value === 'object' ? 'map' : 'text'
  if (value !== null && is === due) return { value }
  return { problem: problem('csv-cell-not-json', { column, due }) }
}
