import type { Profile } from '../schema.js'

const READ = {
  string: 'spaces',
  array: 'names',
  mixed: 401,
  is_null: 'none',
  other: 'none',
} as const

/**
 * A Spring Security resource server: `oauth2ResourceServer(jwt)`, `hasAuthority("SCOPE_…")`, with the default validators,
 * that of the issuer if the catalog has one, and Spring Boot's for `audiences` if it has an audience. Clocks may differ by
 * a minute. It refuses a bad token on public routes as well, and a `typ` of `at+jwt` everywhere. An `exp` that is not
 * after `iat` makes the token malformed.
 *
 * Compared with Spring Boot 3.5.7: with a shared secret (test/interop/spring.real.ts), and with a public key and key
 * sets, by `jwk-set-uri` and `issuer-uri` (test/interop/compiled-keys.real.ts).
 */
export const spring = {
  server: 'a Spring Security resource server',
  public: 'checks-token',
  token: {
    leeway: 60,
    accepts: [
      'malformed/padding-in-signature',
      'malformed/alphabet-in-signature',
      'malformed/loose-bits',
      'malformed/loose-bits-in-signature',
      'malformed/utf8',
      'malformed/bom',
      'malformed/surrogate',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/crit-type',
      'bad-header/crit-b64',
      'bad-header/crit-b64-missing',
      'unknown-key/kid',
      'bad-claim/exp-missing',
      'bad-claim/exp-null',
      'bad-claim/nbf-null',
      'bad-claim/iat-missing',
      'bad-claim/iat-null',
      'issued-in-future',
      'wrong-issuer/unexpected',
      'wrong-audience/unexpected',
      'wrong-audience/unexpected-empty',
      'no-subject/missing',
      'no-subject/empty',
      'no-subject/type',
      'no-subject/surrogate',
      'bad-claim/jti-missing',
      'bad-claim/client_id-type',
    ],
    // Without a `kid`, it tries each key for the algorithm.
    keys: {
      'key-set': {
        accepts: [
          'unknown-key/kid-missing',
          'unknown-key/kid-missing-others',
          'unknown-key/several',
        ],
        refuses: ['unknown-key/kid'],
      },
    },
  },
  scopes: {
    readers: [
      { claim: 'scope', ...READ },
      { claim: 'scp', ...READ },
    ],
    // A claim that it cannot convert makes the token invalid.
    always: true,
  },
  answers: {
    no_token: { status: 401 },
    refused: { status: 401 },
    forbidden: { status: 403 },
  },
} as const satisfies Profile
