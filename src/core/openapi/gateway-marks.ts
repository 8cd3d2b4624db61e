import type { Authorizer } from '../lint/gateway-facts.js'
import { isMembers, type Members, own } from './document.js'

/** How the names of all of API Gateway's extensions begin. */
const MARK = 'x-amazon-apigateway-'

/** A path item's member for every method that has no operation of its own. */
export const ANY_METHOD = `${MARK}any-method`

/**
 * Finds out whether a document is intended for API Gateway: whether the document itself, a security scheme, a path item or an
 * operation has one of its extensions. Path items and operations are shown to it with `see`; what many of them share is
 * looked at once.
 */
export function gatewayMarks(
  root: Members,
  schemes: ReadonlyMap<string, { readonly authorizer: Authorizer }>,
): { see(...values: readonly unknown[]): void; found(): boolean } {
  const seen = new WeakSet<Members>()
  let found =
    isMarked(root) || [...schemes.values()].some(({ authorizer }) => MARKED.has(authorizer))
  return {
    see(...values) {
      for (const value of values) {
        if (found || !isMembers(value) || seen.has(value)) continue
        seen.add(value)
        found = isMarked(value)
      }
    },
    found: () => found,
  }
}

const isMarked = (members: Members): boolean =>
  Object.keys(members).some((name) => name.startsWith(MARK))

/** What a scheme only becomes by one of the extensions. */
const MARKED: ReadonlySet<Authorizer> = new Set(['scopes', 'function', 'iam'])

/** What a security scheme of a document becomes in API Gateway, by its extensions. */
export function authorizerOf(scheme: unknown): Authorizer {
  const authorizer = own(scheme, `${MARK}authorizer`)
  if (authorizer !== undefined) {
    return /^(?:token|request)$/i.test(String(own(authorizer, 'type'))) ? 'function' : 'scopes'
  }
  if (own(scheme, `${MARK}authtype`) === 'awsSigv4') return 'iam'
  return isApiKey(scheme) ? 'api-key' : 'none'
}

/** The one header that API Gateway reads API keys from. */
const isApiKey = (scheme: unknown): boolean =>
  own(scheme, 'type') === 'apiKey' &&
  own(scheme, 'in') === 'header' &&
  String(own(scheme, 'name')).toLowerCase() === 'x-api-key'
