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
      hint: 'name the methods, one route each: GET, POST, PUT, PATCH, DELETE',
    }
  return {
    says: `no request can match ${quote(route)}: ${quote(part)} is plain text here`,
    hint:
      suggestion === undefined
        ? 'parameters are written `{id}`, the rest of a path `{path*}`'
        : `write ${quote(suggestion)}`,
  }
}

/** Of a route that is near: to name it would be no help where no request matches it. */
export function foreignHint(suggestion: string | undefined): string | undefined {
  const [method = '', path = ''] = suggestion?.split(' ') ?? []
  const foreign = foreignPart(method, path)
  if (!foreign || suggestion === undefined) return undefined
  if (foreign.what === 'method')
    return `the catalog has ${quote(suggestion)}, but no request has that method: write one route for each method`
  if (foreign.path === undefined) return undefined
  return `the catalog has ${quote(suggestion)}, where ${quote(foreign.part)} is plain text: write ${quote(`${method} ${foreign.path}`)}`
}
