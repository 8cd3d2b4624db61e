import type { Reason } from '../core/reason.js'
import type { SubCode } from '../core/sub-code.js'
import type { Holder, LoadOptions } from '../node/access.js'

/**
 * The subject of an assertion: the text of a token, which is verified with the catalog's key, or a user, client, role,
 * bare scopes or an anonymous request.
 *
 * @example
 * ```ts
 * import { type Asserted, assertAllows } from 'scopectl/assert'
 *
 * const editors: Asserted[] = [{ role: 'editor' }, { user: 'bob' }]
 * await Promise.all(editors.map((editor) => assertAllows(editor, 'POST /items/'))) // => [undefined, undefined]
 * ```
 */
export type Asserted =
  | string
  | Holder
  | { readonly scopes: string | readonly string[] }
  | { readonly anonymous: true }

/**
 * The catalog that assertions ask, and what `load()` takes beside it. By default, it is found as the command line finds it.
 *
 * @example
 * ```ts
 * import { type AssertionOptions, scopectlAssertions } from 'scopectl/assert'
 *
 * const options: AssertionOptions = { catalog: 'scopes.yaml', env: { SECRET_KEY: 'only for tests' } }
 * await scopectlAssertions(options).assertAllows({ user: 'bob' }, 'GET /me') // => undefined
 * ```
 */
export interface AssertionOptions extends LoadOptions {
  /** The file, relative to the current folder. */
  readonly catalog?: string | URL | undefined
}

/**
 * What a denial must be in addition.
 *
 * @example
 * ```ts
 * import { assertDenies, type DenyOptions } from 'scopectl/assert'
 *
 * const options: DenyOptions = { missing: ['users:delete'] }
 * await assertDenies({ user: 'bob' }, 'DELETE /users/42', options) // => undefined
 * ```
 */
export interface DenyOptions {
  /** Exactly these scopes are missing. */
  readonly missing?: string | readonly string[]
}

/**
 * Why a token must be refused, and where.
 *
 * @example
 * ```ts
 * import { assertUnauthorized, type UnauthorizedOptions } from 'scopectl/assert'
 *
 * const options: UnauthorizedOptions = { route: 'GET /me', reason: 'no-token' }
 * await assertUnauthorized({ anonymous: true }, options) // => undefined
 * ```
 */
export interface UnauthorizedOptions {
  /** The leading reason, such as `expired` or `wrong-audience`, or a sub-code of it; default: any. */
  readonly reason?: Exclude<Reason, 'insufficient_scope'> | SubCode
  /** A request, or the name of a route. Without one, the token itself must be refused. */
  readonly route?: string
}
