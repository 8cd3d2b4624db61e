import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { norm, otherWays, requirementText, tokenAlternatives } from '../catalog/requirement.js'
import { isWithin } from '../catalog/route-template.js'
import { type Problem, problem } from '../problem.js'
import type { Imported, ImportedRoute } from './import.js'

/** What a re-import changes of a catalog. */
export type Change =
  | { readonly kind: 'new-scope'; readonly scope: string; readonly description: string }
  | { readonly kind: 'new-route'; readonly route: ImportedRoute }
  | {
      readonly kind: 'changed'
      /** As the catalog calls it. */
      readonly name: string
      readonly from: Requirement
      readonly to: Requirement
      readonly route: ImportedRoute
    }

export interface Merge {
  readonly changes: readonly Change[]
  /** The changes by which somebody may do what they may not do now, as problems with their place in the catalog. */
  readonly looser: readonly Problem[]
  readonly notes: readonly Problem[]
}

/**
 * What an import adds to a catalog and changes of it. Routes are the same where their templates have the same paths.
 *
 * Kept as they are: roles, token settings, descriptions, scopes and routes that the document does not have, and a
 * decision where the document states none: a document that says nothing takes nothing back.
 */
export function mergeInto(catalog: Catalog, imported: Imported): Merge {
  const known = new Map(catalog.routes.map((route) => [keyOf(route), route]))
  const changes: Change[] = []
  const looser: Problem[] = []
  const keptDecided: string[] = []
  for (const [scope, description] of imported.scopes) {
    if (!catalog.scopes.has(scope)) changes.push({ kind: 'new-scope', scope, description })
  }
  for (const route of imported.routes) {
    const old = known.get(keyOf(route))
    known.delete(keyOf(route))
    if (!old) {
      changes.push({ kind: 'new-route', route })
      looser.push(...shadowing(catalog, route))
    } else if (norm(old.requirement) !== norm(route.requirement)) {
      if (isUnstated(route)) {
        keptDecided.push(old.name)
        continue
      }
      const { name, requirement: from } = old
      changes.push({ kind: 'changed', name, from, to: route.requirement, route })
      if (isLooser(from, route.requirement)) looser.push(loosens(name, old, route))
    }
  }
  const gone = [...known.values()].map(({ name }) => name)
  const notes: Problem[] = []
  if (gone.length > 0) notes.push(problem('import-kept-routes', { routes: gone }))
  if (keptDecided.length > 0) notes.push(problem('import-kept-decided', { routes: keptDecided }))
  return { changes, looser, notes }
}

const keyOf = ({ method, pattern }: Pick<Route, 'method' | 'pattern'>): string =>
  `${method} ${pattern.shape}`

/** The document has nothing to say of it, or nothing that can be read. */
const isUnstated = ({ requirement }: ImportedRoute): boolean => requirement.level === 'undecided'

/**
 * Whether some set of scopes, or somebody by another way, gets in by `to` and not by `from`. From `undecided` only
 * scopes are no loosening: it is open to nobody until somebody decides, and a document must not decide "everybody".
 */
export function isLooser(from: Requirement, to: Requirement): boolean {
  if (to.level === 'undecided' || from.level === 'public') return false
  if (to.level === 'public') return true
  if (from.level === 'undecided') return to.level === 'authenticated'
  const before = tokenAlternatives(from)
  const opens = tokenAlternatives(to).some(
    (scopes) => !before.some((other) => other.every((name) => scopes.includes(name))),
  )
  return opens || hasNewWay(from, to)
}

function hasNewWay(from: Requirement, to: Requirement): boolean {
  const text = (requirement: Requirement): string[] =>
    otherWays(requirement).map((way) => norm({ level: 'scopes', alternatives: [way] }))
  const before = new Set(text(from))
  return text(to).some((way) => !before.has(way))
}

/** A new route takes paths from the narrowest one that has them now. */
function shadowing(catalog: Catalog, route: ImportedRoute): Problem[] {
  const wider = (method: string): Route[] =>
    catalog.routes.filter((each) => each.method === method && isWithin(route.pattern, each.pattern))
  const own = wider(route.method)
  const candidates = own.length === 0 && route.method === 'HEAD' ? wider('GET') : own
  const governs = candidates.find((each) =>
    candidates.every((other) => isWithin(each.pattern, other.pattern)),
  )
  if (!governs || !isLooser(governs.requirement, route.requirement)) return []
  return [loosens(route.name, governs, route, governs.name)]
}

function loosens(
  name: string,
  old: Route,
  { requirement }: ImportedRoute,
  shadowed?: string,
): Problem {
  const [from, to] = [requirementText(old.requirement), requirementText(requirement)]
  return problem('import-loosens', { route: name, from, to, shadowed }, old.at)
}
