import type { Catalog } from '../../core/catalog/model.js'
import { RESERVED_NAMES } from '../../core/plain-map.js'
import { type Problem, problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import type { Places } from '../../core/users/listed.js'
import type { Client, User } from '../../core/users/model.js'
import { type PlainReader, plainReader } from '../../core/users/plain-entry.js'
import { readEntries } from '../../core/users/read-entries.js'
import { isUnsafeNumber } from '../findings.js'
import type { Said } from './record.js'
import type { Line, RecordFile } from './record-file.js'

/** Reads single entries: plain ones fast, all others like a users file with only that entry. */
export class EntryReader {
  readonly #file: RecordFile
  readonly #catalog: Catalog
  readonly #places: Places
  readonly #plain: PlainReader

  constructor(file: RecordFile, catalog: Catalog, places: Places) {
    this.#file = file
    this.#catalog = catalog
    this.#places = places
    this.#plain = plainReader(catalog)
  }

  read({ kind, name, form }: Said, line: Line): User | Client | readonly Problem[] {
    const place = { places: this.#places, offset: line.offset, line: line.number }
    // A copy of its characters: a substring would keep the whole line in memory.
    const own = Buffer.from(name).toString()
    return this.#plain[kind](own, form, place) ?? this.#slowly({ kind, name: own, form }, line)
  }

  #slowly({ kind, name, form }: Said, line: Line): User | Client | readonly Problem[] {
    const locate: Source['locate'] = (path, part = 'value') =>
      this.#file.locate(line, path.slice(2), part)
    const problems = [...oddValues(form, [`${kind}s`, name], locate)]
    if (problems.length > 0) return problems
    const value = { [`${kind}s`]: { [name]: form } }
    const parsed = readEntries({ file: this.#file.file, value, locate }, this.#catalog)
    if (!parsed.ok) return parsed.problems
    return parsed.value[`${kind}s`].get(name) ?? []
  }
}

/** What json-source.ts refuses in any JSON file. */
function* oddValues(
  value: unknown,
  path: (string | number)[],
  locate: Source['locate'],
): Generator<Problem> {
  if (isUnsafeNumber(value)) {
    yield problem('number-too-big', { text: String(value) }, locate(path))
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    if (RESERVED_NAMES.has(key)) yield problem('reserved-name', { name: key }, locate(here, 'key'))
    else yield* oddValues(inner, here, locate)
  }
}

export const isList = (read: User | Client | readonly Problem[]): read is readonly Problem[] =>
  Array.isArray(read)
