import type { Requirement } from './model.js'
import { norm, otherWays, tokenAlternatives } from './requirement.js'

/** Whether `to` accepts some caller, with or without a token, that `from` rejects. */
export function letsInMore(from: Requirement, to: Requirement): boolean {
  if (from.level === 'public' || to.level === 'undecided') return false
  if (to.level === 'public') return true
  const before = tokenAlternatives(from)
  return tokenAlternatives(to).some(
    (scopes) => !before.some((other) => other.every((name) => scopes.includes(name))),
  )
}

/** Whether `to` has some other way in (a scheme or a rule in words) that `from` lacks. */
export function hasNewWay(from: Requirement, to: Requirement): boolean {
  const text = (requirement: Requirement): string[] =>
    otherWays(requirement).map((way) => norm({ level: 'scopes', alternatives: [way] }))
  const before = new Set(text(from))
  return text(to).some((way) => !before.has(way))
}
