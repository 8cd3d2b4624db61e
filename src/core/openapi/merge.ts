import { firstOfEqual, minimal } from '../catalog/governing.js'
import { hasNewWay, letsInMore } from '../catalog/looser.js'
import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { OPENAPI_KEYS, type OpenApiFile } from '../catalog/openapi-settings.js'
import { norm, requirementText } from '../catalog/requirement.js'
import { routeIndex } from '../catalog/route-index.js'
import { isWithin, samplesOf, type Template } from '../catalog/route-template.js'
import { type Problem, problem } from '../problem.js'
import type { ImportedRoute } from './import.js'
import { type ImportedRoles, mergeRoles, type RoleChange } from './merge-roles.js'

export type SettingValue = NonNullable<OpenApiFile[keyof OpenApiFile]>

/** A flag that the catalog remembers from now on. */
export interface SettingChange {
  readonly kind: 'setting'
  readonly key: keyof OpenApiFile
  readonly from: OpenApiFile[keyof OpenApiFile]
  readonly to: SettingValue
}

/** A route to merge. */
export type MergedRoute = Pick<
  ImportedRoute,
  'name' | 'method' | 'template' | 'pattern' | 'requirement' | 'why'
>

/** What is merged into a catalog. */
export interface Merged {
  /** Each with its description. */
  readonly scopes: ReadonlyMap<string, string>
  readonly roles?: ImportedRoles | undefined
  readonly routes: readonly MergedRoute[]
}

/** What the catalog says about a name, as written. */
export interface Written {
  /** The roles and scopes whose lists contain a text, as `role x` and `scope y`. */
  listersOf(text: string): readonly string[]
  scopesOf(role: string): readonly string[]
}

/** A change that a document makes to a catalog. */
export type Change =
  | RoleChange
  | { readonly kind: 'new-scope'; readonly scope: string; readonly description: string }
  | { readonly kind: 'new-route'; readonly route: MergedRoute }
  | {
      readonly kind: 'changed'
      /** Its name in the catalog. */
      readonly name: string
      readonly from: Requirement
      readonly to: Requirement
      readonly route: MergedRoute
    }

export interface Merge {
  readonly changes: readonly Change[]
  /**
   * The changes that allow somebody more than now, or make a name of a glob, as problems with their location in the
   * catalog.
   */
  readonly looser: readonly Problem[]
  readonly notes: readonly Problem[]
}

/** What flags change in the `openapi:` of a catalog. */
export function settingChanges({ openapi }: Catalog, said: OpenApiFile): SettingChange[] {
  const from = openapi.written
  return OPENAPI_KEYS.flatMap((key): SettingChange[] => {
    const to = said[key]
    return to === undefined || String(from[key]) === String(to)
      ? []
      : [{ kind: 'setting', key, from: from[key], to }]
  })
}

/**
 * What an import adds to a catalog and changes in it. Routes are the same if their templates match the same paths; for
 * roles, see mergeRoles.
 *
 * Kept as they are: token settings, descriptions, scopes and routes that the document does not have, and a
 * decision if the document states none: what a document does not mention is never removed.
 *
 */
export function mergeInto(catalog: Catalog, imported: Merged, written: Written): Merge {
  const known = new Map(catalog.routes.map((route) => [keyOf(route), route]))
  const changes: Change[] = []
  const looser: Problem[] = []
  const keptDecided: string[] = []
  for (const [scope, description] of imported.scopes) {
    if (catalog.scopes.has(scope)) continue
    changes.push({ kind: 'new-scope', scope, description })
    const by = scope.includes('*') ? written.listersOf(scope) : []
    if (by.length > 0) looser.push(problem('import-names-glob', { scope, by }))
  }
  const roles = mergeRoles(catalog, imported.roles ?? NO_ROLES, written.scopesOf)
  changes.push(...roles.changes)
  looser.push(...roles.looser)
  for (const route of imported.routes) {
    const old = known.get(keyOf(route))
    known.delete(keyOf(route))
    if (!old) {
      changes.push({ kind: 'new-route', route })
      looser.push(...shadowing(catalog, route))
    } else if (norm(old.requirement) !== norm(route.requirement)) {
      if (isUnstated(route)) {
        if (old.requirement.level !== 'undecided') keptDecided.push(old.name)
        continue
      }
      const { name, requirement: from } = old
      changes.push({ kind: 'changed', name, from, to: route.requirement, route })
      if (isLooser(from, route.requirement)) looser.push(loosens(name, old, route))
    }
  }
  const gone = [...known.values()].map(({ name }) => name)
  const notes: Problem[] = [...roles.notes]
  if (gone.length > 0) notes.push(problem('import-kept-routes', { routes: gone }))
  if (keptDecided.length > 0) notes.push(problem('import-kept-decided', { routes: keptDecided }))
  return { changes, looser, notes }
}

const NO_ROLES: ImportedRoles = new Map()

const keyOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string =>
  `${method} ${pattern.shape}`

/** The document says nothing about it, or nothing readable. */
const isUnstated = ({ requirement, why }: MergedRoute): boolean =>
  requirement.level === 'undecided' || why === 'states-none'

/**
 * Whether some set of scopes, or another way in, satisfies `to` and not `from`. Starting from `undecided`, only
 * requiring scopes does not count as looser: the route is closed until somebody decides, and a document must not decide
 * "everybody".
 */
export function isLooser(from: Requirement, to: Requirement): boolean {
  if (from.level === 'public') return false
  if (from.level === 'undecided') return to.level === 'public' || to.level === 'authenticated'
  return letsInMore(from, to) || hasNewWay(from, to)
}

/**
 * A new route takes paths from the narrowest route that has them now. A new HEAD route takes them from every GET route
 * that it overlaps, unless a HEAD route already has them all.
 */
function shadowing(catalog: Catalog, route: MergedRoute): Problem[] {
  const [sample] = samplesOf(route.pattern)
  const wider = routeIndex(catalog)
    .candidates(route.method, sample)
    .filter((each) => isWithin(route.pattern, each.pattern))
  const governor = firstOfEqual(minimal(wider), ({ requirement }) => norm(requirement))
  const overlapped =
    route.method === 'HEAD' && wider.length === 0
      ? catalog.routes.filter(
          (each) => each.method === 'GET' && mayOverlap(route.pattern, each.pattern),
        )
      : []
  return [...(governor ? [governor] : []), ...overlapped]
    .filter((each) => isLooser(each.requirement, route.requirement))
    .map((each) => loosens(route.name, each, route, each.name))
}

/** Whether two templates may have a path in common; yes if in doubt. */
function mayOverlap(a: Template, b: Template): boolean {
  const [short, long] = a.segments.length <= b.segments.length ? [a, b] : [b, a]
  if (short.tail === undefined && short.segments.length < long.segments.length) return false
  return short.segments.every(({ texts, names }, i) => {
    const other = long.segments[i]
    if (!other || names.length > 0 || other.names.length > 0) return true
    return texts[0] === other.texts[0]
  })
}

function loosens(
  name: string,
  old: Route,
  { requirement }: MergedRoute,
  shadowed?: string,
): Problem {
  const [from, to] = [requirementText(old.requirement), requirementText(requirement)]
  return problem('import-loosens', { route: name, from, to, shadowed }, old.at)
}
