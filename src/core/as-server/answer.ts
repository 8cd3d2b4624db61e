import { express } from './express.js'
import { fastapi, fastapi403 } from './fastapi.js'
import type { ServerAnswer, ServerName, ServerProfile, ServerRequest } from './model.js'
import { rfc6750 } from './rfc6750.js'
import { requireSameRoute } from './same-route.js'

const PROFILES = {
  fastapi,
  'fastapi-403': fastapi403,
  express,
  rfc6750,
} as const satisfies Record<ServerName, ServerProfile>

/** What the named server answers. test/interop compares this with real servers. */
export async function answerAs(name: ServerName, request: ServerRequest): Promise<ServerAnswer> {
  requireSameRoute(name, request.catalog, request.decision.question)
  return { name, ...(await PROFILES[name](request)) }
}
