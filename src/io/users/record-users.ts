import type { Catalog } from '../../core/catalog/model.js'
import { ScopectlError } from '../../core/errors.js'
import { type Location, type Problem, problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import type { Places } from '../../core/users/listed.js'
import type { Client, User, Users } from '../../core/users/model.js'
import { type EntryKind, type PlainReader, plainReader } from '../../core/users/plain-entry.js'
import { readEntries } from '../../core/users/read-entries.js'
import { isUnsafeNumber, PROBLEM_LIMIT, RESERVED } from '../findings.js'
import { People } from './people.js'
import type { Said } from './record.js'
import type { Line, RecordFile } from './record-file.js'

/** The users of a file with a line for each, and where its entries stand. */
export interface RecordUsers {
  readonly users: Users
  /** Knows places only; `value` is nothing. */
  readonly source: Source
  /** Reads and checks every entry, if that has not been done yet. @throws ScopectlError with the problems of all. */
  load(): void
}

interface Everybody {
  readonly users: Map<string, User>
  readonly clients: Map<string, Client>
}

/** Nothing of the file is read before somebody is asked for. */
export function recordUsers(file: RecordFile, catalog: Catalog): RecordUsers {
  let all: Everybody | undefined
  const places: Places = {
    at: (offset, number) => file.locate(file.lineFrom(offset, number), [], 'key'),
    claims: (offset, number) =>
      new Map(Object.entries(file.formFrom(offset, number)['claims'] ?? {})),
  }
  const reader = new EntryReader(file, catalog, places)
  const everybody = (): Everybody => {
    all ??= loadAll(file, reader)
    return all
  }
  const named = <P>(kind: EntryKind, load: () => ReadonlyMap<string, P>): People<P> =>
    new People<P>({
      find: (name) => findOne(file, reader, kind, name) as P | undefined,
      names: () => namesOf(file, kind),
      load,
    })
  return {
    users: {
      file: file.file,
      users: named('user', () => everybody().users),
      clients: named('client', () => everybody().clients),
    },
    source: { file: file.file, value: undefined, locate: locator(everybody, file) },
    load: () => void everybody(),
  }
}

/** Reads single entries: the plain ones fast, all others as a users file with that entry alone. */
class EntryReader {
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
    // Its own characters: a piece of the line would keep the whole line.
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
    if (RESERVED.has(key)) yield problem('reserved-name', { name: key }, locate(here, 'key'))
    else yield* oddValues(inner, here, locate)
  }
}

const isList = (read: User | Client | readonly Problem[]): read is readonly Problem[] =>
  Array.isArray(read)

/** Looks the whole file through: a name that stands twice is nobody's. */
function findOne(
  file: RecordFile,
  reader: EntryReader,
  kind: EntryKind,
  name: string,
): User | Client | undefined {
  if (name === '') return undefined
  const problems: Problem[] = []
  let found: { person: User | Client | undefined; line: Line } | undefined
  for (const entry of file.entriesNamed(name)) {
    if (!entry.said) problems.push(entry.found)
    else if (entry.said.kind === kind && entry.said.name === name) {
      if (found) {
        problems.push(twice(file, name, entry.line, found.line))
        continue
      }
      const read = reader.read(entry.said, entry.line)
      if (isList(read)) problems.push(...read)
      found = { person: isList(read) ? undefined : read, line: entry.line }
    }
    if (problems.length > PROBLEM_LIMIT) break
  }
  if (problems.length > 0) throw new ScopectlError(limited(problems, file.file, 0))
  return found?.person
}

function twice(file: RecordFile, name: string, line: Line, first: Line): Problem {
  const facts = { name, line: file.numberOf(first) }
  return problem('duplicate-name', facts, file.locate(line, [], 'key'))
}

function loadAll(file: RecordFile, reader: EntryReader): Everybody {
  const all: Everybody = { users: new Map(), clients: new Map() }
  const problems: Problem[] = []
  let more = 0
  const report = (found: readonly Problem[]): void => {
    if (problems.length < PROBLEM_LIMIT) problems.push(...found)
    else more += found.length
  }
  for (const entry of file.entries()) {
    const { said, line } = entry
    if (!said) {
      report([entry.found])
      continue
    }
    const known: Map<string, User | Client> = said.kind === 'user' ? all.users : all.clients
    const before = known.get(said.name)
    if (before) {
      const first = before.at?.line
      const facts = { name: said.name, line: first }
      report([problem('duplicate-name', facts, file.locate(line, [], 'key'))])
      continue
    }
    const read = reader.read(said, line)
    if (isList(read)) report(read)
    else known.set(read.name, read)
  }
  if (problems.length > 0) throw new ScopectlError(limited(problems, file.file, more))
  return all
}

function limited(problems: readonly Problem[], file: string, more: number): Problem[] {
  const kept = problems.slice(0, PROBLEM_LIMIT)
  const left = problems.length - kept.length + more
  return left > 0 ? [...kept, problem('too-many-problems', { file, more: left })] : kept
}

/** The names as they are written, whatever is wrong with the rest. */
function* namesOf(file: RecordFile, kind: EntryKind): Generator<string> {
  for (const { said } of file.entries()) if (said?.kind === kind) yield said.name
}

/** Of an entry that has been loaded, its line, read anew. */
function locator(everybody: () => Everybody, file: RecordFile): Source['locate'] {
  return (path, part = 'value'): Location | undefined => {
    const [section, name, ...rest] = path
    const { users, clients } = everybody()
    const person = (section === 'users' ? users : clients).get(String(name))
    const at = person?.at
    if (!at) return undefined
    return file.locate({ text: at.text, offset: 0, number: at.line }, rest, part)
  }
}
