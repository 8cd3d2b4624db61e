import type { Profile } from '../schema.js'
import { BY_KID, pyjwtExcept } from './pyjwt.js'
import { readByApp } from './readers.js'

/**
 * Django REST framework with simplejwt, for tokens that another service issued: `JWTStatelessUserAuthentication`,
 * `USER_ID_CLAIM: "sub"`, and ISSUER and AUDIENCE if the catalog has them. It requires `token_type: access`, `exp` and
 * `jti`. As the default authentication of every view, it also refuses a bad token on a public route. The app's own
 * permission class reads the scopes.
 *
 * Compared with djangorestframework-simplejwt 5.5.1 and PyJWT 2.15.1 (test/interop/libraries.interop.ts, and
 * keys.real.ts with JWK_URL for key sets).
 */
export const drfSimplejwt: Profile = {
  server: 'Django REST framework with `simplejwt`',
  public: 'checks-token',
  token: {
    leeway: 0,
    claims: { token_type: 'access' },
    accepts: [
      ...pyjwtExcept(
        'bad-claim/exp-missing',
        'bad-claim/exp-text',
        'no-subject/missing',
        'bad-claim/jti-missing',
      ),
      'wrong-audience/unexpected',
      'wrong-audience/unexpected-mixed',
    ],
    statuses: [{ status: 500, if: ['bad-claim/exp-text'] }],
    keys: {
      // It takes the key from the set whatever its type is, which PyJWT cannot use then.
      'key-set': { ...BY_KID, statuses: [{ status: 500, if: ['unknown-key/type'] }] },
    },
  },
  scopes: { readers: [readByApp('whitespace')] },
  answers: {
    no_token: { status: 401, challenge: 'Bearer realm="api"' },
    refused: { status: 401, challenge: 'Bearer realm="api"' },
    forbidden: { status: 403, challenge: null },
    others: [{ status: 500, challenge: null }],
  },
}
