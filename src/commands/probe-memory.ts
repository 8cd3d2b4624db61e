import type { RouteVerdict } from '../core/probe/judge.js'
import type { Exchange } from '../core/probe/model.js'
import { isAnswered } from '../core/probe/seen.js'

// A run may have a hundred thousand answers of a megabyte each: bodies are only kept until their route is judged.

/** Answers of one route are often alike: equal bodies are kept once. */
export function withSharedBody(exchange: Exchange, bodies: Map<string, string>): Exchange {
  const { reply } = exchange
  if (!isAnswered(reply)) return exchange
  const body = bodies.get(reply.body) ?? reply.body
  bodies.set(body, body)
  return { ...exchange, reply: { ...reply, body } }
}

/** Longer challenges are cut in reports anyway. */
const LONGEST_CHALLENGE = 1000

/** What reports need of a verdict. */
export function withoutBodies(verdict: RouteVerdict): RouteVerdict {
  return {
    ...verdict,
    findings: verdict.findings.map((each) => ({ ...each, exchange: bare(each.exchange) })),
    oddities: verdict.oddities.map((each) => ({ ...each, exchange: bare(each.exchange) })),
  }
}

function bare(exchange: Exchange): Exchange {
  const { reply } = exchange
  if (!isAnswered(reply)) return exchange
  const challenge = reply.challenge?.slice(0, LONGEST_CHALLENGE)
  return { ...exchange, reply: { ...reply, challenge, body: '' } }
}
