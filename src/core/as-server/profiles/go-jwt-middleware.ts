import type { Profile } from '../schema.js'

/**
 * A Go server with auth0/go-jwt-middleware and its validator, which requires an issuer and an audience. The custom claims
 * have `Scope string` with the tag `scope`, as in its examples, so a scope claim that is not text makes the whole token
 * invalid. Without a token the answer is 400. A duplicate name is refused, also for scopes.
 *
 * Compared with go-jwt-middleware 2.3.1 (test/interop/go.interop.ts, and compiled-keys.real.ts with its
 * `jwks` provider for key sets).
 */
export const goJwtMiddleware = {
  server: 'Go with `auth0/go-jwt-middleware`',
  needs: ['issuer', 'audience'],
  public: 'ignores-token',
  token: {
    leeway: 0,
    accepts: [
      'malformed/loose-bits-in-signature',
      'malformed/utf8',
      'malformed/number',
      'malformed/surrogate',
      'bad-header/typ',
      'bad-header/typ-at+jwt',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/crit-type',
      'bad-header/crit-b64',
      'bad-header/crit-b64-missing',
      'bad-header/crit-b64-type',
      'unknown-key/kid',
      'bad-claim/exp-missing',
      'bad-claim/exp-null',
      'bad-claim/nbf-null',
      'bad-claim/exp-before-iat',
      'bad-claim/iat-missing',
      'bad-claim/iat-null',
      'no-subject/missing',
      'no-subject/empty',
      'no-subject/surrogate',
      'bad-claim/jti-missing',
      'bad-claim/client_id-type',
      'bad-claim/dpop-bound',
    ],
    statuses: [{ status: 500, if: ['malformed/space'] }],
    // The key with the `kid` of the token is used, whatever it is for.
    keys: {
      'key-set': { accepts: ['unknown-key/use', 'unknown-key/alg'], refuses: ['unknown-key/kid'] },
    },
  },
  scopes: {
    readers: [
      { claim: 'scope', string: 'spaces', array: 401, mixed: 401, is_null: 'none', other: 401 },
    ],
    always: true,
  },
  answers: {
    no_token: { status: 400, challenge: null },
    refused: { status: 401, challenge: null },
    forbidden: { status: 403, challenge: null },
    others: [{ status: 500, challenge: null }],
  },
} as const satisfies Profile
