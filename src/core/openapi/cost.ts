import { isMembers } from './document.js'
import type { Resolver } from './resolve.js'

/** What one name or parameter costs in memory and output, in characters. */
const NAME = 20

/** Counts a `security` list for one operation, before anything is made of it. Alternatives are compared in pairs. */
export function countSecurity(security: unknown, { spend }: Resolver): void {
  if (!Array.isArray(security)) return
  spend(security.length ** 2)
  for (const entry of security) {
    if (!isMembers(entry)) continue
    for (const list of Object.values(entry)) {
      spend(NAME * (1 + (Array.isArray(list) ? list.length : 0)))
    }
  }
}

/** Counts entries of which each makes a name. */
export const countNames = (entries: number, { spend }: Resolver): void => spend(NAME * entries)
