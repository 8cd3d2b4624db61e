import type { Catalog, Requirement } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'

type Scopes = ReadonlySet<string>

/** Roles that together turn a denial into an allow. */
export interface GrantingRoles {
  readonly roles: readonly string[]
  /** One of them cannot be listed by hand, since it follows from a user's attributes. */
  readonly conditional: boolean
}

const LARGEST_SET = 3
/** Nobody reads more sets than this; single roles are all listed. */
const MOST_SETS = 100

/**
 * The roles that would grant what is missing: every single role that does, or else the smallest sets of up to three.
 * Empty if no set of that size does.
 */
export function grantedBy(
  catalog: Catalog,
  requirement: Requirement,
  held: Scopes,
): GrantingRoles[] {
  const distinct = new Map<string, readonly string[]>()
  for (const scopes of tokenAlternatives(requirement)) {
    const lacks = scopes.filter((name) => !held.has(name))
    distinct.set([...lacks].sort().join(' '), lacks)
  }
  const lacking = [...distinct.values()]
  const bringers = bringersOf(catalog, new Set(lacking.flat()))
  for (let size = 1; size <= LARGEST_SET; size++) {
    const found = setsOf(size, lacking, bringers)
    if (found.length === 0) continue
    const order = [...catalog.roles.keys()]
    return inOrder(found, order).map((roles) => ({
      roles,
      conditional: roles.some((name) => catalog.roles.get(name)?.when !== undefined),
    }))
  }
  return []
}

/** For each wanted scope, the roles that grant it, each with all the wanted scopes that it grants. */
function bringersOf(catalog: Catalog, wanted: Scopes): Map<string, Map<string, Scopes>> {
  const bringers = new Map<string, Map<string, Scopes>>()
  for (const role of catalog.roles.keys()) {
    const grants = grantsOf(catalog, { kind: 'role', roles: [role] }) ?? new Set<string>()
    const brought = new Set([...grants].filter((scope) => wanted.has(scope)))
    for (const scope of brought) {
      const roles = bringers.get(scope) ?? new Map<string, Scopes>()
      bringers.set(scope, roles.set(role, brought))
    }
  }
  return bringers
}

/**
 * The sets of exactly this size that grant everything that some alternative lacks, provided that no smaller one does.
 * Some member must then grant the first missing scope, and so on, so no other sets need to be tried.
 */
function setsOf(
  size: number,
  lacking: readonly (readonly string[])[],
  bringers: ReadonlyMap<string, ReadonlyMap<string, Scopes>>,
): string[][] {
  const found = new Map<string, string[]>()
  const search = (lacks: readonly string[], roles: readonly string[]): void => {
    const [first] = lacks
    if (first === undefined) {
      const set = [...roles].sort()
      found.set(JSON.stringify(set), set)
    } else if (roles.length < size && (size === 1 || found.size < MOST_SETS)) {
      for (const [role, brought] of bringers.get(first) ?? []) {
        search(
          lacks.filter((name) => !brought.has(name)),
          [...roles, role],
        )
      }
    }
  }
  for (const lacks of lacking) if (lacks.length > 0) search(lacks, [])
  return [...found.values()]
}

/** Roles in the catalog's order, and the sets by their first role, then their second. */
function inOrder(sets: readonly (readonly string[])[], order: readonly string[]): string[][] {
  const rank = new Map(order.map((name, i) => [name, i]))
  const rankOf = (name: string | undefined): number => rank.get(name ?? '') ?? -1
  const compare = (a: string, b: string): number => rankOf(a) - rankOf(b)
  return sets
    .map((set) => [...set].sort(compare))
    .sort((a, b) => {
      const differ = a.findIndex((name, i) => name !== b[i])
      return rankOf(a[differ]) - rankOf(b[differ])
    })
}
