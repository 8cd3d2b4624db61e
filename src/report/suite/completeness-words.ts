/** What a complete suite shows. */
export const CLAIM =
  'any monotone rule that differs from this catalog on a route for some token that can be issued here, or without a token, fails this suite; so does any other grant of declared scopes to a role, if its full token gets another answer on a route'

/** What the claim is not about. */
export const NOT_COVERED = ['users', '`when`', '`disabled`', 'trust'] as const
