import type { Catalog } from '../../core/catalog/model.js'
import { conflictMarker } from '../../core/conflict-marker.js'
import { fail, ScopectlError } from '../../core/errors.js'
import { type Location, type Problem, problem } from '../../core/problem.js'
import type { EntryForm } from '../../core/users/plain-entry.js'
import { type Finding, rawCharacters } from '../findings.js'
import { type Block, type Bytes, blocksOf, lineAt, lineBytes, withoutCr } from './byte-lines.js'
import { coveredRow, csvForm } from './csv-form.js'
import { brokenRows, conflictLine, linesWith, strayLineEnd } from './find-lines.js'
import { ndjsonForm } from './ndjson-form.js'
import { isFinding, type LineForm, locationIn, type Said } from './record.js'
import type { RecordFormat } from './record-format.js'

/** A line with its location, as far as known. */
export interface Line {
  readonly text: string
  readonly offset: number
  /** Undefined if lines are not counted while reading. */
  readonly number: number | undefined
}

/** The entry of a line, or what is wrong with it. */
export type Entry =
  | { readonly said: Said; readonly line: Line }
  | { readonly said: undefined; readonly line: Line; readonly found: Problem }

const LF = 0x0a
const BACKSLASH = 0x5c
const MARK = [0xef, 0xbb, 0xbf]

/** A users file with one line per entry. Nothing of it is kept in memory; each pass reads it again. */
export class RecordFile {
  readonly file: string
  readonly #bytes: Bytes
  readonly #format: RecordFormat
  readonly #catalog: Catalog
  #form: LineForm | undefined
  /** Where the entries begin: after a byte order mark, and the header of CSV. */
  #start = 0
  #startLine = 1

  constructor(file: string, bytes: Bytes, format: RecordFormat, catalog: Catalog) {
    this.file = file
    this.#bytes = bytes
    this.#format = format
    this.#catalog = catalog
  }

