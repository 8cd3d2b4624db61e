import type { Profile } from '../schema.js'
import { readByApp } from './readers.js'

/**
 * Hono with hono/jwt: `jwt({ secret, alg })`, with `verification: { iss, aud }` if the catalog has them. It refuses every
 * `typ` other than `JWT`. The app's own code reads the scopes.
 *
 * Compared with Hono 4.13.19 (test/interop/libraries.interop.ts, and keys.real.ts with `jwk` for key sets).
 */
export const hono = {
  server: 'Hono with `hono/jwt`',
  public: 'ignores-token',
  token: {
    leeway: 0,
    accepts: [
      'malformed/padding',
      'malformed/padding-in-signature',
      'malformed/loose-bits',
      'malformed/loose-bits-in-signature',
      'malformed/payload-type',
      'malformed/utf8',
      'malformed/bom',
      'malformed/number',
      'malformed/surrogate',
      'malformed/duplicate-name',
      'bad-header/kid',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/b64-false',
      'unknown-key/kid',
      'bad-claim/exp-missing',
      'bad-claim/exp-before-iat',
      'bad-claim/iat-missing',
      'wrong-issuer/unexpected',
      'wrong-audience/mixed',
      'wrong-audience/type',
      'wrong-audience/unexpected',
      'wrong-audience/unexpected-empty',
      'wrong-audience/unexpected-mixed',
      'no-subject/missing',
      'no-subject/empty',
      'no-subject/type',
      'no-subject/surrogate',
      'bad-claim/jti-missing',
      'bad-claim/jti-type',
      'bad-claim/client_id-type',
      'bad-claim/dpop-bound',
    ],
    // hono/jwk requires a `kid`.
    keys: { 'key-set': { refuses: ['unknown-key/kid', 'bad-header/kid'] } },
  },
  scopes: { readers: [readByApp('spaces')] },
  // The challenge has the address of the request in it.
  answers: {
    no_token: { status: 401 },
    refused: { status: 401 },
    forbidden: { status: 403 },
  },
} as const satisfies Profile
