import type { Profile } from '../schema.js'
import { pyjwtExcept } from './pyjwt.js'
import { readByApp } from './readers.js'

/**
 * Flask with Flask-JWT-Extended: `@jwt_required()` on every view that is not public, with JWT_DECODE_ISSUER and
 * JWT_DECODE_AUDIENCE if the catalog has them. A bad token is 422, except an expired one (401). The app's own code
 * reads the scopes.
 *
 * Compared with Flask-JWT-Extended 4.7.4 and PyJWT 2.15.1 (test/interop/libraries.interop.ts).
 */
export const flaskJwtExtended: Profile = {
  server: 'Flask with `Flask-JWT-Extended`',
  public: 'ignores-token',
  token: {
    leeway: 0,
    accepts: [
      ...pyjwtExcept('no-subject/missing'),
      'wrong-audience/unexpected',
      'wrong-audience/unexpected-mixed',
    ],
    statuses: [{ status: 401, if: ['expired', 'expired/text'] }],
  },
  scopes: { readers: [readByApp('whitespace')] },
  answers: {
    no_token: { status: 401, challenge: null },
    refused: { status: 422, challenge: null },
    forbidden: { status: 403, challenge: null },
    others: [{ status: 401, challenge: null }],
  },
}
