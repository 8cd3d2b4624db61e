import type { Exchange, Planned } from './model.js'
import { isAnswered, isRefused, isThrough, Seen } from './seen.js'

/**
 * The allowed request to send again, if some other answer may be the resource with another time or form token in it: two
 * answers show what changes with every request. Undefined if that would not help, or if the method may change data.
 */
export function secondSample(exchanges: readonly Exchange[]): Planned | undefined {
  const { all, allowances, resource } = new Seen(exchanges)
  const control = allowances.find(isThrough)?.planned
  if (!resource || control?.method !== 'GET') return undefined
  const isDoubtful = all.some(
    (each) =>
      each.planned.expected !== 'allowed' &&
      each.planned.expected !== 'any' &&
      (isRefused(each) || (each.planned.variant !== undefined && isThrough(each))) &&
      isAnswered(each.reply) &&
      resource.isDoubtful(each.reply),
  )
  return isDoubtful ? control : undefined
}
