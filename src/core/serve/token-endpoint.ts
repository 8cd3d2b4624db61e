import { ScopectlError } from '../errors.js'
import { claimsFor, issue, signClaims } from '../issue/mint.js'
import { isScopeToken, splitScopes } from '../scope-token.js'
import { nameOf, type Subject } from '../subject/model.js'
import { authenticateClient, hashOf, invalidClient, type TokenRequest } from './client-auth.js'
import { oauthError, type Reply, reply } from './reply.js'
import type { RequestFault } from './request-fault.js'
import type { Snapshot, Tools } from './snapshot.js'

/** The grants of RFC 6749 that a development issuer without a browser can offer. */
export const GRANT_TYPES = ['password', 'client_credentials'] as const

/**
 * Answers POST /token (RFC 6749 §4.3, §4.4, §5): a user by password, or a client by its secret, with everything granted
 * or exactly the requested scopes.
 *
 * It is laxer than the standard in one way: a form with a username and no `grant_type` means `password`, as in FastAPI.
 * A `scope` without a value counts as omitted (§3.2); one with only spaces is refused.
 */
export async function tokenReply(
  snapshot: Snapshot,
  request: TokenRequest,
  tools: Tools,
): Promise<Reply> {
  const { form } = request
  const type = form.get('grant_type') ?? (form.get('username') ? 'password' : undefined)
  if (type === undefined) return oauthError(400, 'invalid_request', { is: 'grant-type-missing' })
  if (!GRANT_TYPES.some((each) => each === type) || !snapshot.signing) {
    const supported = snapshot.signing ? GRANT_TYPES : []
    return oauthError(400, 'unsupported_grant_type', { is: 'grant-type', supported })
  }
  const auth = await authenticateClient(snapshot, request, tools)
  if (auth.kind === 'refused') return auth.reply
  if (type === 'client_credentials') {
    if (auth.kind === 'nobody') return invalidClient({ is: 'client-unauthenticated' })
    return issueTo({ kind: 'client', client: auth.client }, snapshot, request, tools)
  }
  const user = await logIn(snapshot, request, tools)
  return 'status' in user ? user : issueTo(user, snapshot, request, tools)
}

async function logIn(
  { users }: Snapshot,
  { form }: TokenRequest,
  tools: Tools,
): Promise<Subject | Reply> {
  const [name, password] = [form.get('username'), form.get('password')]
  if (name === undefined || password === undefined) {
    return oauthError(400, 'invalid_request', { is: 'password-missing' })
  }
  const user = users.users.get(name)
  const isRight = await tools.matches(hashOf(user?.password, user, users), password)
  if (user && isRight) return { kind: 'user', user }
  // The same answer for all cases: unknown, disabled, without a password, wrong password.
  return oauthError(400, 'invalid_grant', { is: 'wrong-user' })
}

async function issueTo(
  subject: Subject,
  { catalog, signing }: Snapshot,
  { form }: TokenRequest,
  tools: Tools,
): Promise<Reply> {
  const scope = form.get('scope')
  const want = scope === undefined ? undefined : splitScopes(scope)
  const name = nameOf(subject) ?? ''
  let scopes: readonly string[]
  try {
    scopes = issue(catalog, subject, want).scopes
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return oauthError(400, 'invalid_scope', invalidScope(error), { subject: name })
  }
  if (!signing) throw new Error('a token was to be signed without a key')
  const { lifetime } = catalog.token
  const stamp = { now: tools.now(), lifetime, jti: tools.newJti() }
  const claims = claimsFor(catalog, subject, scopes, stamp)
  const body = {
    access_token: await signClaims(catalog.token, claims, signing),
    token_type: 'Bearer',
    expires_in: lifetime,
    scope: scopes.join(' '),
  }
  return reply(200, body, { reasons: [], subject: name })
}

/** The refused names, as far as they are allowed in a description (RFC 6749 §5.2). */
function invalidScope({ problems }: ScopectlError): RequestFault {
  const names = problems.flatMap(({ code, args }) => {
    if (code === 'more-than-granted') return args.scopes
    return code === 'no-such-scope' ? [args.scope] : []
  })
  const shown = names.filter((name) => isScopeToken(name) && name.length <= 80)
  return shown.length === 0 ? { is: 'scope-missing' } : { is: 'scopes-not-granted', scopes: shown }
}
