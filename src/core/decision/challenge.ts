/**
 * The WWW-Authenticate challenge of a denial (RFC 6750 §3). Without a token it carries no error code (§3.1). Scope
 * names are scope-tokens, which have neither `"` nor `\`: nothing here needs escaping.
 *
 * @param scopes the whole of the one alternative chosen for "missing", never the union of several.
 */
export function challengeFor(
  error: 'invalid_token' | 'insufficient_scope' | null,
  scopes: readonly string[],
): string {
  const params = [
    ...(error === null ? [] : [`error="${error}"`]),
    ...(scopes.length === 0 ? [] : [`scope="${scopes.join(' ')}"`]),
  ]
  return params.length === 0 ? 'Bearer' : `Bearer ${params.join(', ')}`
}
