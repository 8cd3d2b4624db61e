import type { Catalog, Requirement, Role, Route, Scope } from '../catalog/model.js'
import { NO_TOKEN_SETTINGS } from '../catalog/no-token-settings.js'
import { NO_OPENAPI } from '../catalog/openapi-settings.js'
import { lazySets, type Reached, reachOf, type Sets } from '../catalog/reach.js'
import { parseTemplate, type Template } from '../catalog/route-template.js'
import { coveredBy, isGlob } from '../catalog/scope-glob.js'
import type { PackedPerson, PackedRoute, PackedSide, Place } from '../matrix/page-data.js'
import type { Location } from '../problem.js'
import type { Client, User, Users } from '../users/model.js'

/** What pack.ts packed, as a catalog and its users again: decisions about them are those of the commands. */
export interface Unpacked {
  readonly catalog: Catalog
  readonly users: Users
}

/** @param routes those of the catalog; the packed ones if left out */
export function unpack(side: PackedSide, file: string, routes = routesOf(side)): Unpacked {
  const scopes = new Map(
    side.scopes.map(([name, description, implies, place]): [string, Scope] => [
      name,
      { name, description, implies, at: at(side, place) },
    ]),
  )
  const scopeAt = (number: number): string => side.scopes[number]?.[0] ?? absent('scope', number)
  const roleAt = (number: number): string => side.roles[number]?.[0] ?? absent('role', number)
  const roles = new Map(
    side.roles.map(([name, description, own, parents, isDefault, when, place]): [string, Role] => [
      name,
      {
        name,
        description,
        scopes: own.map(scopeAt),
        extends: parents.map(roleAt),
        isDefault: isDefault === 1,
        when: when ? new Map(when) : undefined,
        at: at(side, place),
      },
    ]),
  )
  const client = ([name, own, direct, disabled, , place]: PackedPerson): Client => {
    const grants = { roles: own.map(roleAt), scopes: direct.map(scopeAt) }
    return { name, ...grants, disabled: disabled === 1, at: at(side, place) }
  }
  const user = (packed: PackedPerson): User => ({
    ...client(packed),
    attributes: new Map(packed[4]),
    claims: new Map(),
  })
  return {
    catalog: {
      ...NOTHING_ELSE,
      file,
      // The page asks nothing that depends on the other settings.
      token: { ...NO_TOKEN_SETTINGS, enforce: side.enforce },
      scopes,
      roles,
      routes,
      implied: impliedIn(scopes),
      own: ownIn(roles),
      attributes: new Set(
        side.roles.flatMap(([, , , , , when]) => when?.map(([key]) => key) ?? []),
      ),
    },
    users: {
      file: side.usersFile ?? undefined,
      users: new Map(side.users.map((each) => [each[0], user(each)])),
      clients: new Map(side.clients.map((each) => [each[0], client(each)])),
    },
  }
}

/** Data that is not what pack.ts wrote is a bug: nothing may be decided with it. */
function absent(what: string, number: number): never {
  throw new Error(`the page's data has no ${what} ${number}`)
}

export const routesOf = (side: PackedSide, packed = side.routes, by = side): Route[] =>
  packed.map((each) => routeOf(by, side, each))

function routeOf(
  { requirements }: PackedSide,
  places: PackedSide,
  [method, template, number, description, place]: PackedRoute,
): Route {
  let pattern: Template | undefined
  return {
    name: `${method} ${template}`,
    method,
    template,
    requirement: number < 0 ? NO_ROUTE : (requirements[number] ?? absent('requirement', number)),
    description,
    params: new Map(),
    at: at(places, place),
    // Only a few of thousands are needed.
    get pattern() {
      const parsed = pattern ?? parseTemplate(template)
      if ('why' in parsed) throw new Error(`not a template: ${template}`)
      pattern = parsed
      return parsed
    },
  }
}

/** A removed route, if no other governs its paths: nothing can be asked about it. */
const NO_ROUTE: Requirement = { level: 'undecided' }

function at({ files }: PackedSide, place: Place): Location | undefined {
  if (!place) return undefined
  return { file: files[place[0]] ?? '', line: place[1], column: 1, length: 1, text: '' }
}

function impliedIn(scopes: ReadonlyMap<string, Scope>): Reached {
  const expanded = ({ name, implies }: Scope): string[] =>
    implies.flatMap((each) => (isGlob(each, scopes) ? coveredBy(each, scopes, name) : [each]))
  return reach(new Map(Array.from(scopes.values(), (scope) => [scope.name, expanded(scope)])))
}

function ownIn(roles: ReadonlyMap<string, Role>): Sets {
  const extended = reach(new Map(Array.from(roles, ([name, role]) => [name, role.extends])))
  return lazySets((name) => {
    const copied = extended.get(name)
    return copied && new Set([...copied].flatMap((each) => roles.get(each)?.scopes ?? []))
  })
}

function reach(edges: ReadonlyMap<string, readonly string[]>): Reached {
  const found = reachOf(edges)
  if (!found.ok) throw new Error('a loaded catalog has a cycle')
  return found.reach
}
const NOTHING_ELSE = {
  settings: new Map(),
  ignores: [],
  waivers: [],
  fixtures: [],
  openapi: NO_OPENAPI,
  usersFile: undefined,
}
