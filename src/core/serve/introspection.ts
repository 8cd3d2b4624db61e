import { asWritten, type JsonObject } from '../token/model.js'
import { readTokenScopes } from '../token-scopes/read.js'
import { authenticateClient, invalidClient, type TokenRequest } from './client-auth.js'
import { oauthError, type Reply, reply } from './reply.js'
import type { Snapshot, Tools } from './snapshot.js'
import { verifyCurrent } from './verify-current.js'

/** The claims that are members in RFC 7662 §2.2; no other claim is shown. */
const SHOWN = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'client_id'] as const

/**
 * Answers POST /introspect (RFC 7662): tells a client of the catalog what an accepted token contains. For any other
 * token it says that it is not active, and nothing else (§2.2, §4).
 */
export async function introspectReply(
  snapshot: Snapshot,
  request: TokenRequest,
  tools: Tools,
): Promise<Reply> {
  const auth = await authenticateClient(snapshot, request, tools)
  if (auth.kind === 'refused') return auth.reply
  if (auth.kind === 'nobody') return invalidClient({ is: 'client-unauthenticated' })
  const subject = auth.client.name
  const text = request.form.get('token')
  if (text === undefined)
    return oauthError(400, 'invalid_request', { is: 'token-missing' }, { subject })
  const moment = { now: tools.now(), leeway: tools.leeway }
  const presented = await verifyCurrent(snapshot, text, moment)
  if (presented.kind !== 'verified') return reply(200, { active: false }, { reasons: [], subject })
  const { claims } = presented.token
  const shown = asWritten(presented.token).claims
  const { names } = readTokenScopes(presented.token, snapshot.catalog.token)
  const body = {
    active: true,
    token_type: 'Bearer',
    ...(names.length > 0 ? { scope: names.join(' ') } : {}),
    ...usernameOf(claims, snapshot),
    ...Object.fromEntries(
      SHOWN.filter((claim) => Object.hasOwn(claims, claim)).map((claim) => [claim, shown[claim]]),
    ),
  }
  return reply(200, body, { reasons: [], subject })
}

function usernameOf(claims: JsonObject, { users }: Snapshot): { username?: string } {
  const { sub } = claims
  // In the token of a client, both are its name; in the token of a user, `client_id` is the client that requested it.
  const isUser = typeof sub === 'string' && users.users.has(sub) && claims['client_id'] !== sub
  return isUser ? { username: sub } : {}
}
