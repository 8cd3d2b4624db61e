import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { norm, otherWays, tokenAlternatives, writtenAlternatives } from '../catalog/requirement.js'
import { type Problem, problem } from '../problem.js'
import type { Elsewhere } from './definition.js'
import type { OpenApiDocument } from './document.js'
import { DocumentSchemes } from './document-schemes.js'
import { type Naming, securityOf } from './export.js'
import type { Imported, ImportedRoute } from './import.js'
import type { Declared, Placed } from './placed.js'

/** An operation whose security differs from the catalog but was not written, by its name in the catalog. */
export interface Unwritten {
  readonly route: string
  readonly why: WhyUnwritten
}

/**
 * `shared`: other operations are defined by the same part of the document, and need something else; `no-scheme`: the
 * document has no scheme for the catalog's tokens; `any-of`: it needs several scopes, and of those that the document lists, one is
 * enough.
 */
export type WhyUnwritten = Elsewhere | 'shared' | 'no-scheme' | 'any-of'

export interface SecurityMerge {
  readonly edits: readonly Placed[]
  /** The operations whose security changes, by their names in the catalog. */
  readonly changed: readonly string[]
  readonly unwritten: readonly Unwritten[]
  /** Scopes and schemes that are declared in addition. */
  readonly declared: readonly Declared[]
  readonly notes: readonly Problem[]
}

export interface MergeOptions {
  /** Declare this OAuth2 scheme for the catalog's tokens if the document has none. */
  readonly addScheme?: string | undefined
  /** Whether one of the scopes in a list of the document is enough. */
  readonly anyOf?: boolean | undefined
  /** Places (as JSON) that turned out not to have a text of their own. */
  readonly unplaced?: ReadonlySet<string> | undefined
}

/**
 * What must be written into a document so that it requires what the catalog does: the `security` of operations that
 * differ now, and the missing schemes and scopes. Operations that the catalog does not know or has not decided are left
 * as they are. Others that cannot be written, alone or at all, are listed.
 */
export function mergeSecurity(
  catalog: Catalog,
  document: OpenApiDocument,
  imported: Imported,
  { addScheme, unplaced, anyOf = false }: MergeOptions = {},
): SecurityMerge {
  const schemes = new DocumentSchemes(imported, addScheme)
  const written = new Map<string, Set<string>>()
  const known = new Map(catalog.routes.map((route) => [keyOf(route), route]))
  const routes = new Map(known)
  const sharing = groupsOf(imported.routes)
  const edits: Placed[] = []
  const changed: string[] = []
  const unknown: string[] = []
  const unwritten: Unwritten[] = []
  for (const operation of imported.routes) {
    const route = known.get(keyOf(operation))
    known.delete(keyOf(operation))
    if (!route) unknown.push(operation.name)
    if (!route || norm(route.requirement) === norm(operation.requirement)) continue
    if (route.requirement.level === 'undecided') continue
    const found = placeOf(route, operation, sharing.get(operation.definition) ?? [operation])
    const why = 'why' in found ? found.why : undefined
    const isUnplaced = 'why' in found || unplaced?.has(JSON.stringify(found.pointer))
    if (why !== undefined || isUnplaced) unwritten.push({ route: route.name, why: why ?? 'shared' })
    else if (!schemes.hasPrimary && needsTokens(route.requirement)) {
      unwritten.push({ route: route.name, why: 'no-scheme' })
    } else if (anyOf && needsSeveral(route.requirement, operation)) {
      unwritten.push({ route: route.name, why: 'any-of' })
    } else {
      const groups = operation.groups.length > 0 ? operation.groups : schemes.groups
      const naming: Naming = { groups, nameOf: (way) => schemes.nameOf(way) }
      const value = securityOf(route.requirement, naming) ?? []
      for (const [name, list] of value.flatMap((entry) => Object.entries(entry))) {
        written.set(name, new Set([...(written.get(name) ?? []), ...list]))
      }
      changed.push(route.name)
      const isFirst = !('why' in found) && found.isFirst
      if (isFirst) edits.push({ pointer: found.pointer, value, agreed: found.agreed })
    }
  }
  const missing = [...known.values()].map(({ name }) => name)
  const { placed, declared, notes } = schemes.declarations(catalog, document, written)
  return {
    edits: [...edits, ...placed],
    changed,
    unwritten,
    declared,
    notes: [...notesOf({ unknown, missing }), ...notes],
  }

  /** Where its security is written: for operations with the same definition, only once, and only if all agree. */
  function placeOf(
    route: Route,
    operation: ImportedRoute,
    group: readonly ImportedRoute[],
  ):
    | { pointer: readonly string[]; agreed: boolean; isFirst: boolean }
    | { why: Elsewhere | 'shared' } {
    const first = group.find(({ pointer }) => pointer !== undefined)
    if (!first?.pointer) return { why: operation.elsewhere ?? 'reference' }
    const wanted = norm(route.requirement)
    const isAgreed = group.every((each) => {
      const other = routes.get(keyOf(each))
      const stays = !other || other.requirement.level === 'undecided'
      return norm(stays ? each.requirement : other.requirement) === wanted
    })
    if (!isAgreed) {
      const why = operation.pointer === undefined ? operation.elsewhere : undefined
      return { why: why ?? 'shared' }
    }
    const isFirst = operation === group.find((each) => differs(each))
    return { pointer: [...first.pointer, 'security'], agreed: group.length > 1, isFirst }
  }

  /** Whether an alternative has several scopes, and a scheme of the operation lists alternatives. */
  function needsSeveral(requirement: Requirement, { groups }: ImportedRoute): boolean {
    const named = new Set(groups.flat())
    const used =
      groups.length > 0 ? imported.tokens.filter(({ name }) => named.has(name)) : imported.tokens
    return (
      // A scheme that is added does not say that all of its scopes are needed.
      (used.length === 0 || used.some(({ listsAll }) => !listsAll)) &&
      writtenAlternatives(requirement).some(({ scopes }) => scopes.length > 1)
    )
  }

  function differs(operation: ImportedRoute): boolean {
    const route = routes.get(keyOf(operation))
    return route !== undefined && norm(route.requirement) !== norm(operation.requirement)
  }
}

