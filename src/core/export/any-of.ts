import { byCodeUnit } from '../word.js'
import type { Policy, PolicyRoute } from './policy.js'

/**
 * The scopes of a set that are needed: one is left out if each scope that gives another one of the set gives it as well.
 * The first of two scopes that imply each other is kept.
 */
export function needed(scopes: readonly string[], { givenBy }: Pick<Policy, 'givenBy'>): string[] {
  const giversOf = (name: string): ReadonlySet<string> => new Set(givenBy.get(name) ?? [name])
  const kept: string[] = []
  for (const name of scopes) {
    const gives = (other: string): boolean =>
      [...giversOf(other)].every((each) => giversOf(name).has(each))
    if (kept.some(gives)) continue
    const own = giversOf(name)
    const left = kept.filter((other) => ![...own].every((each) => giversOf(other).has(each)))
    kept.splice(0, kept.length, ...left, name)
  }
  return kept
}

/** The scopes any of which is enough; undefined if some set needs several. */
export function anyOfScopes(route: PolicyRoute, policy: Policy): readonly string[] | undefined {
  const sets = route.anyOf.map((scopes) => needed(scopes, policy))
  if (sets.some(({ length }) => length > 1)) return undefined
  const names = sets.flat().flatMap((name) => policy.givenBy.get(name) ?? [name])
  return [...new Set(names)].sort(byCodeUnit)
}

/**
 * The sets of names of which a token must have one whole, as text: for an engine that does not know which scopes give
 * others. For a set with several such scopes, only the first is written out.
 */
export function alternativesOf(route: PolicyRoute, policy: Policy): string[] {
  const sets = route.anyOf.map((scopes) => needed(scopes, policy))
  const texts = sets.flatMap((scopes) => {
    const several = scopes.find((name) => (policy.givenBy.get(name) ?? [name]).length > 1)
    const givers = several === undefined ? [] : (policy.givenBy.get(several) ?? [])
    const rest = scopes.filter((name) => name !== several)
    return several === undefined
      ? [scopes.join(' ')]
      : givers.map((giver) => [giver, ...rest].join(' '))
  })
  return [...new Set(texts)]
}
