import type { Requirement } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'

/**
 * Operations by their resulting requirement; `other`: only ways that no token satisfies; `left_out`: not imported, since
 * a catalog cannot have the path.
 */
export interface Census {
  readonly operations: number
  readonly scoped: number
  readonly authenticated: number
  readonly public: number
  readonly undecided: number
  readonly other: number
  readonly left_out: number
}

/** @param requirements one per operation; undefined if it was left out. */
export function censusOf(requirements: readonly (Requirement | undefined)[]): Census {
  const count = (test: (requirement: Requirement) => boolean): number =>
    requirements.filter((each) => each && test(each)).length
  const isScoped = (each: Requirement): boolean =>
    each.level === 'scopes' && tokenAlternatives(each).length > 0
  const counts = {
    scoped: count(isScoped),
    authenticated: count(({ level }) => level === 'authenticated'),
    public: count(({ level }) => level === 'public'),
    undecided: count(({ level }) => level === 'undecided'),
  }
  const decided = counts.scoped + counts.authenticated + counts.public + counts.undecided
  const operations = requirements.length
  const left_out = requirements.filter((each) => each === undefined).length
  return { operations, ...counts, other: operations - decided - left_out, left_out }
}
