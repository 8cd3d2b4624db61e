import type { CatalogProblems } from '../../core/problems/catalog.js'
import { quote, type Words } from './words.js'

type GlobCode = 'star-in-name' | 'glob-not-here' | 'empty-glob' | 'implies-cycle'

/** Problems with a `*` in the name of a scope or in a list of scopes, and with what globs lead to. */
export const globWords: Words<Pick<CatalogProblems, GlobCode>> = {
  'star-in-name': ({ name }) => ({
    says: `the scope name ${quote(name)} contains \`*\``,
    hint: `if the scope is called exactly that: ${quote(`${yamlKey(name)}: { exact: true }`)}; globs are allowed in \`implies:\` and in the scopes of roles`,
  }),
  'glob-not-here': ({ glob, by }) => ({
    says: `${whose(by)} cannot use the glob ${quote(glob)}`,
    hint: 'list the scopes one by one; globs are allowed only in `implies:` and in the scopes of roles, and a scope with `*` in its name is declared with `exact: true`',
  }),
  'empty-glob': ({ glob, by }) => ({
    says: `the glob ${quote(glob)} of ${whose(by)} matches no declared scope`,
    hint: '`*` matches one or more characters, but not `:`',
  }),
  'implies-cycle': ({ cycle }) => ({
    says: `scopes imply each other in a cycle: ${chain(cycle)}`,
    hint: isOwnGlob(cycle)
      ? `${quote(cycle[0] ?? '')} is a declared scope, so it is not a glob: list the scopes that it implies`
      : 'a scope can only imply narrower ones: remove one of these steps',
  }),
}

/** A scope that was meant to imply what its name would match as a glob. */
const isOwnGlob = ([first = '', ...rest]: readonly string[]): boolean =>
  first.includes('*') && rest.length === 1

const yamlKey = (name: string): string => `'${name.replaceAll("'", "''")}'`

/** `role editor` with its name quoted, for a sentence: role `editor`. */
export function whose(by: string): string {
  const space = by.indexOf(' ')
  return space < 0 ? quote(by) : `${by.slice(0, space)} ${quote(by.slice(space + 1))}`
}

export const chain = (cycle: readonly string[]): string => cycle.map(quote).join(' -> ')
