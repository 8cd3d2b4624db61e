import { valueText } from '../access/claims.js'
import type { Facts } from '../access/facts.js'
import type { Users } from '../users/model.js'
import { byCodeUnit } from '../word.js'
import type { ClaimChange } from './change.js'

/** The changed claims of users on both sides; new and removed users are reported as such. */
export function claimChanges(before: Facts, after: Facts, { users }: Users): ClaimChange[] {
  const [was, is] = [before.claims, after.claims]
  if (was.kind === 'digest' || is.kind === 'digest') return []
  return [...new Set([...was.of.keys(), ...is.of.keys()])].sort(byCodeUnit).flatMap((user) => {
    if (!isThere(before, user) || !isThere(after, user)) return []
    const [old, now] = [was.of.get(user), is.of.get(user)]
    const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort(byCodeUnit)
    return names.flatMap((claim): ClaimChange[] => {
      const [a, b] = [old?.get(claim), now?.get(claim)]
      if (a === b) return []
      const sides = { before: a && valueText(a), after: b && valueText(b) }
      return [{ kind: 'claims', user, claim, ...sides, at: users.get(user)?.at }]
    })
  })
}

const isThere = ({ users }: Facts, name: string): boolean =>
  users.kind === 'digest' || users.holds.has(name)
