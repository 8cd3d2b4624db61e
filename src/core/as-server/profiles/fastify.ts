import type { Profile } from '../schema.js'
import { readByApp } from './readers.js'

const ALGORITHMS = [
  'wrong-algorithm/missing',
  'wrong-algorithm/none',
  'wrong-algorithm/case',
  'wrong-algorithm/hmac',
  'wrong-algorithm/asymmetric',
  'wrong-algorithm/ed25519',
  'wrong-algorithm/wrapping',
  'wrong-algorithm/unknown',
] as const
const KEYS = [
  'bad-header/kid',
  'unknown-key/kid',
  'unknown-key/kid-missing',
  'unknown-key/kid-missing-others',
  'unknown-key/several',
  'unknown-key/alg',
  'unknown-key/type',
] as const

/**
 * Fastify with @fastify/jwt: `request.jwtVerify()` before every route that is not public, with `allowedIss` and
 * `allowedAud` if the catalog has them. Both claims may still be missing. Most errors of its verifier are not caught,
 * so a bad token is often 500. The app's own code reads the scopes.
 *
 * Compared with Fastify 5.12.8 and @fastify/jwt 10.2.8 (test/interop/libraries.interop.ts), and with get-jwks 11.0.3 for key
 * sets, as in its README (test/interop/keys.real.ts).
 */
export const fastify = {
  server: 'Fastify with `@fastify/jwt`',
  router: 'fastify',
  public: 'ignores-token',
  token: {
    leeway: 0,
    accepts: [
      'malformed/length',
      'malformed/loose-bits',
      'malformed/loose-bits-in-signature',
      'malformed/utf8',
      'malformed/number',
      'malformed/surrogate',
      'malformed/duplicate-name',
      'bad-header/kid',
      'bad-header/typ',
      'bad-header/typ-at+jwt',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/crit-falsy',
      'bad-header/b64-false',
      'unknown-key/kid',
      'bad-claim/exp-missing',
      'bad-claim/exp-before-iat',
      'bad-claim/iat-missing',
      'bad-claim/iat-text',
      'bad-claim/iat-null',
      'bad-claim/iat-boolean',
      'bad-claim/iat-type',
      'bad-claim/iat-array',
      'issued-in-future',
      'wrong-issuer/missing',
      'wrong-issuer/unexpected',
      'wrong-audience/missing',
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
    statuses: [
      { status: 400, if: ['malformed/space'] },
      {
        status: 500,
        if: [
          'malformed/payload-type',
          'malformed/padding-in-signature',
          'malformed/alphabet-in-signature',
          'malformed/junk-in-signature',
          ...ALGORITHMS,
          'bad-header/crit',
          'bad-header/crit-type',
          'bad-header/crit-b64',
          'bad-header/crit-b64-missing',
          'bad-header/crit-b64-type',
          'bad-header/crit-b64-false',
          'expired/text',
          'not-yet-valid/text',
          'bad-claim/exp-text',
          'bad-claim/exp-null',
          'bad-claim/exp-boolean',
          'bad-claim/exp-type',
          'bad-claim/nbf-text',
          'bad-claim/nbf-null',
          'bad-claim/nbf-boolean',
          'bad-claim/nbf-type',
          'not-yet-valid',
          'wrong-audience/null',
          'wrong-issuer/type',
          'wrong-audience/mixed',
          'wrong-audience/type',
        ],
      },
    ],
    keys: {
      'public-key': { statuses: [{ status: 500, if: ['bad-signature/length'] }] },
      // get-jwks looks for the `kid` and `alg` of the token, and throws if there is no such key. It ignores `use`.
      'key-set': {
        accepts: ['unknown-key/use'],
        refuses: ['unknown-key/kid', 'bad-header/kid'],
        statuses: [{ status: 500, if: [...KEYS, ...ALGORITHMS, 'bad-signature/length'] }],
      },
    },
  },
  scopes: { readers: [readByApp('spaces')] },
  answers: {
    no_token: { status: 401, challenge: null },
    refused: { status: 401, challenge: null },
    forbidden: { status: 403, challenge: null },
    others: [
      { status: 400, challenge: null },
      { status: 500, challenge: null },
    ],
  },
} as const satisfies Profile
