import { issued } from '../../catalog/issued.js'
import { carriedAfter } from '../evidence/bench.js'
import { isSameCarried } from '../evidence/carried.js'
import type { Change } from '../evidence/change.js'
import type { Field } from './killers.js'

/** Whether no token issued here can distinguish the two, as defined in docs/reference/decision.md#mutants. */
export function isEquivalent({ bearing, rows }: Field, change: Change): boolean {
  const { catalog } = bearing
  if (change.touches === 'trust' || change.touches === 'holder') return false
  if (change.touches === 'route') {
    const before = catalog.routes[change.route]?.requirement
    return (
      before !== undefined &&
      issued(catalog.implied, before) === issued(catalog.implied, change.requirement)
    )
  }
  const isSame = rows.every(({ subject, carried }) =>
    isSameCarried(carried, carriedAfter(subject, bearing, change)),
  )
  if (!isSame || !change.implications) return isSame
  const { implied } = change.catalog
  return catalog.routes.every(
    ({ requirement }) => issued(catalog.implied, requirement) === issued(implied, requirement),
  )
}
