import type { Profile } from '../schema.js'
import { readByApp } from './readers.js'

/** HMACs are compared as text, other signatures as bytes. */
const LOOSE = 'malformed/loose-bits-in-signature'

/**
 * Node servers that verify with jsonwebtoken: express-jwt, koa-jwt, passport-jwt, with `algorithms`, and `issuer` and
 * `audience` if the catalog has them. It ignores `crit`, and neither `iat` nor `sub` is checked. The app's own code
 * reads the scopes.
 *
 * Compared with express-jwt 8.5.1, koa-jwt 4.0.4 and passport-jwt 4.0.1 (test/interop/libraries.interop.ts), and with
 * jwks-rsa 4.1.0 for key sets (test/interop/keys.real.ts). With it, passport-jwt refuses text that is not UTF-8.
 */
export const jsonwebtoken = {
  server: '`express-jwt`, `koa-jwt` or `passport-jwt`, which verify with `jsonwebtoken`',
  public: 'ignores-token',
  token: {
    leeway: 0,
    accepts: [
      'malformed/payload-type',
      'malformed/length',
      'malformed/loose-bits',
      'malformed/utf8',
      'malformed/number',
      'malformed/surrogate',
      'malformed/duplicate-name',
      'bad-header/kid',
      'bad-header/typ',
      'bad-header/typ-at+jwt',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/crit',
      'bad-header/crit-type',
      'bad-header/crit-falsy',
      'bad-header/crit-b64',
      'bad-header/crit-b64-missing',
      'bad-header/crit-b64-type',
      'bad-header/crit-b64-false',
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
    keys: {
      'public-key': { accepts: [LOOSE] },
      // jwks-rsa takes a key without `kid` only if it is the only one for signatures.
      'key-set': {
        accepts: [LOOSE, 'unknown-key/kid-missing'],
        refuses: ['unknown-key/kid', 'bad-header/kid'],
      },
    },
  },
  scopes: { readers: [readByApp('spaces')] },
  answers: {
    no_token: { status: 401, challenge: null },
    refused: { status: 401, challenge: null },
    forbidden: { status: 403, challenge: null },
  },
} as const satisfies Profile
