import type { Catalog } from '../../core/catalog/model.js'
import { USER_SETTINGS } from '../../core/catalog/read-roles.js'
import { csvCell } from '../../core/csv-line.js'
import { fail } from '../../core/errors.js'
import { isPrintable } from '../../core/unsafe-text.js'
import { rawCharacters } from '../findings.js'
import { csvForm } from './csv-form.js'
import { ndjsonForm } from './ndjson-form.js'
import { refuseUnreadable } from './readable-size.js'
import { isFinding, type LineForm, type Said } from './record.js'
import { scalarOf } from './scalar.js'
import { jsonText, yamlFlow, yamlWord } from './spell.js'
import type { Form } from './write-form.js'

type Entries = () => Iterable<Said>

/** A users file's text in another form, part by part, and whether it lacks the `x-` keys of the entries. */
export interface Written {
  readonly text: Iterable<string>
  readonly lacksKeys: boolean
}

/**
 * Writes entries in a form; each part of the text is made when needed.
 * @param entries valid ones, iterated over several times.
 * @param shown whether it will be printed: CSV has no escapes, so a name that must not reach a terminal is then
 * refused.
 * @throws ScopectlError `users-inexpressible`, `conversion-too-big`, before any of the text is written.
 */
export function writeEntries(to: Form, entries: Entries, catalog: Catalog, shown = false): Written {
  if (to === 'yaml' || to === 'json') {
    const document = to === 'yaml' ? yaml : json
    refuseUnreadable(to, document(entries))
    return { text: { [Symbol.iterator]: () => document(entries) }, lacksKeys: false }
  }
  const columns = to === 'csv' ? columnsOf(entries) : []
  const lineOf = to === 'csv' ? csvLine(columns) : ndjsonLine
  const head = columns.map(csvCell).join(',')
  const form = to === 'csv' ? csvForm(head, catalog) : ndjsonForm
  if (Array.isArray(form)) throw new Error('a header of our own does not read')
  const unseen = shown ? columns.find((column) => !isPrintable(column)) : undefined
  if (unseen !== undefined) fail('users-inexpressible', { name: unseen, kind: 'attribute', to })
  let lacksKeys = false
  for (const said of entries()) {
    lacksKeys ||= to === 'csv' && Object.keys(said.form).some(isOwn)
    const { kind, name } = said
    const line = lineOf(said)
    if (!isReadAs(line, said, form) || (shown && !isPrintable(line)))
      fail('users-inexpressible', { name, kind, to })
  }
  function* lines(): Generator<string> {
    if (to === 'csv') yield `${head}\n`
    for (const said of entries()) yield `${lineOf(said)}\n`
  }
  return { text: { [Symbol.iterator]: lines }, lacksKeys }
}

const isOwn = (key: string): boolean => key.startsWith('x-')

/** Checks what was written by reading it back. */
function isReadAs(line: string, said: Said, form: LineForm): boolean {
  if (/[\r\n]/.test(line) || rawCharacters(line).length > 0) return false
  const read = form.read(line)
  if (!read || isFinding(read)) return false
  return read.kind === said.kind && read.name === said.name && meaning(read) === meaning(said)
}

/** Equal for entries that mean the same: the order of keys, empty lists and `x-` keys do not matter. */
function meaning({ form }: Said): string {
  const keys = Object.entries(form).filter(
    ([key, value]) => !isOwn(key) && !(Array.isArray(value) && value.length === 0),
  )
  return JSON.stringify(keys.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const ndjsonLine = ({ kind, name, form }: Said): string => jsonText({ [kind]: name, ...form })

const SETTINGS = ['user', 'client', ...USER_SETTINGS, 'secret']

/** The columns in use: names, then settings, then attributes in order of appearance. */
function columnsOf(entries: Entries): string[] {
  const used = new Set<string>(['user'])
  for (const { kind, form } of entries()) {
    used.add(kind)
    for (const key of Object.keys(form)) if (!isOwn(key)) used.add(key)
  }
  const attributes = [...used].filter((key) => !SETTINGS.includes(key))
  return [...SETTINGS.filter((key) => used.has(key)), ...attributes]
}

const csvLine =
  (columns: readonly string[]) =>
  ({ kind, name, form }: Said): string =>
    columns
      .map((column) => {
        if (column === kind) return csvCell(name)
        const value = Object.hasOwn(form, column) ? form[column] : undefined
        return value === undefined ? '' : csvCell(cellText(column, value))
      })
      .join(',')

function cellText(column: string, value: unknown): string {
  if (column === 'password' || column === 'secret') return String(value)
  if (Array.isArray(value)) {
    const isPlain = value.every(
      (each) => /^[^\s[][^\s]*$/.test(String(each)) && isPrintable(String(each)),
    )
    return isPlain ? value.join(' ') : jsonText(value)
  }
  if (typeof value !== 'string') return jsonText(value)
  const isPlain =
    value !== '' && !value.startsWith('"') && scalarOf(value) === value && isPrintable(value)
  return isPlain ? value : jsonText(value)
}

function* yaml(entries: Entries): Generator<string> {
  for (const kind of ['user', 'client'] as const) {
    let head = `${kind}s:\n`
    for (const said of entries()) {
      if (said.kind !== kind) continue
      yield `${head}  ${yamlWord(said.name)}: ${yamlFlow(said.form)}\n`
      head = ''
    }
  }
}

function* json(entries: Entries): Generator<string> {
  let before = '{\n'
  for (const kind of ['user', 'client'] as const) {
    let head = `${before}  "${kind}s": {\n`
    for (const said of entries()) {
      if (said.kind !== kind) continue
      yield `${head}    ${jsonText(said.name)}: ${jsonText(said.form)}`
      head = ',\n'
    }
    if (head !== ',\n') continue
    yield '\n  }'
    before = ',\n'
  }
  yield before === '{\n' ? '{}\n' : '\n}\n'
}
