import { globMatches } from '../scope-token.js'

type Names = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>

/**
 * Whether an entry in a list of scopes is a glob. One that equals a declared name is that name: a scope declared with
 * `exact: true` may have a `*` of its own.
 */
export const isGlob = (entry: string, declared: Pick<Names, 'has'>): boolean =>
  entry.includes('*') && !declared.has(entry)

/** The declared names that a glob covers, except `itself`: a scope's own globs never include the scope. */
export const coveredBy = (glob: string, declared: Names, itself?: string): string[] =>
  [...declared.keys()].filter((name) => name !== itself && globMatches(glob, name))
