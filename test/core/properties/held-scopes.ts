import type { Requirement } from '../../../src/core/catalog/model.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'

/** Every set of these scopes that somebody may have. */
export const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, i) => (bits >> i) & 1),
  )

/** Without a token, nothing is held. */
export const allows = (requirement: Requirement, held: readonly string[] | undefined): boolean =>
  requirement.level === 'public' || (held !== undefined && satisfies(requirement, new Set(held)))
