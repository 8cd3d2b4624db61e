import { fail } from '../errors.js'
import { own } from '../token/found.js'
import type { JsonObject } from '../token/model.js'
import { ASYMMETRIC, readExpressToken } from './express-token.js'
import { type Guard, guardOf } from './guard.js'
import type { ServerProfile, ServerReply } from './model.js'

/** The library always reads this claim, whatever the catalog says: a string or an array. */
const CLAIM = 'scope'
const BEARER = 'Bearer realm="api"'
const DPOP = `DPoP algs="${ASYMMETRIC.join(' ')}"`
const TITLES = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden' } as const

/**
 * Express with express-oauth2-jwt-bearer: `auth()` before every route that is not public, then `requiredScopes`, or
 * `scopeIncludesAny` if each alternative is one scope. Other alternatives, which the library cannot express, are tried
 * in order, and the first one's refusal is the answer. Errors go to Express's own handler, in production.
 *
 * Compared with Express 5.3.0 and express-oauth2-jwt-bearer 1.10.0 (test/interop/express.interop.ts). It differs from
 * RFC 6750: a 401 does not name a scope; every 401 also offers DPoP; a credential with a space in it is 400 without an
 * error code; the first error in a token is in `error_description`. It expands neither `implies` nor roles.
 *
 * @throws ScopectlError for a catalog without issuer or audience, since the library does not start without them.
 */
export const express: ServerProfile = async ({ catalog, decision, sent, now }) => {
  const { question } = decision
  for (const [setting, values] of [
    ['issuer', catalog.token.issuers],
    ['audience', catalog.token.audiences],
  ] as const) {
    if (values.length === 0) {
      fail('server-needs-setting', {
        server: 'express',
        setting,
        profile: catalog.token.profile,
      })
    }
  }
  const guard = guardOf(question, 'express')
  if (guard === 'open') return { status: 200, body: null, challenge: null, reads: null }
  const isHead = question.method === 'HEAD'
  const refuse = (status: 400 | 401 | 403, challenge: string): ServerReply => ({
    status,
    body: isHead ? null : page(TITLES[status]),
    challenge,
    reads: CLAIM,
  })
  if (!sent) return refuse(401, `${BEARER}, ${DPOP}`)
  if (sent.text.includes(' ')) return refuse(400, `${BEARER}, ${DPOP}`)
  const read = await readExpressToken(sent.text, sent.trust, now)
  const description = 'refusal' in read ? read.refusal : boundElsewhere(read.claims)
  if (description !== undefined || 'refusal' in read) {
    const says = `error_description="${String(description).replaceAll('"', "'")}"`
    return refuse(401, `${BEARER}, error="invalid_token", ${says}, ${DPOP}`)
  }
  const lacks = lacking(guard, own(read.claims, CLAIM))
  if (!lacks) return { status: 200, body: null, challenge: null, reads: CLAIM }
  const says = `error_description="${lacks.description}", scope="${lacks.scopes.join(' ')}"`
  return refuse(403, `${BEARER}, error="insufficient_scope", ${says}`)
}

/** RFC 9449 §7.1: such a token is not a bearer token. */
function boundElsewhere(claims: JsonObject): string | undefined {
  const cnf = own(claims, 'cnf')
  const isBound =
    typeof cnf === 'object' && cnf !== null && !Array.isArray(cnf) && Object.hasOwn(cnf, 'jkt')
  return isBound
    ? 'DPoP-bound token requires the DPoP authentication scheme, not Bearer.'
    : undefined
}

function lacking(guard: Exclude<Guard, 'open'>, claim: JsonObject[string] | undefined) {
  const [first] = guard
  if (first.length === 0) return undefined
  const scopes = guard.every((each) => each.length === 1) ? guard.flat() : first
  if (claim === undefined) return { description: "Missing 'scope' claim", scopes }
  const held: readonly unknown[] =
    typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : []
  const isOpen = guard.some((each) => each.every((name) => held.includes(name)))
  return isOpen ? undefined : { description: 'Insufficient Scope', scopes }
}

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
