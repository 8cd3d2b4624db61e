/** What `init` was told, or takes by default. Names are checked where they are asked for. */
export interface InitAnswers {
  readonly scopes: readonly string[]
  /** In order; each with the scopes that it gives. */
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** The role that every user has. */
  readonly everybody: string | undefined
  /** The role that follows from `is_admin: true`; never the one that everybody has. */
  readonly admins: string | undefined
  /** Names of routes from {@link exampleRoutes}. */
  readonly routes: readonly string[]
  readonly issuer: string | undefined
  readonly audience: string | undefined
  readonly user: string
}

export const ATTRIBUTE = 'is_admin'

export const USUAL_SCOPES = ['read', 'write', 'users:read', 'users:delete', 'admin'] as const
export const USUAL_ROLES = ['reader', 'editor', 'admin'] as const
export const USUAL_USER = 'alice'

/** The role for everybody where nothing is said: only one whose name promises no more than reading. */
export const usualEverybody = (roles: readonly string[]): string | undefined =>
  roles.find((role) => /^(reader|viewer|guest|member|user)s?$/i.test(role))

export const usualAdmins = (roles: readonly string[]): string | undefined =>
  roles.find((role) => /^admin(istrator)?s?$/i.test(role))

/** What a role of this name gives where nothing is said; for a name that is not known: nothing. */
export function usualScopes(
  role: string,
  scopes: readonly string[],
  everybody: readonly string[],
): readonly string[] {
  const usual = /^(reader|viewer|guest|member|user)s?$/i.test(role)
    ? ['read']
    : /^(editor|writer|author)s?$/i.test(role)
      ? ['read', 'write']
      : /^admin(istrator)?s?$/i.test(role)
        ? ['read', 'write', 'admin']
        : []
  return usual.filter((scope) => scopes.includes(scope) && !everybody.includes(scope))
}
