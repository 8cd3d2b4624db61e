import { isSafe } from './methods.js'
import type { Planned, RoutePlan } from './model.js'

/** The requests for a route: what must be refused first, since an allowed one may fill a cache or consume something. */
export function inOrder(
  refusals: readonly Planned[],
  variants: readonly Planned[],
  allowances: readonly Planned[],
  options: readonly Planned[],
): Planned[] {
  const isAllowed = ({ expected }: Planned): boolean => expected === 'allowed'
  const first = refusals.find(({ check }) => check.is === 'no-token')
  const again: Planned[] =
    first && allowances.length > 0 && isSafe(first.method)
      ? [{ ...first, check: { is: 'again' } }]
      : []
  return [
    ...refusals,
    ...variants.filter((each) => !isAllowed(each)),
    ...allowances,
    ...again,
    ...options,
    ...variants.filter(isAllowed),
  ]
}

/**
 * A write that gets in may consume what it is about, and all later requests then get 404. What only this route can show
 * goes first: whether it checks its own scopes. A token that is accepted in spite of a flaw also gets in elsewhere.
 */
export function consumedLast(plan: RoutePlan): RoutePlan {
  if (isSafe(plan.route.method)) return plan
  return { ...plan, requests: plan.requests.toSorted((a, b) => rankOf(a) - rankOf(b)) }
}

function rankOf({ variant, check, expected }: Planned): number {
  if (variant !== undefined || expected === 'allowed' || check.is === 'again') return 4
  switch (check.is) {
    case 'no-token':
    case 'garbage':
      return 0
    case 'refused':
      return 1
    case 'flaw':
      return 3
    default:
      return 2
  }
}
