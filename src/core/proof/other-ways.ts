import { allWays, needsNoMoreThan, otherWaysIn, tokenScopes, type Way } from '../catalog/callers.js'
import type { Norm } from '../catalog/norm.js'
import { callerBetween, type Found } from './caller-between.js'
import type { Reading } from './reading.js'
import type { Rule } from './rule.js'

interface Side {
  readonly needs: Norm
  readonly reading: Reading
}

/**
 * Whether somebody passes `allowed` by one of its other ways (a scheme, a rule in words) and does not pass `refused`. It is
 * enough to try callers who meet only the conditions of that way: then both sides are rules about their token.
 */
export function callerByOtherWay(allowed: Side, refused: Side): Found['kind'] {
  let kind: Found['kind'] = 'none'
  for (const way of otherWaysIn(allowed.needs)) {
    const met = allWays(refused.needs).filter((other) => needsNoMoreThan(other, way))
    const found = callerBetween(ruleOf([way], allowed.reading), ruleOf(met, refused.reading)).kind
    if (found === 'caller') return found
    if (found === 'unknown') kind = found
  }
  return kind
}

/** What the ways need of a token, for a caller who meets all their other conditions. */
function ruleOf(ways: readonly Way[], reading: Reading): Rule {
  const parts = ways.map(tokenScopes)
  const needs = (level: Rule['needs']['level'], alternatives: string[][] = []): Rule => ({
    needs: { level, alternatives },
    reading,
  })
  if (parts.includes(undefined)) return needs('public')
  const sets = parts.flatMap((set) => (set ? [set] : []))
  return sets.some((set) => set.length === 0) ? needs('authenticated') : needs('scopes', sets)
}
