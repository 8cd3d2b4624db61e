/** Why a token is refused, leading reason first; then `no-token`, and the only reason for a 403. */
export const REASONS = [
  'malformed',
  'wrong-algorithm',
  'unknown-key',
  'bad-signature',
  'bad-header',
  'bad-claim',
  'expired',
  'not-yet-valid',
  'issued-in-future',
  'wrong-issuer',
  'wrong-audience',
  'no-subject',
  'no-token',
  'insufficient_scope',
] as const
/** Why a token is refused, or a scope is missing: stable codes, in docs/reference/decision.md. */
export type Reason = (typeof REASONS)[number]
