import type { Catalog, Requirement } from '../catalog/model.js'
import { satisfies, tokenAlternatives } from '../catalog/requirement.js'
import { routesByScope } from '../catalog/routes-by-scope.js'

type Scopes = ReadonlySet<string>

/** The alternative closest to what is held, and what it still lacks. */
export interface Missing {
  readonly alternative: readonly string[]
  readonly scopes: readonly string[]
}

/**
 * The smallest step to an allow: the alternative that lacks the fewest scopes, then the one whose missing scopes would
 * allow the fewest other routes, then the first one written. Never through a scope that implies the missing one:
 * "become admin" is not advice. Undefined if no token with these scopes can ever satisfy the requirement.
 */
export function missingFor(
  catalog: Catalog,
  requirement: Requirement,
  held: Scopes,
): Missing | undefined {
  // Alternatives that lack the same scopes count as one candidate, the first one written.
  const distinct = new Map<string, Missing>()
  for (const alternative of tokenAlternatives(requirement)) {
    const scopes = alternative.filter((name) => !held.has(name))
    const key = [...scopes].sort().join(' ')
    if (!distinct.has(key)) distinct.set(key, { alternative, scopes })
  }
  const candidates = [...distinct.values()]
  const fewest = least(candidates.map(({ scopes }) => scopes.length))
  const nearest = candidates.filter(({ scopes }) => scopes.length === fewest)
  if (nearest.length < 2) return nearest[0]
  const opened = nearest.map(({ scopes }) => routesOpened(catalog, held, scopes))
  return nearest[opened.indexOf(least(opened))]
}

/** Math.min(...list) fails for a very long list. */
const least = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)

/** How many routes these further scopes would allow that the held scopes do not. */
export function routesOpened(catalog: Catalog, held: Scopes, further: readonly string[]): number {
  const more = new Set(further)
  const after = { has: (name: string) => more.has(name) || held.has(name) }
  // A newly satisfied alternative must include one of the further scopes.
  const byScope = routesByScope(catalog)
  const touched = new Set(further.flatMap((name) => byScope.get(name) ?? []))
  let opened = 0
  for (const { requirement } of touched) {
    if (!satisfies(requirement, held) && satisfies(requirement, after)) opened++
  }
  return opened
}

/** Every scope of a requirement that is not held in any view. */
export function lacking(
  requirement: Requirement,
  { implied }: { readonly implied: Scopes },
): Set<string> {
  const asked = tokenAlternatives(requirement).flat()
  return new Set(asked.filter((name) => !implied.has(name)))
}
