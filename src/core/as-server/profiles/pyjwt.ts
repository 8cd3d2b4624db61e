import type { Condition } from '../conditions.js'

/** What PyJWT 2.15.1 accepts with `algorithms=[…]`, and `audience=` and `issuer=` if the catalog has any. */
export const PYJWT_ACCEPTS = [
  'malformed/padding',
  'malformed/padding-in-signature',
  'malformed/bom',
  'malformed/nan',
  'malformed/number',
  'malformed/surrogate',
  'malformed/duplicate-name',
  'bad-header/typ',
  'bad-header/typ-at+jwt',
  'bad-header/typ-missing',
  'bad-header/zip',
  'bad-header/crit-b64',
  'bad-header/crit-b64-type',
  'unknown-key/kid',
  'bad-claim/exp-missing',
  'bad-claim/exp-text',
  'bad-claim/exp-boolean',
  'bad-claim/nbf-text',
  'bad-claim/nbf-boolean',
  'bad-claim/exp-before-iat',
  'bad-claim/iat-missing',
  'bad-claim/iat-text',
  'bad-claim/iat-boolean',
  'wrong-issuer/unexpected',
  'wrong-audience/unexpected-empty',
  'no-subject/missing',
  'no-subject/empty',
  'no-subject/surrogate',
  'bad-claim/jti-missing',
  'bad-claim/client_id-type',
  'bad-claim/dpop-bound',
] as const satisfies readonly Condition[]

/** `PyJWKClient` uses the key with the `kid` of the token, if it is for signatures. */
export const BY_KID = { refuses: ['unknown-key/kid'] } as const satisfies { refuses: Condition[] }

/** For an app or a library that also refuses these. */
export const pyjwtExcept = (...refused: readonly Condition[]): Condition[] =>
  PYJWT_ACCEPTS.filter((each) => !refused.includes(each))
