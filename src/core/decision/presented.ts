import type { Catalog, View } from '../catalog/model.js'
import { sorted } from '../catalog/sorted.js'
import { ScopectlError } from '../errors.js'
import type { Problem } from '../problem.js'
import type { Rejected, Verified } from '../token/model.js'
import { claimsDiffer } from '../token-scopes/claim-hints.js'
import { readTokenScopes, type TokenScopes, type Views, viewsOf } from '../token-scopes/read.js'

/** No token, or that of a disabled user, which counts as none. */
export interface NoToken {
  readonly kind: 'none'
  readonly because?: Problem | undefined
}
/**
 * No token: what an anonymous caller presents.
 *
 * @example
 * ```ts
 * import { askRoute, decide, NO_TOKEN, parseCatalog, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf({ scopes: {}, routes: { 'GET /me': 'authenticated' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const decision = decide(catalog.value, askRoute(catalog.value, 'GET /me'), NO_TOKEN)
 * decision.status // => 401
 * decision.decision === 'deny' && decision.challenge // => 'Bearer'
 * ```
 */
export const NO_TOKEN: NoToken = { kind: 'none' }

/** What was presented. A token that was only decoded does not qualify: it proves nothing. */
export type Presented = Verified | Rejected | NoToken

/** What the accepted token carries. */
export interface Held {
  readonly view: View
  /** The set that decided, in the catalog's order. */
  readonly scopes: readonly string[]
  readonly views: Views
  readonly read: TokenScopes
}

/**
 * What an accepted token carries, read as the catalog's servers read it.
 * @throws ScopectlError `scope-claims-differ`: reading one of them would be a guess.
 */
export function heldBy(catalog: Catalog, { token }: Verified): Held {
  const read = readTokenScopes(token, catalog.token)
  if (read.ambiguous) {
    throw new ScopectlError([claimsDiffer(catalog, token, read.ambiguous)])
  }
  const views = viewsOf(catalog, token, read)
  const view = catalog.token.enforce
  return { view, scopes: sorted(catalog, views[view]), views, read }
}
