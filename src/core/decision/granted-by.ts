import type { Catalog, Requirement } from '../catalog/model.js'
import { satisfies, tokenAlternatives } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'

type Scopes = ReadonlySet<string>

/** Roles that together turn a denial into an allow. */
export interface GrantingRoles {
  readonly roles: readonly string[]
  /** One of them is not to be listed by hand: it follows from a user's attributes. */
  readonly conditional: boolean
}

const LARGEST_SET = 3
/** Sets of two and three are looked for among this many roles at most, those that bring most first. */
const MOST_CANDIDATES = 60

/**
 * The roles that would give what is missing: every single role that does, else the smallest sets of up to three.
 * Empty where no set of that size does.
 */
export function grantedBy(
  catalog: Catalog,
  requirement: Requirement,
  held: Scopes,
): GrantingRoles[] {
  const wanted = new Set(
    tokenAlternatives(requirement)
      .flat()
      .filter((name) => !held.has(name)),
  )
  const useful = [...catalog.roles.keys()].flatMap((name) => {
    const grants = grantsOf(catalog, { kind: 'role', roles: [name] }) ?? new Set<string>()
    const brings = [...grants].filter((scope) => wanted.has(scope))
    return brings.length === 0 ? [] : [{ name, brings }]
  })
  const isEnough = (set: readonly Useful[]): boolean =>
    satisfies(requirement, new Set([...held, ...set.flatMap(({ brings }) => brings)]))
  const single = useful.filter((one) => isEnough([one])).map((one) => [one])
  const found = single.length > 0 ? single : smallestSets(useful, isEnough)
  return found.map((set) => ({
    roles: set.map(({ name }) => name),
    conditional: set.some(({ name }) => catalog.roles.get(name)?.when !== undefined),
  }))
}

interface Useful {
  readonly name: string
  readonly brings: readonly string[]
}

function smallestSets(
  useful: readonly Useful[],
  isEnough: (set: readonly Useful[]) => boolean,
): Useful[][] {
  const candidates = [...useful]
    .sort((a, b) => b.brings.length - a.brings.length)
    .slice(0, MOST_CANDIDATES)
  let sets: Useful[][] = candidates.map((one) => [one])
  for (let size = 2; size <= LARGEST_SET; size++) {
    sets = sets.flatMap((set) => {
      const after = candidates.indexOf(set.at(-1) as Useful) + 1
      return candidates.slice(after).map((one) => [...set, one])
    })
    const enough = sets.filter(isEnough)
    if (enough.length > 0) return enough
  }
  return []
}
