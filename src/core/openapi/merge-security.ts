import type { Catalog, Route } from '../catalog/model.js'
import { norm } from '../catalog/requirement.js'
import { type Problem, problem } from '../problem.js'
import { has, type OpenApiDocument, own } from './document.js'
import { type Naming, securityOf } from './export.js'
import type { Imported } from './import.js'
import { MEANS } from './schemes.js'

/** A place in a document and the value to write there; the place need not exist yet. */
export interface Placed {
  readonly pointer: readonly string[]
  readonly value: unknown
}

export interface SecurityMerge {
  readonly edits: readonly Placed[]
  /** The operations whose security changes, by their names in the catalog. */
  readonly changed: readonly string[]
  readonly notes: readonly Problem[]
}

/**
 * What must be written into a document so that it requires what the catalog does: the `security` of operations that
 * differ now, and the missing schemes and scopes. Operations that the catalog does not know or has not decided are left
 * as they are, and so is everything behind a `$ref`.
 */
export function mergeSecurity(
  catalog: Catalog,
  document: OpenApiDocument,
  imported: Imported,
): SecurityMerge {
  const schemes = new DocumentSchemes(imported)
  const written = new Map<string, Set<string>>()
  const known = new Map(catalog.routes.map((route) => [keyOf(route), route]))
  const edits: Placed[] = []
  const changed: string[] = []
  const unknown: string[] = []
  const behind: string[] = []
  for (const operation of imported.routes) {
    const route = known.get(keyOf(operation))
    known.delete(keyOf(operation))
    if (!route) unknown.push(operation.name)
    if (!route || norm(route.requirement) === norm(operation.requirement)) continue
    const groups = operation.groups.length > 0 ? operation.groups : schemes.groups
    const naming: Naming = { groups, nameOf: (way) => schemes.nameOf(way) }
    const security = securityOf(route.requirement, naming)
    if (!security) continue
    if (!operation.pointer) behind.push(operation.name)
    else {
      for (const entry of security) {
        for (const [name, list] of Object.entries(entry)) {
          written.set(name, new Set([...(written.get(name) ?? []), ...list]))
        }
      }
      edits.push({ pointer: [...operation.pointer, 'security'], value: security })
      changed.push(route.name)
    }
  }
  const missing = [...known.values()].map(({ name }) => name)
  const declarations = schemes.declarations(catalog, document, written)
  return {
    edits: [...edits, ...declarations],
    changed,
    notes: notesOf({ unknown, behind, missing }),
  }
}

/** Operations that after a merge require neither what the catalog does nor what they did before. */
export function wronglyMerged(catalog: Catalog, before: Imported, after: Imported): string[] {
  const expected = new Map(before.routes.map((route) => [keyOf(route), norm(route.requirement)]))
  const isOurs = new Set(before.routes.filter(({ pointer }) => pointer).map(keyOf))
  for (const route of catalog.routes) {
    const isWritten = route.requirement.level !== 'undecided' && isOurs.has(keyOf(route))
    if (isWritten) expected.set(keyOf(route), norm(route.requirement))
  }
  return after.routes
    .filter((route) => expected.get(keyOf(route)) !== norm(route.requirement))
    .map(({ name }) => name)
}

const keyOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string =>
  `${method} ${pattern.shape}`

function notesOf(routes: {
  unknown: readonly string[]
  behind: readonly string[]
  missing: readonly string[]
}): Problem[] {
  const notes: Problem[] = []
  if (routes.unknown.length > 0) notes.push(problem('export-unknown', { routes: routes.unknown }))
  if (routes.missing.length > 0) notes.push(problem('export-missing', { routes: routes.missing }))
  if (routes.behind.length > 0) notes.push(problem('export-behind', { routes: routes.behind }))
  return notes
}

/** The document's own schemes, and what must be added to them. */
class DocumentSchemes implements Naming {
  /** Used where an operation has none of the catalog's schemes. */
  readonly groups: readonly (readonly [string])[]
  readonly #primary: string
  readonly #imported: Imported
  readonly #added = new Map<string, Record<string, unknown>>()

  constructor(imported: Imported) {
    this.#imported = imported
    this.#primary = imported.tokens[0]?.name ?? this.#fresh('OAuth2')
    this.groups = [[this.#primary]]
  }

  nameOf(way: Parameters<Naming['nameOf']>[0]): string {
    if ('scheme' in way) {
      if (way.scheme !== this.#primary && !this.#imported.schemes.has(way.scheme)) {
        this.#added.set(way.scheme, { type: 'apiKey', in: 'header', name: way.scheme })
      }
      return way.scheme
    }
    for (const { name, means } of this.#imported.schemes.values()) {
      if (means && 'other' in means && means.other === way.other) return name
    }
    for (const [name, { [MEANS]: mark }] of this.#added) {
      if (own(mark, 'other') === way.other) return name
    }
    const name = this.#fresh('rule')
    const type = { type: 'apiKey', in: 'header', name }
    this.#added.set(name, { ...type, [MEANS]: { other: way.other } })
    return name
  }

  #fresh(name: string): string {
    let unique = name
    const isTaken = () => this.#imported.schemes.has(unique) || this.#added.has(unique)
    for (let i = 2; isTaken(); i++) unique = `${name}-${i}`
    return unique
  }

  /**
   * Missing schemes and scopes. A scope that none of the catalog's schemes declares is added to all of them; one that an
   * operation now names, to the scheme under which it is named.
   */
  declarations(
    catalog: Catalog,
    { root, version }: OpenApiDocument,
    written: ReadonlyMap<string, ReadonlySet<string>>,
  ): Placed[] {
    const folder = version === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
    const scopes = [...catalog.scopes.values()].map(({ name, description }) => [name, description])
    const placed: Placed[] = []
    const { tokens } = this.#imported
    if (tokens.length === 0) {
      const all = Object.fromEntries(scopes)
      const flow = { tokenUrl: '/token', scopes: all }
      const value =
        version === '2.0'
          ? { type: 'oauth2', flow: 'application', ...flow }
          : { type: 'oauth2', flows: { clientCredentials: flow } }
      placed.push({ pointer: [...folder, this.#primary], value })
    }
    for (const scheme of tokens.filter(({ type }) => type === 'oauth2')) {
      const isMissing = (name: string): boolean =>
        !scheme.scopes.has(name) &&
        (written.get(scheme.name)?.has(name) || tokens.every(({ scopes }) => !scopes.has(name)))
      const missing = scopes.filter(([name = '']) => isMissing(name))
      for (const holder of scopeHolders(root, [...folder, scheme.name])) {
        for (const [name = '', description] of missing) {
          placed.push({ pointer: [...holder, name], value: description })
        }
      }
    }
    for (const [name, value] of this.#added) placed.push({ pointer: [...folder, name], value })
    return placed
  }
}

/** Where a scheme lists its scopes: in each flow; in Swagger 2.0 in the scheme itself. */
function scopeHolders(root: unknown, scheme: readonly string[]): string[][] {
  const value = scheme.reduce<unknown>((at, name) => own(at, name), root)
  if (has(value, 'scopes')) return [[...scheme, 'scopes']]
  const flows = own(value, 'flows')
  return typeof flows === 'object' && flows !== null
    ? Object.keys(flows)
        .filter((flow) => !flow.startsWith('x-'))
        .map((flow) => [...scheme, 'flows', flow, 'scopes'])
    : []
}
