import type { Norm } from '../catalog/norm.js'
import type { Item, Reading } from './reading.js'

/** What a route requires, with how tokens are read there: which tokens it allows, of all that could exist. */
export interface Rule {
  readonly needs: Pick<Norm, 'level' | 'alternatives'>
  readonly reading: Reading
}

/** A caller: an accepted token with exactly these scopes and roles, or none. */
export type Caller = readonly Item[] | undefined

/** Whether the rule allows the caller. An undecided one allows nobody. */
export function allows({ needs, reading }: Rule, caller: Caller): boolean {
  if (needs.level === 'public') return true
  if (needs.level === 'undecided' || caller === undefined) return false
  if (needs.level === 'authenticated') return true
  const given = caller.map((item) => reading.gives(item))
  return needs.alternatives.some((names) =>
    names.every((name) => given.some((scopes) => scopes.has(name))),
  )
}
