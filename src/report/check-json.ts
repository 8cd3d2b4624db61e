import type { CheckAnswer } from '../core/answer.js'
import type { EachServer } from '../core/as-server/answer-all.js'
import { failedChecks } from './check-verdict.js'
import type { check, eachServer, views } from './documents/check.js'
import type { JsonOf } from './documents/dsl.js'
import { explanationJson } from './explain.js'
import { iso } from './iso.js'
import { requirementJson, routeJson, subjectJson } from './json-parts.js'
import { problemJson, reasonJson } from './said-json.js'

/** A check as JSON, without the token. */
export function json(answer: CheckAnswer): JsonOf<typeof check> {
  const { decision, atMost, explanation, line, server, servers } = answer
  const deny = decision?.decision === 'deny' ? decision : undefined
  const question = decision?.question
  return {
    ...(line === undefined ? {} : { line }),
    decision: decision?.decision ?? null,
    status: server?.status ?? decision?.status ?? null,
    oauth_error: deny?.oauthError ?? null,
    subject: subjectJson(answer.subject),
    route: routeJson(question?.route, question?.path, question?.also),
    requirement: question ? requirementJson(question.requirement) : null,
    held: decision?.held?.scopes ?? null,
    missing: deny ? (deny.missing?.scopes ?? null) : decision ? [] : null,
    granted_by: deny ? (deny.grantedBy ?? null) : decision ? [] : null,
    reasons: reasonsOf(answer),
    challenge: deny?.challenge ?? null,
    ...(server ? { as_server: server } : {}),
    ...(servers ? { as_servers: servers.map(serverJson) } : {}),
    ...(decision?.views ? { views: viewsJson(decision.views) } : {}),
    at: iso(answer.now),
    expected: answer.expected ?? null,
    passed: passed(answer),
    ...(atMost ? { at_most: { limit: atMost.limit, surplus: atMost.surplus ?? null } } : {}),
    ...(explanation ? { explanation: explanationJson(explanation) } : {}),
  }
}

function reasonsOf(answer: CheckAnswer): JsonOf<typeof check>['reasons'] {
  const { decision } = answer
  if (decision?.decision === 'deny') {
    return decision.reasons.map(({ code, detail }) => reasonJson(code, detail))
  }
  return failedChecks(answer).map(({ reason, detail }) => reasonJson(reason, detail))
}

/** A server without an answer has a null status, and the reason. */
const serverJson = (each: EachServer): JsonOf<typeof eachServer> =>
  'answer' in each
    ? each.answer
    : { name: each.name, status: null, problem: problemJson(each.problem) }

const viewsJson = ({
  literal,
  implied,
}: {
  literal: boolean
  implied: boolean
}): JsonOf<typeof views> => ({
  literal: literal ? 'allow' : 'deny',
  implied: implied ? 'allow' : 'deny',
})

/** Whether everything asserted holds; null if nothing was asserted. */
function passed({ expected, met, atMost }: CheckAnswer): boolean | null {
  if (expected === undefined && !atMost) return null
  const isWithin = !atMost || atMost.surplus?.length === 0
  return (expected === undefined || met === true) && isWithin
}
