import type { Catalog, Requirement } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { routesOpened } from './missing.js'

type Scopes = ReadonlySet<string>

/** More than people write; each way is measured for every group of users. */
const MOST_WAYS = 20

/**
 * For each alternative, the scopes to add to what is held. Those that allow the fewest further routes come first, then
 * those that bring the fewest scopes, then those with the fewest to write, then the order of the file. Left out are
 * scopes that another one of the set implies, and sets that bring all of another set and more: no "become admin".
 *
 * No other set of scopes allows less: whatever satisfies an alternative brings at least what that alternative lacks.
 */
export function waysTo(
  catalog: Catalog,
  requirement: Requirement,
  held: Scopes,
): readonly (readonly string[])[] {
  const distinct = new Map<string, Way>()
  for (const alternative of tokenAlternatives(requirement)) {
    const scopes = unimplied(
      catalog,
      [...new Set(alternative)].filter((name) => !held.has(name)),
    )
    const key = [...scopes].sort().join(' ')
    if (!distinct.has(key)) distinct.set(key, wayOf(catalog, held, scopes))
  }
  const ways = [...distinct.values()].sort(
    (a, b) => a.routes - b.routes || a.brought - b.brought || a.scopes.length - b.scopes.length,
  )
  const sets = ways.slice(0, MOST_WAYS).map(({ scopes }) => scopes)
  return sets.filter((set) => {
    const all = close(catalog.implied, set)
    return !sets.some((other) => other !== set && other.every((name) => all.has(name)))
  })
}

interface Way {
  readonly scopes: readonly string[]
  /** Routes newly allowed, and scopes gained, including implied ones. */
  readonly routes: number
  readonly brought: number
}

function wayOf(catalog: Catalog, held: Scopes, scopes: readonly string[]): Way {
  const brought = [...close(catalog.implied, scopes)].filter((name) => !held.has(name))
  return { scopes, routes: routesOpened(catalog, held, brought), brought: brought.length }
}

/** There is no cycle of implications, so no two scopes of a set imply each other. */
const unimplied = ({ implied }: Catalog, scopes: readonly string[]): readonly string[] =>
  scopes.filter((name) => !scopes.some((by) => by !== name && implied.get(by)?.has(name)))
