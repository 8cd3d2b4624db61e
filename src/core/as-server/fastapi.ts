import type { TokenSettings } from '../catalog/model.js'
import { fail } from '../errors.js'
import { own } from '../token/found.js'
import type { Json, JsonObject } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { guardOf } from './guard.js'
import type { ServerProfile, ServerReply, ServerRequest } from './model.js'
import { pyjwtDecode } from './pyjwt.js'

/** The claim in the tutorial: an array. */
const LESSON_CLAIM = 'scopes'

/**
 * FastAPI as in its tutorial on OAuth2 scopes: OAuth2PasswordBearer, SecurityScopes, PyJWT, a TokenData model. A
 * missing scope is 401 there; `fastapi-403` is the same with the status of RFC 6750.
 *
 * Compared with FastAPI 0.165.0 and pydantic 2.14.3 (test/interop/fastapi.interop.ts). It differs from RFC 6750: no
 * `error` in any challenge; without a token the challenge does not name a scope; 401 for a missing scope; a scope claim
 * of the wrong type makes the whole token invalid, and crashes (500) if the app splits a string. It expands neither
 * `implies` nor roles. GET routes do not answer HEAD (405).
 *
 * The app is assumed to know every `sub`, and to try the alternatives of a route in order, which SecurityScopes itself
 * cannot express: the first one's refusal is the answer.
 */
export const fastapi: ServerProfile = (request) => answer(request, 'fastapi', 401)
export const fastapi403: ServerProfile = (request) => answer(request, 'fastapi-403', 403)

async function answer(
  { catalog, decision, sent, now }: ServerRequest,
  server: 'fastapi' | 'fastapi-403',
  forbidden: 401 | 403,
): Promise<ServerReply> {
  const { question } = decision
  const { route, method } = question
  if (route && method === 'HEAD' && route.method === 'GET') {
    fail('server-has-no-route', { server, route: route.name, status: 405 }, route.at)
  }
  const { claim, form } = scopeReading(catalog.token)
  const guard = guardOf(question, server)
  if (guard === 'open') return { status: 200, body: null, challenge: null, reads: null }
  const refuse = (status: ServerReply['status'], detail: string, scopes: readonly string[]) => {
    const challenge = scopes.length === 0 ? 'Bearer' : `Bearer scope="${scopes.join(' ')}"`
    return { status, body: { detail }, challenge, reads: claim }
  }
  if (!sent) return refuse(401, 'Not authenticated', [])
  const claims = await pyjwtDecode(sent.text, sent.trust, now)
  const sub = claims && own(claims, 'sub')
  if (!claims || typeof sub !== 'string' || sub === '') return badToken()
  const held = readScopes(claims, claim, form)
  if (held === 'crash') {
    return { status: 500, body: 'Internal Server Error', challenge: null, reads: claim }
  }
  if (!held || ![sub, ...held].every(isUnicode)) return badToken()
  const isOpen = guard.some((scopes) => scopes.every((name) => held.includes(name)))
  if (isOpen) return { status: 200, body: null, challenge: null, reads: claim }
  return refuse(forbidden, 'Not enough permissions', guard[0])

  function badToken(): ServerReply {
    return refuse(401, 'Could not validate credentials', guard === 'open' ? [] : guard[0])
  }
}

/** What the app reads is up to its own code: as the catalog says, else as in the tutorial. */
function scopeReading({ scopeClaims, scopeFormat }: TokenSettings) {
  const claim = scopeClaims?.[0] ?? LESSON_CLAIM
  return { claim, form: scopeFormat ?? (claim === LESSON_CLAIM ? 'array' : 'string') }
}

/** Undefined if TokenData does not validate; `crash` if the value has no `split`. */
function readScopes(
  claims: JsonObject,
  claim: string,
  form: 'array' | 'string',
): readonly string[] | undefined | 'crash' {
  const value: Json | undefined = readClaim(claims, claim)
  if (form === 'string') {
    const text = value ?? (value === undefined ? '' : null)
    return typeof text === 'string' ? text.split(' ') : 'crash'
  }
  if (value === undefined) return []
  const isNames = Array.isArray(value) && value.every((each) => typeof each === 'string')
  return isNames ? (value as readonly string[]) : undefined
}

/** pydantic rejects a lone surrogate. */
const isUnicode = (text: string): boolean => !/\p{Surrogate}/u.test(text)
