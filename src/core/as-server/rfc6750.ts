import type { ServerReply, ServerRequest } from './model.js'

/**
 * A server that follows RFC 6750 and RFC 8725 to the letter, as scopectl itself does: our decision, with the challenge
 * of RFC 6750 §3. The standard does not specify a body. It reads the claim that the catalog pins, else `scope` (RFC
 * 9068 §2.2.3) or whichever known one is present.
 */
export const rfc6750 = ({ catalog, decision }: ServerRequest): ServerReply => ({
  status: decision.status,
  body: null,
  challenge: decision.decision === 'deny' ? decision.challenge : null,
  reads: decision.held?.read.claim ?? catalog.token.scopeClaims?.[0] ?? 'scope',
})
