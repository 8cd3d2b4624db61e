import { ScopectlError } from '../errors.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { isScopeToken } from '../scope-token.js'
import type { Catalog } from './model.js'

/**
 * Every name must be declared: a misspelt one must not become a denial. Without a catalog the question declares its own
 * names; a name that is not a scope-token is then refused, since it could not appear in a challenge (RFC 6750 §3).
 * @param option the option of the library that has the names, for messages
 */
export function requireDeclared(
  catalog: Catalog,
  names: readonly string[],
  option?: 'missing',
): void {
  const problems = names.flatMap((name): Problem[] => {
    if (!catalog.scopes.has(name)) {
      const suggestion = nearest(name, catalog.scopes.keys())
      return [problem('no-such-scope', { scope: name, option, suggestion })]
    }
    return isScopeToken(name) ? [] : [problem('not-a-scope-token', { name, what: 'scope' })]
  })
  if (problems.length > 0) throw new ScopectlError(problems)
}
