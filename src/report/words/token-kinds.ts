import type { OtherKindProblems } from '../../core/problems/token.js'
import { list, quote, type Sentence, type Words } from './words.js'

const ACCESS = 'use the `access_token` of the same response'
const TYPED = 'RFC 8725 §3.11 to 3.12'

const not =
  (what: string, why: string, hint?: string) =>
  ({ signs }: { readonly signs: readonly string[] }): Sentence => ({
    says: `this looks like ${what} (${signs.map(quote).join(', ')}), not like an access token: ${why} (${TYPED})`,
    hint,
    warns: true,
  })

const bound =
  (how: string, rfc: string) =>
  ({ signs }: { readonly signs: readonly string[] }): Sentence => ({
    says: `the token is bound to ${how} (${list(signs, 'and')}), so it is not a bearer token: an API must also require the proof (${rfc}, ${TYPED})`,
    hint: 'scopectl does not check the proof',
    warns: true,
  })

/** Tokens that are not bearer access tokens. */
export const tokenKindWords: Words<OtherKindProblems> = {
  'token-is-id-token': not(
    'an ID token',
    'it is for the client, and an API should refuse it',
    ACCESS,
  ),
  'token-is-refresh-token': not(
    'a refresh token',
    'it is only for the token endpoint of its issuer',
    ACCESS,
  ),
  'token-is-logout-token': not('a logout token', 'it tells a client that a session has ended'),
  'token-is-security-event': not(
    'a security event token',
    'it reports an event and grants nothing',
  ),
  'token-is-dpop-proof': not(
    'a DPoP proof',
    'it accompanies an access token, in a separate header',
    'use the token of the Authorization header',
  ),
  'token-is-request-object': not('a request object', 'it is for the authorization endpoint'),
  'token-is-introspection': not('an introspection response', 'it describes a token'),
  'token-is-dpop-bound': bound('a client key by DPoP', 'RFC 9449 §7'),
  'token-is-mtls-bound': bound('a client certificate', 'RFC 8705 §3'),
  'token-is-key-bound': bound('a client key', 'RFC 7800 §3'),
}
