import type { Profile, ScopeReader } from '../schema.js'
import { BY_KID, pyjwtExcept } from './pyjwt.js'

/** In the tutorial the claim is an array, in its later edition a string: which one is up to the app's own code. */
const READERS: ScopeReader[] = [
  {
    claim: 'catalog',
    otherwise: 'scopes',
    form: 'array',
    // TokenData does not validate.
    ...{ string: 401, array: 'names', mixed: 401, is_null: 401, other: 401 },
  },
  {
    claim: 'catalog',
    otherwise: 'scopes',
    form: 'string',
    // Only text has a `split`.
    ...{ string: 'spaces', array: 500, mixed: 500, is_null: 500, other: 500 },
  },
]

const NO_KEY = [
  'unknown-key/kid',
  'unknown-key/kid-missing',
  'unknown-key/kid-missing-others',
  'unknown-key/several',
  'unknown-key/use',
] as const

const BEARER = 'Bearer[ scope="{scope}"]'

/**
 * FastAPI as in its tutorial on OAuth2 scopes: OAuth2PasswordBearer, SecurityScopes, PyJWT, a TokenData model. A
 * missing scope is 401 there; `fastapi-403` is the same with the status of RFC 6750.
 *
 * Compared with FastAPI 0.165.0, PyJWT 2.15.1 and pydantic 2.14.3 (test/interop/fastapi.interop.ts), and with
 * `PyJWKClient` for key sets (keys.real.ts). The app is assumed
 * to know every `sub`, and to try the alternatives of a route in order, which SecurityScopes itself cannot express.
 */
export const fastapi: Profile = {
  server:
    'FastAPI as in its tutorial on OAuth2 scopes: `OAuth2PasswordBearer`, `SecurityScopes`, PyJWT',
  router: 'fastapi',
  head: 'none',
  public: 'ignores-token',
  token: {
    leeway: 0,
    // The app also requires a subject.
    accepts: pyjwtExcept('no-subject/missing', 'no-subject/empty', 'no-subject/surrogate'),
    keys: {
      // The tutorial does not catch the errors of `PyJWKClient`.
      'key-set': {
        ...BY_KID,
        statuses: [
          { status: 401, if: ['bad-header/kid'] },
          { status: 500, if: [...NO_KEY] },
        ],
      },
    },
  },
  scopes: { readers: READERS, always: true },
  answers: {
    no_token: { status: 401, challenge: 'Bearer', body: { detail: 'Not authenticated' } },
    refused: { status: 401, challenge: BEARER, body: { detail: 'Could not validate credentials' } },
    forbidden: { status: 401, challenge: BEARER, body: { detail: 'Not enough permissions' } },
    others: [{ status: 500, challenge: null, body: 'Internal Server Error' }],
  },
}

export const fastapi403: Profile = {
  ...fastapi,
  server: 'the same, with the status of RFC 6750',
  answers: { ...fastapi.answers, forbidden: { ...fastapi.answers.forbidden, status: 403 } },
}
