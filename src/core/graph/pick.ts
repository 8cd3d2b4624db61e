import type { Filters } from '../catalog/filter.js'
import type { Catalog, Role } from '../catalog/model.js'
import { filler } from '../matrix/columns.js'
import { CELL, compile } from '../matrix/compile.js'
import { baseRows, type Row, type RowKind } from '../matrix/rows.js'
import { rowsSelected } from '../matrix/select-rows.js'
import { rolesOf } from '../users/held-roles.js'
import type { Client, User, Users } from '../users/model.js'

/** A user or client, and the roles it has in the end. */
export interface Person {
  readonly kind: 'user' | 'client'
  readonly entry: User | Client
  readonly roles: readonly string[]
}

/** What is drawn: without a filter on roles, everything. */
export interface Picked {
  readonly people: readonly Person[]
  readonly roles: ReadonlyMap<string, Role>
  readonly scopes: readonly string[]
  /** The numbers of the routes. */
  readonly routes: readonly number[]
  /** What one of the chosen subjects holds, for each of them; undefined without a filter on roles. */
  readonly held: readonly ReadonlySet<string>[] | undefined
}

/** @param numbers the routes that the other filters select */
export function pick(
  catalog: Catalog,
  users: Users,
  by: RowKind,
  filters: Filters,
  numbers: readonly number[],
): Picked {
  const rows = [...rowsSelected(catalog, users, by, filters)].filter(isNamed)
  const people = rows.flatMap((row) => personOf(catalog, row) ?? [])
  const isNarrow = filters.role !== undefined
  const roles = new Map(by === 'scope' ? [] : rolesDrawn(catalog, rows, people, by, isNarrow))
  const scopes = [...catalog.scopes.keys()]
  if (!isNarrow) return { people, roles, scopes, routes: numbers, held: undefined }
  const held = rows.flatMap(({ grants }) => grants ?? [])
  const fill = filler(compile(catalog))
  // Without any token, what is public can still be called.
  const columns = [...[...baseRows(catalog)].slice(0, 1), ...rows].map((row) => fill(row).cells)
  return {
    people,
    roles,
    scopes: scopes.filter((name) => held.some((each) => each.has(name))),
    routes: numbers.filter((number) => columns.some((cells) => cells[number] === CELL.allow)),
    held,
  }
}

const isNamed = ({ kind }: Row): boolean => kind !== 'anonymous' && kind !== 'everyone'

function personOf(catalog: Catalog, { subject }: Row): Person | undefined {
  if (subject.kind === 'user') {
    const roles = rolesOf(catalog, subject.user).map(({ role }) => role.name)
    return { kind: 'user', entry: subject.user, roles }
  }
  return subject.kind === 'client'
    ? { kind: 'client', entry: subject.client, roles: subject.client.roles }
    : undefined
}

/** The roles of the rows, those that every user has, and those that these extend; in the order of the catalog. */
function rolesDrawn(
  { roles }: Catalog,
  rows: readonly Row[],
  people: readonly Person[],
  by: RowKind,
  isNarrow: boolean,
): (readonly [string, Role])[] {
  if (by === 'role' && !isNarrow) return [...roles]
  const defaults = by === 'role' ? [...roles.values()].filter(({ isDefault }) => isDefault) : []
  const drawn = new Set([
    ...(by === 'role' ? rows.map(({ name }) => name) : []),
    ...defaults.map(({ name }) => name),
    ...people.flatMap((person) => (person.entry.disabled ? [] : person.roles)),
  ])
  // Iterating over a set also visits the items added meanwhile.
  for (const name of drawn) for (const parent of roles.get(name)?.extends ?? []) drawn.add(parent)
  return [...roles].filter(([name]) => drawn.has(name))
}
