import { allWays, letIn, otherWaysIn } from './callers.js'
import type { Requirement } from './model.js'
import { normOf, tokenAlternatives } from './requirement.js'

/** Whether `to` accepts some caller, with or without a token, that `from` rejects. */
export function letsInMore(from: Requirement, to: Requirement): boolean {
  if (from.level === 'public' || to.level === 'undecided') return false
  if (to.level === 'public') return true
  const before = tokenAlternatives(from)
  return tokenAlternatives(to).some(
    (scopes) => !before.some((other) => other.every((name) => scopes.includes(name))),
  )
}

/**
 * Whether a scheme or a rule in words lets in some caller of `to` that `from` rejects. A stricter form of a former way
 * in (`a` is now `a + scheme K`) is not new.
 */
export function hasNewWay(from: Requirement, to: Requirement): boolean {
  return letIn(otherWaysIn(normOf(to)), allWays(normOf(from)))
}
