import type { Catalog, OtherWay, Requirement } from './model.js'
import { close } from './reach.js'
import { antichain, otherWays, tokenAlternatives } from './requirement.js'

type Implied = Catalog['implied']

/**
 * The alternatives as far as tokens issued here can distinguish them: each closed under implication, redundant ones
 * removed.
 */
export const issuedAlternatives = (implied: Implied, requirement: Requirement): string[][] =>
  antichain(tokenAlternatives(requirement).map((scopes) => [...close(implied, scopes)]))

/**
 * issued(R): equal for requirements that give the same answer for every token issued here (whose scopes are always
 * closed) and that have the same other ways in. For comparison only: norm is the form for people.
 */
export function issued(implied: Implied, requirement: Requirement): string {
  const others = otherWays(requirement).map(({ scopes, others: ways }) =>
    JSON.stringify([[...scopes].sort(), ways.map(otherKey).sort()]),
  )
  const alternatives = issuedAlternatives(implied, requirement)
  return JSON.stringify([requirement.level, alternatives, [...new Set(others)].sort()])
}

function otherKey(way: OtherWay): string {
  if ('authenticated' in way) return JSON.stringify([])
  return JSON.stringify('other' in way ? [way.other] : [way.scheme, [...way.scopes].sort()])
}
