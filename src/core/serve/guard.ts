import type { Catalog } from '../catalog/model.js'
import { type Decision, decide } from '../decision/decide.js'
import { NO_TOKEN, type Presented } from '../decision/presented.js'
import type { Question } from '../decision/question.js'
import { ScopectlError } from '../errors.js'
import type { Problem } from '../problem.js'
import type { PathFault } from '../problems/route.js'
import type { Moment } from '../token/verify.js'
import type { Credential } from './credential.js'
import { type Facts, type Reply, reply } from './reply.js'
import type { RequestFault } from './request-fault.js'
import type { Snapshot } from './snapshot.js'
import { verifyCurrent } from './verify-current.js'

/**
 * Answers for a route of the catalog as `check` does: 200, 401 or 403, with its challenge. Other results have other
 * statuses: 400 for a path that is not canonical or a credential in the wrong place, 404 if there is no route, 501 if
 * the catalog gives no decision (undecided, ambiguous, a path that may run several routes behind a proxy, a token whose
 * scope claims contradict each other), 503 without keys.
 *
 * @param ask makes the question, before any token is read.
 */
export async function guard(
  snapshot: Snapshot,
  ask: (catalog: Catalog) => Question,
  credential: Credential,
  moment: Moment,
): Promise<Reply> {
  try {
    const question = ask(snapshot.catalog)
    const route = question.route?.name
    if (credential.kind === 'misplaced') return invalidRequest(credential.why, route)
    const presented = await present(snapshot, question, credential, moment)
    return verdict(decide(snapshot.catalog, question, presented), presented)
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return noVerdict(error.problems[0])
  }
}

/** On a public route no token is checked, so no key is needed. */
function present(
  snapshot: Snapshot,
  { requirement }: Question,
  credential: Credential,
  moment: Moment,
): Promise<Presented> {
  if (credential.kind !== 'token' || requirement.level === 'public')
    return Promise.resolve(NO_TOKEN)
  return verifyCurrent(snapshot, credential.text, moment)
}

function verdict(decision: Decision, presented: Presented): Reply {
  const route = decision.question.route?.name
  const sub = presented.kind === 'verified' ? presented.token.claims['sub'] : undefined
  const subject = typeof sub === 'string' ? sub : undefined
  const held = decision.held?.scopes
  if (decision.decision === 'allow') {
    const facts: Facts = { route, decision: 'allow', reasons: [], subject }
    return reply(200, { decision: 'allow', route, subject, scopes: held }, facts)
  }
  const reasons = decision.reasons.map(({ code }) => code)
  const { status, oauthError, missing, challenge } = decision
  const error = oauthError ?? undefined
  const body = { error, decision: 'deny', route, subject, reasons, missing: missing?.scopes }
  const facts: Facts = { route, decision: 'deny', reasons, subject }
  return reply(status, body, facts, { 'www-authenticate': challenge })
}

/** RFC 6750 §3.1. */
export function invalidRequest(fault: RequestFault, route?: string): Reply {
  const facts: Facts = { route, reasons: ['invalid_request'] }
  const headers = { 'www-authenticate': 'Bearer error="invalid_request"' }
  return { ...reply(400, { error: 'invalid_request' }, facts, headers), fault }
}

export const oddPath = (why: PathFault): Reply => ({
  ...reply(400, { error: 'bad_path' }, { reasons: ['bad-path'] }),
  fault: { is: 'bad-path', why },
})

const STATUS: { readonly [C in Problem['code']]?: number } = {
  'ambiguous-route': 501,
  'undecided-route': 501,
  'route-unclear': 501,
  'scope-claims-differ': 501,
}

function noVerdict(problem: Problem | undefined): Reply {
  const reasons = [problem?.code ?? 'unknown']
  if (problem?.code === 'bad-path') return oddPath(problem.args.why)
  if (problem?.code === 'no-route') {
    return reply(404, { error: 'no_route', suggestion: problem.args.suggestion }, { reasons })
  }
  // What remains are keys that are not available.
  const status = (problem && STATUS[problem.code]) ?? 503
  const routes = problem?.code === 'route-unclear' ? problem.args.routes : undefined
  return reply(status, { error: 'no_verdict', reasons, routes }, { reasons })
}
