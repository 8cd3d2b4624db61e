import type { Catalog } from '../catalog/model.js'
import type { PackedToken } from '../matrix/page-token.js'
import type { Moment } from '../token/check-claims.js'
import type { DecodedToken, Rejected } from '../token/model.js'
import { verify } from '../token/verify.js'
import { checkWithoutKey } from '../token/without-key.js'
import { readTokenScopes, type TokenScopes, type Views, viewsOf } from '../token-scopes/read.js'
import { trustIn } from './token-settings.js'

/**
 * Whether the signature was checked: with a key of the page, or why not. Browsers have no cryptography on pages that came
 * over plain HTTP from another machine.
 */
export type SignatureCheck = 'checked' | 'not-included' | 'secret' | 'insecure-page'

/** What a pasted token is, and what it holds if its signature is good. */
export type JudgedToken =
  | { readonly kind: 'rejected'; readonly signature: SignatureCheck; readonly rejected: Rejected }
  /** Known scope claims differ, and the catalog does not say which one counts. */
  | {
      readonly kind: 'ambiguous'
      readonly signature: SignatureCheck
      readonly token: DecodedToken
      readonly claims: readonly string[]
    }
  | {
      readonly kind: 'acceptable'
      readonly signature: SignatureCheck
      readonly token: DecodedToken
      readonly scopes: TokenScopes
      readonly views: Views
      readonly notes: Rejected['notes']
    }

/** @param catalog with the token settings of the page */
export async function judgeToken(
  text: string,
  packed: PackedToken,
  catalog: Catalog,
  at: Moment,
  hasCryptography: boolean,
): Promise<JudgedToken> {
  const trust = trustIn(packed, catalog.token)
  const signature = !trust
    ? (packed.keyless ?? 'not-included')
    : hasCryptography
      ? 'checked'
      : 'insecure-page'
  const presented =
    trust && hasCryptography
      ? await verify(text, trust, at)
      : checkWithoutKey(text, catalog.token, at)
  if (presented.kind === 'rejected') return { kind: 'rejected', signature, rejected: presented }
  const { token, notes } = presented
  const scopes = readTokenScopes(token, catalog.token)
  if (scopes.ambiguous) return { kind: 'ambiguous', signature, token, claims: scopes.ambiguous }
  const views = viewsOf(catalog, token, scopes)
  return { kind: 'acceptable', signature, token, scopes, views, notes }
}
