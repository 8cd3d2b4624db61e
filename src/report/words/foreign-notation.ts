import { foreignPart } from '../../core/catalog/foreign-notation.js'
import type { DecisionProblems } from '../../core/problems/decision.js'
import { q, type Sentence } from './words.js'

export function unmatchable({
  route,
  part,
  what,
  near,
}: DecisionProblems['unmatchable-route']): Sentence {
  if (what === 'method')
    return {
      says: `no request can match ${q(route)}: ${q(part)} is not a method`,
      hint: 'name the methods, one route each: GET, POST, PUT, PATCH, DELETE',
    }
  return {
    says: `no request can match ${q(route)}: ${q(part)} is plain text here`,
    hint:
      near === undefined
        ? 'parameters are written `{id}`, the rest of a path `{path*}`'
        : `write ${q(near)}`,
  }
}

/** Of a route that is near: to name it would be no help where no request matches it. */
export function foreignHint(near: string | undefined): string | undefined {
  const [method = '', path = ''] = near?.split(' ') ?? []
  const foreign = foreignPart(method, path)
  if (!foreign || near === undefined) return undefined
  if (foreign.what === 'method')
    return `the catalog has ${q(near)}, but no request has that method: write one route for each method`
  if (foreign.path === undefined) return undefined
  return `the catalog has ${q(near)}, where ${q(foreign.part)} is plain text: write ${q(`${method} ${foreign.path}`)}`
}
