import { isSafe } from './methods.js'
import type { Exchange, Planned, RoutePlan } from './model.js'
import { gotOf, isAnswered, isRefused, isThrough } from './seen.js'

/** Whether a request may have changed something: a write that got in, failed on the way, or got no answer. */
export function mayHaveWritten({ planned, reply }: Exchange): boolean {
  const isOption = planned.variant === 'options' || planned.method === 'OPTIONS'
  const isWrite = (!isSafe(planned.method) && !isOption) || planned.variant === 'override'
  return isWrite && (!isAnswered(reply) || gotOf(reply) === 'through' || reply.status >= 500)
}

/** The resource that a write is about: its path, up to the last parameter. */
function resourceOf({ route: { pattern } }: RoutePlan, { path }: Planned): string {
  const parts = path.split('/')
  const last = pattern.segments.findLastIndex(({ names }) => names.length > 0)
  return last < 0 || pattern.tail !== undefined ? path : parts.slice(0, last + 2).join('/')
}

/** The resources that writes may have consumed: what is refused there from then on may be refused for that reason. */
export class Spent {
  readonly #resources = new Set<string>()

  add(plan: RoutePlan, planned: Planned): void {
    this.#resources.add(resourceOf(plan, planned))
  }

  /** Whether it or something that it is part of was written to. */
  has(plan: RoutePlan, planned: Planned): boolean {
    const parts = resourceOf(plan, planned).split('/')
    return parts.some((_, i) => this.#resources.has(parts.slice(0, parts.length - i).join('/')))
  }
}

/** An allowed write that did not get in, which the state of its resource may explain. */
export const isDoubtful = (each: Exchange): boolean =>
  each.planned.expected === 'allowed' &&
  each.planned.variant === undefined &&
  isAnswered(each.reply) &&
  !isThrough(each)

/**
 * The requests that show, sent again, whether the guard or the resource refuses. If an allowed one that got in before is not
 * refused now, the guard tells it from those that are. If a refused one is still refused, the guard comes first, and what
 * got another answer has passed it.
 */
export function rechecksOf(
  { requests }: RoutePlan,
  exchanges: readonly Exchange[],
  doubtful: readonly Exchange[],
): { readonly allowed: Planned | undefined; readonly refused: Planned | undefined } {
  const plain = requests.filter(({ variant }) => variant === undefined)
  const gotIn = exchanges.find(
    (each) => each.planned.expected === 'allowed' && !each.planned.variant && isThrough(each),
  )
  const forbidden = plain.find(({ check }) => check.is === 'refused' || check.is === 'empty')
  return {
    allowed: doubtful.some(isRefused) ? gotIn?.planned : undefined,
    refused: doubtful.every(isRefused)
      ? undefined
      : (forbidden ?? plain.find(({ check }) => check.is === 'no-token')),
  }
}
