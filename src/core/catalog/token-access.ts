import type { Alternative, Requirement } from './model.js'
import { antichain, otherWays, tokenAlternatives } from './requirement.js'

/** Who may call a route, as far as tokens of the catalog decide. */
export type TokenAccess =
  /** A `public` route. */
  | { readonly who: 'everyone' }
  | {
      /** Whoever has an accepted token with every scope of one of these sets. */
      readonly who: 'token'
      /** At least one set, none within another. An empty set (`authenticated`): any accepted token is enough. */
      readonly anyOf: readonly (readonly string[])[]
      /** Other ways to the same route, which no token satisfies: for whoever enforces them elsewhere. */
      readonly otherWays: readonly Alternative[]
    }
  | {
      /** No token is enough. */
      readonly who: 'nobody'
      readonly because: 'undecided' | 'other-ways'
      readonly otherWays: readonly Alternative[]
    }

/**
 * Who may call a route, for programs that translate a catalog into the rules of another system. An alternative with
 * `{ scheme }` or `{ other }` is never among the sets of scopes: a translation that reads `requirement.alternatives` and
 * forgets them opens the route, since the scopes that are left may be none.
 *
 * NOT done: scopes that imply others are not added; with `enforce: implied`, `catalog.implied` says which scopes each one
 * gives. Which route governs a request is the question of `matchRoute`.
 *
 * @param requirement what a route needs
 * @returns everyone, tokens with one of these sets of scopes, or nobody
 * @throws nothing
 * @example
 * ```ts
 * import { parseCatalog, sourceOf, tokenAccess } from 'scopectl'
 *
 * const routes = {
 *   'GET /a': { any: ['admin', { all: ['read', 'write'] }, { all: ['read', { other: 'the owner' }] }] },
 *   'GET /b': { any: [{ scheme: 'ApiKey' }] },
 * }
 * const scopes = { read: 'Read', write: 'Write', admin: 'Everything' }
 * const catalog = parseCatalog(sourceOf({ scopes, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const [a, b] = catalog.value.routes.map(({ requirement }) => tokenAccess(requirement))
 * a?.who === 'token' && a.anyOf // => [['admin'], ['read', 'write']]
 * a?.who === 'token' && a.otherWays // => [{ scopes: ['read'], others: [{ other: 'the owner' }] }]
 * b?.who // => 'nobody'
 * ```
 */
export function tokenAccess(requirement: Requirement): TokenAccess {
  const { level } = requirement
  if (level === 'public') return { who: 'everyone' }
  const anyOf = antichain(tokenAlternatives(requirement))
  const others = otherWays(requirement)
  if (anyOf.length > 0) return { who: 'token', anyOf, otherWays: others }
  return {
    who: 'nobody',
    because: level === 'undecided' ? 'undecided' : 'other-ways',
    otherWays: others,
  }
}
