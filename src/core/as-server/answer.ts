import { fail } from '../errors.js'
import { inSettings } from '../problems/fault.js'
import { readClaim } from '../token/pointer.js'
import { answerExported } from './exported.js'
import { type Guard, guardOf } from './guard.js'
import { readSent, refusalOf } from './judge-token.js'
import type { ServerAnswer, ServerReply, ServerRequest } from './model.js'
import { keySource } from './pick-keys.js'
import { boundReaders, readScopes } from './read-scopes.js'
import { rfc6750 } from './rfc6750.js'
import { requireSameRoute } from './same-route.js'
import type { Profile } from './schema.js'
import type { Server } from './servers.js'
import { answerText } from './template.js'

/**
 * What a server of this kind answers, configured like the catalog: key, algorithm, issuer, audience. Unless an export has
 * configured it, it expands neither `implies` nor roles, and tries the alternatives of a route in order. test/interop
 * compares this with real servers.
 *
 * @throws ScopectlError if such a server cannot be configured like that, cannot guard this route, or runs another one.
 */
export async function answerAs(
  { name, profile }: Server,
  request: ServerRequest,
): Promise<ServerAnswer> {
  if (profile === 'check') return { name, ...rfc6750(request) }
  if ('respelled' in profile) return { name, ...(await answerExported(name, profile, request)) }
  const { catalog, decision } = request
  requireSameRoute({ name, router: profile.router ?? 'unknown' }, catalog, decision.question)
  return { name, ...(await replyOf(name, profile, request)) }
}

async function replyOf(
  name: string,
  profile: Profile,
  request: ServerRequest,
): Promise<ServerReply> {
  const { catalog, decision, sent, now } = request
  const { question } = decision
  requireSettings(name, profile, request)
  const { route, method } = question
  if (profile.head === 'none' && route && method === 'HEAD' && route.method === 'GET') {
    fail('server-has-no-route', { server: name, route: route.name, status: 405 }, route.at)
  }
  const guard = guardOf(question, name)
  const { answers, token, scopes } = profile
  const readers = boundReaders(scopes.readers, catalog.token)
  const isOpen = guard === 'open'
  const looks = !isOpen || (profile.public === 'checks-token' && sent !== undefined)
  const allow: ServerReply = { status: 200, body: null, challenge: null, reads: null }
  if (!looks) return allow
  const needed = isOpen ? [] : guard[0]
  const reply = (
    answer: Profile['answers']['refused'],
    says: string,
    named: readonly string[] = needed,
  ): ServerReply => ({
    ...answerText(answer, { scope: named.join(' '), says }),
    ...(method === 'HEAD' ? { body: null } : {}),
    reads: readers[0]?.claim ?? null,
  })
  const withStatus = (status: number | undefined, says: string): ServerReply => {
    if (status === undefined || status === answers.refused.status)
      return reply(answers.refused, says)
    return reply(answers.others?.find((each) => each.status === status) ?? { status }, says)
  }

  if (!sent) return reply(answers.no_token, '')
  const read = await readSent(sent, { now, leeway: token.leeway })
  const refusal = refusalOf(read, token, keySource(sent.trust))
  if (refusal) return withStatus(refusal.status, refusal.says)
  const reads = readers.find(({ claim }) => readClaim(read.claims, claim) !== undefined)
  const allowed = { ...allow, reads: (reads ?? readers[0])?.claim ?? null }
  if (needed.length === 0 && !scopes.always) return isOpen ? allow : allowed
  const found = readScopes(read.claims, readers)
  if ('status' in found) return withStatus(found.status, '')
  if (isOpen) return allow
  const { held, isMissing } = found
  if (guard.some((names) => names.every((each) => held.includes(each)))) return allowed
  const { forbidden } = answers
  const says = (isMissing ? forbidden.says_without_claim : undefined) ?? forbidden.says ?? ''
  return reply(forbidden, says, forbidden.names === 'any' ? anyOf(guard) : needed)
}

/** All of them, if any one is enough; otherwise those of the first alternative. */
const anyOf = (guard: Exclude<Guard, 'open'>): readonly string[] =>
  guard.every((names) => names.length === 1) ? guard.flat() : guard[0]

function requireSettings(
  server: string,
  { needs = [] }: Profile,
  { catalog }: ServerRequest,
): void {
  const { issuers, audiences } = catalog.token
  for (const setting of needs) {
    const values = setting === 'issuer' ? issuers : audiences
    if (values.length === 0)
      fail('server-needs-setting', { server, setting, ...inSettings(catalog.token) })
  }
}