const needsTokens = (requirement: Requirement): boolean =>
  requirement.level === 'authenticated' ||
  tokenAlternatives(requirement).length > 0 ||
  otherWays(requirement).some(
    ({ scopes, others }) => scopes.length > 0 || others.some((way) => 'authenticated' in way),
  )

/** Operations by their definition: those behind the same reference, alias or merge key have the same one. */
function groupsOf(operations: readonly ImportedRoute[]): Map<number | undefined, ImportedRoute[]> {
  const groups = new Map<number | undefined, ImportedRoute[]>()
  for (const operation of operations) {
    if (operation.definition === undefined) continue
    const group = groups.get(operation.definition)
    if (group) group.push(operation)
    else groups.set(operation.definition, [operation])
  }
  return groups
}

/** What each operation must require after a merge, in a form that can be compared. */
export type Expected = ReadonlyMap<string, string>

/** What operations must require after a merge: those that are written what the catalog says, the others what they did before. */
export function expectedAfter(
  catalog: Catalog,
  changed: readonly string[],
  before: Imported,
): Expected {
  const expected = new Map(before.routes.map((route) => [keyOf(route), norm(route.requirement)]))
  const written = new Set(changed)
  for (const route of catalog.routes) {
    if (written.has(route.name)) expected.set(keyOf(route), norm(route.requirement))
  }
  return expected
}

/** Operations that after a merge require something else than expected. */
export const wronglyMerged = (expected: Expected, after: Imported): string[] =>
  after.routes
    .filter((route) => expected.get(keyOf(route)) !== norm(route.requirement))
    .map(({ name }) => name)

const keyOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string =>
  `${method} ${pattern.shape}`

function notesOf(routes: { unknown: readonly string[]; missing: readonly string[] }): Problem[] {
  const notes: Problem[] = []
  if (routes.unknown.length > 0) notes.push(problem('export-unknown', { routes: routes.unknown }))
  if (routes.missing.length > 0) notes.push(problem('export-missing', { routes: routes.missing }))
  return notes
}
