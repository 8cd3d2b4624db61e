import type { Policy, PolicyRoute } from '../policy.js'

/** Routes with the same requirement, as a group of actions. */
export interface Group {
  /** `needs read`: the name of the group, and of the policy that permits it. */
  readonly name: string
  readonly first: PolicyRoute
  readonly routes: readonly PolicyRoute[]
}

export function groupsOf({ routes }: Policy): Group[] {
  const same = new Map<string, [PolicyRoute, ...PolicyRoute[]]>()
  for (const route of routes) {
    const known = same.get(route.requires)
    if (known) known.push(route)
    else same.set(route.requires, [route])
  }
  return [...same].map(([requires, all]) => ({
    ...{ name: groupName(requires), first: all[0], routes: all },
  }))
}

/** No route has such a name: theirs begin with a method in upper case. */
export const groupName = (requires: string): string => `needs ${requires}`
