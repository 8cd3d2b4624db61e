import type { Catalog } from '../catalog/model.js'
import type { Parsed } from '../catalog/parse.js'
import { isMap, RESERVED_NAMES } from '../plain-map.js'
import type { Source } from '../source.js'
import type { Json } from '../token/model.js'
import type { Places } from './listed.js'
import type { Client, User, Users } from './model.js'
import { type EntryForm, plainReader } from './plain-entry.js'
import { readEntries } from './read-entries.js'

/** With fewer entries, each one is fully checked at once, since that takes no time. */
const MANY = 1000

/**
 * Reads a users file for its catalog: every role and scope must be declared there, and every other key of a user must
 * be an attribute that some role's `when` reads. Every problem is listed.
 *
 * If there are many entries, those with nothing unusual are read in a faster way with the same result.
 *
 * @param source the value of the file, and where its parts are (use `sourceOf` if it did not come from a file)
 * @param catalog the catalog that declares the names
 * @param many how many entries count as many; for tests
 * @returns users and clients, or the problems
 * @throws nothing: problems are returned
 * @example
 * ```ts
 * import { grantsOf, parseCatalog, parseUsers, sourceOf } from 'scopectl'
 *
 * const roles = { root: { scopes: ['admin'], when: { is_admin: true } } }
 * const catalog = parseCatalog(sourceOf({ scopes: { admin: 'All of it' }, roles }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const users = parseUsers(sourceOf({ users: { alice: { is_admin: true } } }), catalog.value)
 * const alice = users.ok ? users.value.users.get('alice') : undefined
 * alice && grantsOf(catalog.value, { kind: 'user', user: alice }) // => new Set(['admin'])
 * ```
 */
export function parseUsers(source: Source, catalog: Catalog, many = MANY): Parsed<Users> {
  const sections = sectionsOf(source.value)
  if (!sections || sizeOf(sections) < many) return readEntries(source, catalog)
  const { users, clients } = sections
  const reader = plainReader(catalog)
  const plain = {
    users: plainOf(users, placesOf(source, 'users'), reader.user),
    clients: plainOf(clients, placesOf(source, 'clients'), reader.client),
  }
  const value = {
    ...(source.value as object),
    users: plain.users.rest,
    clients: plain.clients.rest,
  }
  const read = readEntries({ ...source, value }, catalog)
  const rest = read.ok ? read.value : read.partial
  if (!rest) return read
  const merged = {
    file: source.file,
    users: inOrder(users, plain.users.read, rest.users),
    clients: inOrder(clients, plain.clients.read, rest.clients),
  }
  return read.ok ? { ...read, value: merged } : { ...read, partial: merged }
}

interface Sections {
  readonly users: Readonly<Record<string, EntryForm>>
  readonly clients: Readonly<Record<string, EntryForm>>
}

/** Undefined if it is not such a map, or has a reserved name: readEntries reports that. */
function sectionsOf(value: unknown): Sections | undefined {
  if (!isMap(value)) return undefined
  const { users = {}, clients = {} } = value
  if (!isMap(users) || !isMap(clients)) return undefined
  const isReserved = [users, clients].some((map) =>
    [...RESERVED_NAMES].some((name) => Object.hasOwn(map, name)),
  )
  return isReserved ? undefined : ({ users, clients } as Sections)
}

const sizeOf = ({ users, clients }: Sections): number =>
  Object.keys(users).length + Object.keys(clients).length

type Read<P> = (
  name: string,
  form: EntryForm,
  place: { places: Places; offset: number; line: undefined },
) => P | undefined

function plainOf<P>(forms: Readonly<Record<string, EntryForm>>, places: Places, read: Read<P>) {
  const plain = new Map<string, P>()
  const rest: Record<string, EntryForm> = {}
  for (const [i, name] of Object.keys(forms).entries()) {
    const form = forms[name]
    const made =
      name !== '' && isMap(form) && read(name, form, { places, offset: i, line: undefined })
    if (made) plain.set(name, made)
    else rest[name] = form as EntryForm
  }
  return { read: plain, rest }
}

/** Locations by the entry's number in its section. */
function placesOf(source: Source, section: 'users' | 'clients'): Places {
  const formsOf = () => sectionsOf(source.value)?.[section] ?? {}
  let names: readonly string[] | undefined
  const nameOf = (i: number): string => {
    names ??= Object.keys(formsOf())
    return names[i] ?? ''
  }
  return {
    at: (i) => source.locate([section, nameOf(i)], 'key'),
    claims: (i) => {
      const claims = formsOf()[nameOf(i)]?.['claims']
      return new Map(Object.entries(claims ?? {}) as [string, Json][])
    },
  }
}

/** In file order. */
function inOrder<P extends User | Client>(
  forms: Readonly<Record<string, EntryForm>>,
  plain: ReadonlyMap<string, P>,
  rest: ReadonlyMap<string, P>,
): Map<string, P> {
  const all = new Map<string, P>()
  for (const name of Object.keys(forms)) {
    const person = plain.get(name) ?? rest.get(name)
    if (person) all.set(name, person)
  }
  return all
}
