/** The answers given to `init`, or the defaults. Names are checked when they are entered. */
export interface InitAnswers {
  readonly scopes: readonly string[]
  /** In order; each with the scopes that it grants. */
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** The role that every user has. */
  readonly everybody: string | undefined
  /** The role assigned by `is_admin: true`; never the one that everybody has. */
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

/** The default role for everybody: only one whose name suggests reading and no more. */
export const usualEverybody = (roles: readonly string[]): string | undefined =>
  roles.find((role) => /^(reader|viewer|guest|member|user)s?$/i.test(role))

export const usualAdmins = (roles: readonly string[]): string | undefined =>
  roles.find((role) => /^admin(istrator)?s?$/i.test(role))

/** The default scopes of a role with this name; none for an unknown name. */
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
