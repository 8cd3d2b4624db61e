import type { Catalog, Requirement, Route } from '../catalog/model.js'
import type { PackedPerson, PackedRoute, PackedSide, Place } from '../matrix/page-data.js'
import type { Location } from '../problem.js'
import type { Client, User, Users } from '../users/model.js'

/** A catalog and its users as data of the page, without what is secret: see data.ts. */
export function pack(catalog: Catalog, users: Users, routes = catalog.routes): PackedSide {
  const { scopes, roles, attributes, token } = catalog
  const scopeNumbers = numbersOf(scopes.keys())
  const roleNumbers = numbersOf(roles.keys())
  const files = listed<string>((file) => file)
  const requirements = listed<Requirement>((requirement) => JSON.stringify(requirement))
  const place = (at: Location | undefined): Place => (at ? [files.number(at.file), at.line] : null)
  const person = (one: Client | User): PackedPerson => [
    one.name,
    one.roles.flatMap((name) => roleNumbers.get(name) ?? []),
    one.scopes.flatMap((name) => scopeNumbers.get(name) ?? []),
    one.disabled ? 1 : 0,
    'attributes' in one ? [...one.attributes].filter(([name]) => attributes.has(name)) : [],
    place(one.at),
  ]
  const route = ({ method, template, requirement, description, at }: Route): PackedRoute => [
    method,
    template,
    requirements.number(requirement),
    description,
    place(at),
  ]
  return {
    enforce: token.enforce,
    scopes: Array.from(scopes.values(), ({ name, description, implies, at }) => [
      name,
      description,
      implies,
      place(at),
    ]),
    roles: Array.from(roles.values(), (role) => [
      role.name,
      role.description,
      role.scopes.flatMap((name) => scopeNumbers.get(name) ?? []),
      role.extends.flatMap((name) => roleNumbers.get(name) ?? []),
      role.isDefault ? 1 : 0,
      role.when ? [...role.when] : null,
      place(role.at),
    ]),
    routes: routes.map(route),
    users: Array.from(users.users.values(), person),
    clients: Array.from(users.clients.values(), person),
    usersFile: users.file ?? null,
    files: files.all,
    requirements: requirements.all,
  }
}

const numbersOf = (names: Iterable<string>): ReadonlyMap<string, number> =>
  new Map([...names].map((name, i) => [name, i]))

/** Values that are listed once, and then referred to by number. */
export function listed<T>(keyOf: (value: T) => string): {
  readonly all: T[]
  number(value: T): number
} {
  const all: T[] = []
  const numbers = new Map<string, number>()
  return {
    all,
    number(value) {
      const key = keyOf(value)
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, all.push(value) - 1)
      return all.length - 1
    },
  }
}
