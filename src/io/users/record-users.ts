import type { Catalog } from '../../core/catalog/model.js'
import { ScopectlError } from '../../core/errors.js'
import { byPlace, type Location, type Problem } from '../../core/problem.js'
import type { Source } from '../../core/source.js'
import type { Places } from '../../core/users/listed.js'
import type { Client, User, Users } from '../../core/users/model.js'
import type { EntryKind } from '../../core/users/plain-entry.js'
import { PROBLEM_LIMIT } from '../findings.js'
import { EntryReader, isList } from './entry-reader.js'
import { duplicate, everyRecord, limited } from './every-record.js'
import { People } from './people.js'
import type { Line, RecordFile } from './record-file.js'

/** The users of a file with one line per entry, and the locations of its entries. */
export interface RecordUsers {
  readonly users: Users
  /** Only knows locations; `value` is undefined. */
  readonly source: Source
  /** Reads and checks every entry, if that has not been done yet. @throws ScopectlError with the problems of all. */
  load(): void
}

interface Everybody {
  readonly users: Map<string, User>
  readonly clients: Map<string, Client>
}

/**
 * Nothing of the file is read before somebody is looked up.
 * @param kept if false, iterating over all of a kind reads the file, and nothing is kept.
 */
export function recordUsers(file: RecordFile, catalog: Catalog, kept = true): RecordUsers {
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
      ...(kept ? {} : { each: () => everyone<P>(file, reader, kind) }),
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

/** Searches the whole file, since a duplicate name is an error. */
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
        problems.push(duplicate(file, entry, file.numberOf(found.line)))
        continue
      }
      const read = reader.read(entry.said, entry.line)
      if (isList(read)) problems.push(...byPlace(read))
      found = { person: isList(read) ? undefined : read, line: entry.line }
    }
    if (problems.length > PROBLEM_LIMIT) break
  }
  if (problems.length > 0) throw new ScopectlError(limited(problems, file.file, 0))
  return found?.person
}

function loadAll(file: RecordFile, reader: EntryReader): Everybody {
  const all: Everybody = { users: new Map(), clients: new Map() }
  for (const { kind, person } of everyRecord(file, reader)) {
    const known: Map<string, User | Client> = kind === 'user' ? all.users : all.clients
    known.set(person.name, person)
  }
  return all
}

function* everyone<P>(file: RecordFile, reader: EntryReader, wanted: EntryKind): Generator<P> {
  for (const { kind, person } of everyRecord(file, reader)) if (kind === wanted) yield person as P
}

/** The names as written, whatever is wrong with the rest. */
function* namesOf(file: RecordFile, kind: EntryKind): Generator<string> {
  for (const { said } of file.entries()) if (said?.kind === kind) yield said.name
}

/** Locates a loaded entry by reading its line again. */
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
