import { type Facts, factsOf, type RouteKey } from '../access/facts.js'
import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { normText } from '../catalog/norm.js'
import { norm } from '../catalog/requirement.js'
import { align } from '../diff/align.js'
import { compare } from '../diff/compare.js'
import type { Newer } from '../diff/side.js'
import type { PackedOlder, PackedSide, RouteChangeKind } from '../matrix/page-data.js'
import { listed, pack } from './pack.js'

export interface OlderSide extends Newer {
  readonly name: string
}

/**
 * The older side of a comparison, aligned with the newer one like in diff: a new route has the requirement of the route that
 * governed its paths before.
 *
 * @returns the older side, and the newer one with the requirements that removed routes have now
 */
export function packOverlay(
  older: OlderSide,
  newer: Newer,
): { readonly older: PackedOlder; readonly side: PackedSide } {
  const facts = [factsOf(older.catalog, older.users), factsOf(newer.catalog, newer.users)] as const
  const [before, after] = align(...facts)
  const gone = older.catalog.routes.filter((route) => !facts[1].routes.has(keyOf(route)))
  const [was, is] = [
    requirementIn(older.catalog, before),
    requirementIn(newer.catalog, after),
  ] as const
  const olderSide = pack(older.catalog, older.users)
  const newerSide = pack(newer.catalog, newer.users)
  const texts = (side: PackedSide) => {
    const list = listed<Requirement>((each) => JSON.stringify(each))
    for (const each of side.requirements) list.number(each)
    return list
  }
  const [oldTexts, newTexts] = [texts(olderSide), texts(newerSide)]
  const numberIn = (list: typeof oldTexts, found: Requirement | undefined): number =>
    found ? list.number(found) : -1
  const all = [...newer.catalog.routes, ...gone]
  const names = new Map(all.map(({ name }, i) => [name, i]))
  const packedGone = olderSide.routes.filter((_, i) =>
    gone.includes(older.catalog.routes[i] as Route),
  )
  return {
    older: {
      name: older.name,
      before: all.map((route) => numberIn(oldTexts, was(keyOf(route)))),
      gone: packedGone.map(([method, template, , description, place], i) => {
        const route = gone[i]
        const now = route && is(keyOf(route))
        return [method, template, numberIn(newTexts, now), description, place]
      }),
      changed: routeChanges(facts, newer).flatMap(([name, kind]) => {
        const number = names.get(name)
        return number === undefined ? [] : [[number, kind] as const]
      }),
      side: { ...olderSide, routes: [], requirements: oldTexts.all },
    },
    side: { ...newerSide, requirements: newTexts.all },
  }
}

/** For a key of the aligned facts, a requirement of the catalog with the same normal form. */
function requirementIn(
  { routes }: Catalog,
  aligned: Facts,
): (key: RouteKey) => Requirement | undefined {
  const own = new Map(routes.map((route) => [keyOf(route), route.requirement]))
  const equal = new Map(routes.map(({ requirement }) => [norm(requirement), requirement]))
  return (key) => {
    const governing = aligned.routes.get(key)
    return own.get(key) ?? (governing && equal.get(normText(governing)))
  }
}

function routeChanges(facts: readonly [Facts, Facts], newer: Newer): [string, RouteChangeKind][] {
  return compare(...facts, newer).flatMap((change): [string, RouteChangeKind][] =>
    'allowed' in change ? [[change.route, change.kind]] : [],
  )
}

const keyOf = ({ method, pattern }: Route): RouteKey => `${method} ${pattern.shape}`
