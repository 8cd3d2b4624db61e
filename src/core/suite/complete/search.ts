import type { Bits } from '../../matrix/compile.js'
import { isWithin, union } from './held.js'

/** A route's minimal allowed sets. */
export type Ways = readonly Bits[]

/** What a set of scopes must be: contain `lower`, satisfy each of `allowed`, and none of `refused`. */
export interface Limits {
  readonly lower: Bits
  readonly allowed: readonly Ways[]
  readonly refused: readonly Ways[]
}

/** How many comparisons are left: the number of combinations can be exponential. */
export interface Effort {
  left: number
}

/** Whether some set of scopes, closed under `implies`, is within the limits; true if the search was given up. */
export function canBe({ lower, allowed, refused }: Limits, effort: Effort): boolean {
  const satisfiedBy = (held: Bits) => (ways: Ways) => {
    effort.left -= ways.length
    return satisfies(ways, held)
  }
  const isRefused = (held: Bits): boolean => refused.some(satisfiedBy(held))

  // Every set within the limits contains one that is made of `lower` and one way for each of `allowed`.
  function grow(from: Bits): boolean {
    if (effort.left < 0) return true
    if (isRefused(from)) return false
    let held = from
    for (;;) {
      const isMet = satisfiedBy(held)
      const choices = allowed
        .filter((ways) => !isMet(ways))
        .map((ways) => ways.map((way) => union(held, way)).filter((next) => !isRefused(next)))
        .sort((a, b) => a.length - b.length)
      const [fewest] = choices
      if (!fewest) return true
      if (fewest.length !== 1) return fewest.some(grow)
      held = fewest[0] ?? held
    }
  }
  return grow(lower)
}

export const satisfies = (ways: Ways, held: Bits): boolean =>
  ways.some((way) => isWithin(way, held))
