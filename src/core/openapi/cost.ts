import { isMembers } from './document.js'
import type { Resolver } from './resolve.js'

// Costs are in characters of a text that takes about as long to read, and as much memory.
const NAME = 50
const MEMBER = 20
const OPERATION = 100

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

/** Counts members of a path item or a scheme, or parameters. */
export const countMembers = (members: number, { spend }: Resolver): void => spend(MEMBER * members)

export const countOperation = (path: string, prefix: string, { spend }: Resolver): void =>
  spend(OPERATION + prefix.length + path.length)
