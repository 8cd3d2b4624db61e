import { requirementText, tokenAlternatives } from '../catalog/requirement.js'
import type { Question } from '../decision/question.js'
import { fail } from '../errors.js'

/** The guard of a route on a server that only knows scopes. */
export type Guard = 'open' | readonly [readonly string[], ...(readonly string[])[]]

/**
 * The alternatives of scopes that guard the route, in the catalog's order; one without scopes for `authenticated`.
 * @throws ScopectlError if only another way in remains, which a guard of scopes cannot express.
 */
export function guardOf({ requirement, route }: Question, server: string): Guard {
  if (requirement.level === 'public') return 'open'
  const [first, ...rest] = tokenAlternatives(requirement)
  if (first) return [first, ...rest]
  const needs = requirementText(requirement)
  return fail('server-cannot-guard', { server, needs }, route?.at)
}