  /** Every entry in file order. @throws ScopectlError if the lines cannot be read, or the file is empty. */
  *entries(): Generator<Entry> {
    const form = this.#open()
    let number = this.#startLine
    let none = true
    for (const { bytes, offset } of this.#blocks()) {
      for (let at = Math.max(0, this.#start - offset); at < bytes.length; number++) {
        const found = bytes.indexOf(LF, at)
        const end = found === -1 ? bytes.length : found
        const entry = this.#entry(form, bytes.subarray(at, end), offset + at, number)
        at = end + 1
        if (!entry) continue
        none = false
        yield entry
      }
    }
    if (none && this.#format === 'ndjson') fail('file-empty', { file: this.file })
  }

  /**
   * Every entry that may have this name, in file order; other lines are only searched as bytes. A line that no reader
   * could read as one with this name is skipped, whatever is wrong with it; but an unclosed quote above such an entry
   * is yielded before it, since other readers may see the entry as part of that cell.
   */
  *entriesNamed(name: string): Generator<Entry> {
    const form = this.#open()
    const needles = this.#needles(name)
    let unclosed: Entry | undefined
    for (const { bytes, offset } of this.#blocks()) {
      const from = Math.max(0, this.#start - offset)
      const broken = new Set(this.#format === 'csv' ? brokenRows(bytes, from) : [])
      const named = new Set(linesWith(bytes, needles, from))
      for (const at of [...new Set([...broken, ...named])].sort((a, b) => a - b)) {
        const found = bytes.indexOf(LF, at)
        const end = found === -1 ? bytes.length : found
        const entry = this.#entry(form, bytes.subarray(at, end), offset + at, undefined)
        if (!named.has(at)) unclosed ??= entry
        else if (entry) {
          if (unclosed) yield unclosed
          unclosed = undefined
          yield entry
        }
      }
    }
  }

  /** @throws ScopectlError `merge-conflict`, `stray-line-end`, and as blocksOf */
  *#blocks(): Generator<Block> {
    for (const block of blocksOf(this.#bytes)) {
      const conflict = conflictLine(block.bytes)
      if (conflict !== undefined) this.#refuseConflict(block.offset + conflict)
      const stray = strayLineEnd(block.bytes)
      if (stray !== undefined) this.#refuseStray(block, stray)
      yield block
    }
  }

  #refuseConflict(offset: number): never {
    const line = this.lineFrom(offset, undefined)
    const found = problem('merge-conflict', { file: this.file })
    const length = conflictMarker(line.text)?.marker.length ?? 0
    throw new ScopectlError([this.#place({ start: 0, end: length, problem: found }, line)])
  }

  #refuseStray({ bytes, offset }: Block, stray: number): never {
    const mark = offset === 0 && MARK.every((byte, i) => bytes[i] === byte) ? MARK.length : 0
    const start = Math.max(mark, bytes.lastIndexOf(LF, stray) + 1)
    const found = bytes.indexOf(LF, stray)
    const end = found === -1 ? bytes.length : found
    const line = { text: bytes.toString('utf8', start, end), offset: offset + start }
    const before = bytes.toString('utf8', start, stray)
    const rest = rawCharacters(line.text.slice(before.length))[0]
    if (!rest) throw new Error('a stray line end is not a raw character')
    const finding = { ...rest, start: before.length, end: before.length + 1 }
    throw new ScopectlError([this.#place(finding, { ...line, number: undefined }, this.#form)])
  }

  /** Byte strings. Every line with this name, in any spelling, contains at least one of them. */
  #needles(name: string): (Buffer | number)[] {
    if (this.#format === 'csv') return [Buffer.from(name.replaceAll('"', '""'))]
    // A name that is written with an escape, or needs one, has a backslash in its line.
    return [Buffer.from(JSON.stringify(name)), BACKSLASH]
  }

  #entry(
    form: LineForm,
    raw: Buffer,
    offset: number,
    number: number | undefined,
  ): Entry | undefined {
    const bytes = withoutCr(raw)
    const line = { text: bytes.toString('utf8'), offset, number }
    const odd = oddIn(line.text, bytes)
    if (odd) return { said: undefined, line, found: this.#place(odd, line, form) }
    const read = form.read(line.text)
    if (!read) return undefined
    if (!isFinding(read)) return { said: read, line }
    return { said: undefined, line, found: this.#place(read, line, form) }
  }

  #place({ start, end, problem: found }: Finding, line: Line, form?: LineForm): Problem {
    const { file } = this
    const facts = found.code === 'file-not-utf8' ? { ...found, args: { file } } : found
    const text = form ? form.masked(line.text) : line.text
    const at = locationIn(file, this.numberOf(line), text, start, end)
    return { ...facts, at } as Problem
  }

  numberOf({ number, offset }: Pick<Line, 'number' | 'offset'>): number {
    return number ?? lineAt(this.#bytes, offset)
  }

  /** The line that begins there, read again. */
  lineFrom(offset: number, number: number | undefined): Line {
    return { text: lineBytes(this.#bytes, offset).toString('utf8'), offset, number }
  }

  /** The contents of the entry that begins there, without its name, read again. */
  formFrom(offset: number, number: number | undefined): EntryForm {
    const read = this.#open().read(this.lineFrom(offset, number).text)
    return read && !isFinding(read) ? read.form : fail('file-changed', { file: this.file })
  }

  /** The location of a part of an entry; [] is its name. */
  locate(
    line: Line,
    path: readonly (string | number)[],
    part: 'key' | 'value',
  ): Location | undefined {
    const form = this.#open()
    const spot = form.spots(line.text)
    const text = form.masked(line.text)
    for (let length = path.length; length >= 0; length--) {
      const span = spot(path.slice(0, length), length === path.length ? part : 'value')
      if (span) return locationIn(this.file, this.numberOf(line), text, span[0], span[1])
    }
    return undefined
  }

  /** Reads what comes before the entries, once. */
  #open(): LineForm {
    if (this.#form) return this.#form
    const first = Buffer.alloc(MARK.length)
    this.#bytes.read(first, 0)
    this.#start = MARK.every((byte, i) => first[i] === byte) ? MARK.length : 0
    this.#form = this.#format === 'ndjson' ? ndjsonForm : this.#header()
    return this.#form
  }

  #header(): LineForm {
    for (const { bytes, offset } of this.#blocks()) {
      for (let at = Math.max(0, this.#start - offset); at < bytes.length; this.#startLine++) {
        const found = bytes.indexOf(LF, at)
        const end = found === -1 ? bytes.length : found
        const text = withoutCr(bytes.subarray(at, end)).toString('utf8')
        const line = { text, offset: offset + at, number: this.#startLine }
        at = end + 1
        if (text.trim() === '') continue
        this.#start = offset + at
        this.#startLine++
        const form = csvForm(text, this.#catalog)
        if (!Array.isArray(form)) return form
        const isRow = form.some(({ problem: { code } }) => code === 'csv-no-header')
        const shown = isRow ? { ...line, text: coveredRow(text) } : line
        throw new ScopectlError(form.map((each) => this.#place(each, shown)))
      }
    }
    return fail('file-empty', { file: this.file })
  }
}

const PRINTABLE = /^[\x20-\x7e\t]*$/

/** Finds what none of our text files may contain, and bytes that are not text. */
function oddIn(text: string, bytes: Buffer): Finding | undefined {
  if (PRINTABLE.test(text)) return undefined
  const at = text.indexOf('\ufffd')
  if (at >= 0 && !Buffer.from(text).equals(bytes)) {
    return { start: at, end: at + 1, problem: problem('file-not-utf8', { file: '' }) }
  }
  return rawCharacters(text)[0]
}
