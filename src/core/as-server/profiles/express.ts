import type { Profile, TokenRules } from '../schema.js'

/** In the library's own order, which appears in its messages and in the DPoP challenge. */
const ASYMMETRIC = 'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES256K, ES384, ES512, EdDSA'
const BEARER = 'Bearer realm="api"'
const DPOP = `DPoP algs="${ASYMMETRIC.replaceAll(',', '')}"`

/** What Express's own error handler sends in production. */
const page = (title: string): string =>
  [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<title>Error</title>',
    '</head>',
    '<body>',
    `<pre>${title}</pre>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')

const NOT_AN_OBJECT = 'JWT Claims Set must be a top-level JSON object'
const INVALID_FORM = 'Invalid Token or Protected Header formatting'
const NO_ALGORITHM = 'JWS "alg" (Algorithm) Header Parameter missing or invalid'
const NO_KEY = 'no applicable key found in the JSON Web Key Set'
const OTHER_KEY = 'must be one of type KeyObject or CryptoKey. Received an instance of Uint8Array'

type Rule = NonNullable<TokenRules['says']>[number]
const withSecret = (rule: Rule): Rule => ({ ...rule, with: 'secret' })
const withKeys = (rule: Rule): Rule => ({ ...rule, with: 'public-key' })

/** The first error in a token, in the order in which the library and jose look. */
const SAYS: Rule[] = [
  { if: ['malformed/space'], says: '' },
  withSecret({ if: ['malformed/parts', 'malformed/five-parts'], says: 'Invalid Compact JWS' }),
  withSecret({ if: ['malformed/header'], says: 'JWS Protected Header is invalid' }),
  withSecret({ if: ['malformed/header-type'], says: NO_ALGORITHM }),
  withKeys({
    if: ['malformed/parts', 'malformed/header', 'malformed/header-type'],
    says: INVALID_FORM,
  }),
  withKeys({
    if: ['wrong-algorithm/missing'],
    says: 'Token header missing or invalid "alg" claim',
  }),
  withKeys({
    if: [
      'wrong-algorithm/none',
      'wrong-algorithm/case',
      'wrong-algorithm/hmac',
      'wrong-algorithm/wrapping',
      'wrong-algorithm/ed25519',
      'wrong-algorithm/unknown',
    ],
    says: `Unsupported algorithm "{alg}" for JWKS-based verification. Supported: ${ASYMMETRIC}`,
  }),
  withKeys({ if: ['malformed/five-parts'], says: 'Invalid Compact JWS' }),
  {
    if: ['bad-header/crit-type', 'bad-header/crit-falsy'],
    says: '"crit" (Critical) Header Parameter MUST be an array of non-empty strings when present',
  },
  { if: ['bad-header/crit'], says: 'Extension Header Parameter "{crit}" is not recognized' },
  {
    if: ['bad-header/crit-b64-missing'],
    says: 'Extension Header Parameter "b64" is missing',
  },
  {
    if: ['bad-header/crit-b64-type'],
    says: 'The "b64" (base64url-encode payload) Header Parameter must be a boolean',
  },
  withSecret({ if: ['wrong-algorithm/missing'], says: NO_ALGORITHM }),
  withSecret({ if: ['wrong-algorithm/wrapping'], says: `Key ${OTHER_KEY}` }),
  withSecret({
    if: [
      'wrong-algorithm/none',
      'wrong-algorithm/case',
      'wrong-algorithm/asymmetric',
      'wrong-algorithm/ed25519',
      'wrong-algorithm/unknown',
    ],
    says: `Key for the {alg} algorithm ${OTHER_KEY}`,
  }),
  {
    if: ['wrong-algorithm/asymmetric', 'unknown-key/kid', 'unknown-key/use', 'unknown-key/alg'],
    says: NO_KEY,
  },
  {
    if: ['unknown-key/several'],
    says: 'multiple matching keys found in the JSON Web Key Set',
  },
  { if: ['bad-signature'], says: 'signature verification failed' },
  { if: ['bad-header/crit-b64-false'], says: 'JWTs MUST NOT use unencoded payload' },
  { if: ['malformed/payload', 'malformed/payload-type', 'malformed/nan'], says: NOT_AN_OBJECT },
  { if: notNumber('iat'), says: '"iat" claim must be a number' },
  { if: notNumber('nbf'), says: '"nbf" claim must be a number' },
  { if: ['not-yet-valid'], says: '"nbf" claim timestamp check failed' },
  { if: notNumber('exp'), says: '"exp" claim must be a number' },
  { if: ['expired'], says: '"exp" claim timestamp check failed' },
  { if: ['wrong-algorithm/hmac', 'wrong-algorithm/other-key'], says: "Unexpected 'alg' value" },
  {
    if: ['wrong-issuer/other', 'wrong-issuer/missing'],
    says: "Unexpected 'iss' value",
  },
  {
    if: [
      'wrong-audience/other',
      'wrong-audience/missing',
      'wrong-audience/empty',
      'wrong-audience/null',
    ],
    says: "Unexpected 'aud' value",
  },
  { if: ['bad-claim/exp-missing'], says: "Unexpected 'exp' value" },
  { if: ['no-subject/type'], says: "Unexpected 'sub' value" },
  { if: ['bad-claim/client_id-type'], says: "Unexpected 'client_id' value" },
  { if: ['bad-claim/jti-type'], says: "Unexpected 'jti' value" },
  {
    if: ['bad-claim/dpop-bound'],
    says: 'DPoP-bound token requires the DPoP authentication scheme, not Bearer.',
  },
]

function notNumber(claim: 'exp' | 'nbf' | 'iat') {
  const kinds = ['text', 'null', 'boolean', 'type', 'array'] as const
  return kinds.map((kind) => `bad-claim/${claim}-${kind}` as const)
}

/**
 * Express with express-oauth2-jwt-bearer: `auth()` before every route that is not public, then `requiredScopes`, or
 * `scopeIncludesAny` if each alternative is one scope. Other alternatives, which the library cannot express, are tried
 * in order. Errors go to Express's own handler, in production.
 *
 * Compared with Express 5.3.0 and express-oauth2-jwt-bearer 1.10.0, which includes jose 4.15.9
 * (test/interop/express.interop.ts): with keys from a JWKS, whose keys are assumed to have an `alg`, as those of
 * scopectl do, and whose metadata lists the algorithm, or with a shared secret. It ignores the `typ`, and skips what is not base64.
 */
export const express = {
  server: 'Express with `express-oauth2-jwt-bearer`: `auth`, `requiredScopes`, `scopeIncludesAny`',
  router: 'express',
  needs: ['issuer', 'audience'],
  public: 'ignores-token',
  token: {
    leeway: 5,
    accepts: [
      'malformed/padding',
      'malformed/padding-in-signature',
      'malformed/alphabet',
      'malformed/alphabet-in-signature',
      'malformed/length',
      'malformed/length-in-signature',
      'malformed/junk',
      'malformed/junk-in-signature',
      'malformed/loose-bits',
      'malformed/loose-bits-in-signature',
      'malformed/utf8',
      'malformed/bom',
      'malformed/number',
      'malformed/surrogate',
      'malformed/duplicate-name',
      'bad-header/kid',
      'bad-header/typ',
      'bad-header/typ-at+jwt',
      'bad-header/typ-missing',
      'bad-header/zip',
      'bad-header/crit-b64',
      'bad-header/b64-false',
      'bad-claim/exp-before-iat',
      'bad-claim/iat-missing',
      'issued-in-future',
      'wrong-audience/mixed',
      'wrong-audience/type',
      'no-subject/missing',
      'no-subject/empty',
      'no-subject/surrogate',
      'bad-claim/jti-missing',
    ],
    statuses: [{ status: 400, if: ['malformed/space'] }],
    keys: {
      'key-set': { accepts: ['unknown-key/kid-missing', 'unknown-key/kid-missing-others'] },
    },
    says: SAYS,
  },
  scopes: {
    readers: [
      {
        claim: 'scope',
        ...{ string: 'spaces', array: 'names', mixed: 'names', is_null: 'none', other: 'none' },
      },
    ],
  },
  answers: {
    no_token: { status: 401, challenge: `${BEARER}, ${DPOP}`, body: page('Unauthorized') },
    refused: {
      status: 401,
      challenge: `${BEARER}, error="invalid_token", error_description="{says}", ${DPOP}`,
      body: page('Unauthorized'),
    },
    forbidden: {
      status: 403,
      challenge: `${BEARER}, error="insufficient_scope", error_description="{says}", scope="{scope}"`,
      body: page('Forbidden'),
      says: 'Insufficient Scope',
      says_without_claim: "Missing 'scope' claim",
      names: 'any',
    },
    others: [{ status: 400, challenge: `${BEARER}, ${DPOP}`, body: page('Bad Request') }],
  },
} as const satisfies Profile

/**
 * express with `claimIncludes('permissions', …)` for each route, as Auth0's permissions are often checked: a missing
 * permission is an invalid token there, so the answer is 401.
 */
export const expressPermissions: Profile = {
  ...express,
  server: "the same with `claimIncludes('permissions', …)`",
  scopes: {
    readers: [
      {
        claim: 'permissions',
        ...{ string: 'spaces', array: 'names', mixed: 'names', is_null: 'none', other: 'none' },
      },
    ],
  },
  answers: {
    ...express.answers,
    forbidden: {
      ...express.answers.refused,
      // Only `auth` itself offers DPoP.
      challenge: `${BEARER}, error="invalid_token", error_description="{says}"`,
      says: "Unexpected 'permissions' value",
      says_without_claim: "Missing 'permissions' claim",
    },
  },
}
