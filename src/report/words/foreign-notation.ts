import { foreignPart } from '../../core/catalog/foreign-notation.js'
import type { DecisionProblems } from '../../core/problems/decision.js'
import { quote, type Sentence } from './words.js'

export function unmatchable({
  route,
  part,
  what,
  suggestion,
}: DecisionProblems['unmatchable-route']): Sentence {
  if (what === 'method')
    return {
      says: `no request can match ${quote(route)}: ${quote(part)} is not a method`,
      hint: 'write one route per method: GET, POST, PUT, PATCH, DELETE',
    }
  return {
    says: `no request can match ${quote(route)}: ${quote(part)} is matched as plain text here`,
    hint:
      suggestion === undefined
        ? 'write a parameter as `{id}`, and the rest of a path as `{path*}`'
        : `write ${quote(suggestion)}`,
  }
}

/** A hint for a similar route that no request can match: suggesting it as it is would not help. */
export function foreignHint(suggestion: string | undefined): string | undefined {
  const [method = '', path = ''] = suggestion?.split(' ') ?? []
  const foreign = foreignPart(method, path)
  if (!foreign || suggestion === undefined) return undefined
  if (foreign.what === 'method')
    return `the catalog has ${quote(suggestion)}, but no request has that method: write one route per method`
  if (foreign.path === undefined) return undefined
  return `the catalog has ${quote(suggestion)}, where ${quote(foreign.part)} is matched as plain text: write ${quote(`${method} ${foreign.path}`)}`
}
