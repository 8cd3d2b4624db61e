import type { Algorithm } from '../token/model.js'
import { verbsOf } from './describe-scope.js'

/** The answers given to `init`, or its defaults. Names are checked where they are asked for. */
export interface InitAnswers {
  /** Scopes with their descriptions. */
  readonly scopes: ReadonlyMap<string, string>
  /** Roles in order, each with the scopes that it grants. */
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** The role that every user has. */
  readonly everybody: string | undefined
  /** Roles given by an attribute that is true; never the one that everybody has. */
  readonly when: ReadonlyMap<string, string>
  /** Names of routes from `exampleRoutes`. */
  readonly routes: readonly string[]
  readonly token: TokenAnswers
  /** The first user to write; undefined if a users file exists. */
  readonly user: string | undefined
}

/** How tokens are signed, their issuer and their audience. */
export interface TokenAnswers {
  /** `env:NAME`, `file:PATH` or a URL; undefined: the development key. */
  readonly key: string | undefined
  /** Undefined: the algorithm of the key. */
  readonly algorithm: Algorithm | undefined
  /** Undefined: tokens have none. `any`: not checked. */
  readonly issuer: string | undefined
  readonly audience: string | undefined
  readonly scopeClaim: string
}

/** The attribute that makes a user an administrator, unless a users file has others. */
export const ATTRIBUTE = 'is_admin'

export const USUAL_SCOPES = ['read', 'write', 'users:read', 'users:delete', 'admin'] as const
export const USUAL_ROLES = ['reader', 'editor', 'admin'] as const
/** For the scopes of a document, which does not say who gets them. */
export const USUAL_ROLES_IMPORTED = ['admin'] as const
export const USUAL_USER = 'alice'

const READERS = /^(reader|viewer|guest|member|user)s?$/i
const EDITORS = /^(editor|writer|author)s?$/i
const ADMINS = /^admin(istrator)?s?$/i

/** The default role for everybody: only one whose name suggests no more than reading. */
export const usualEverybody = (roles: readonly string[]): string | undefined =>
  roles.find((role) => READERS.test(role))

export const usualAdmins = (roles: readonly string[]): string | undefined =>
  roles.find((role) => ADMINS.test(role))

/** The default scopes of a role with this name; none for an unknown name. */
export function usualScopes(
  role: string,
  scopes: readonly string[],
  everybody: readonly string[],
): readonly string[] {
  const usual = READERS.test(role)
    ? ['read']
    : EDITORS.test(role)
      ? ['read', 'write']
      : ADMINS.test(role)
        ? ['read', 'write', 'admin']
        : []
  return usual.filter((scope) => scopes.includes(scope) && !everybody.includes(scope))
}

/** The default scopes of a role for an imported document: administrators get all of them, others by verb. */
export function usualImportedScopes(
  role: string,
  scopes: readonly string[],
  everybody: readonly string[],
): readonly string[] {
  const left = scopes.filter((scope) => !everybody.includes(scope))
  if (ADMINS.test(role)) return left
  const usual = READERS.test(role)
    ? ['View']
    : EDITORS.test(role)
      ? ['View', 'Change', 'Create']
      : []
  return left.filter((scope) => verbsOf(scope).some((verb) => usual.includes(verb)))
}
