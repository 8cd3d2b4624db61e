import type { Profile } from '../schema.js'
import { BY_KID, PYJWT_ACCEPTS } from './pyjwt.js'
import { readByApp } from './readers.js'

/**
 * FastAPI with HTTPBearer and PyJWT, as it is often written now: 401 with `Bearer` without a token or with a bad one, and
 * a dependency that compares scopes. Nothing requires a `sub`.
 *
 * Compared with FastAPI 0.165.0 and PyJWT 2.15.1 (test/interop/libraries.interop.ts, and keys.real.ts with
 * `PyJWKClient` for key sets).
 */
export const fastapiBearer: Profile = {
  server: 'FastAPI with `HTTPBearer` and PyJWT',
  router: 'fastapi',
  head: 'none',
  public: 'ignores-token',
  token: { leeway: 0, accepts: [...PYJWT_ACCEPTS], keys: { 'key-set': BY_KID } },
  scopes: { readers: [readByApp('whitespace')] },
  answers: {
    no_token: { status: 401, challenge: 'Bearer' },
    refused: { status: 401, challenge: 'Bearer' },
    forbidden: { status: 403, challenge: null },
  },
}
