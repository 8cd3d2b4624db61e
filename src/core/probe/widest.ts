import type { Requirement } from '../catalog/model.js'
import { anyOf } from '../catalog/requirement.js'

/** What is allowed at most: by every alternative whose other ways in are open to the caller. */
export const withOtherWays = (requirement: Requirement): Requirement =>
  requirement.level === 'scopes'
    ? anyOf(requirement.alternatives.map(({ scopes }) => ({ scopes, others: [] })))
    : requirement
