import type { Algorithm } from '../token/model.js'
import { verbsOf } from './describe-scope.js'

/** What `init` was told, or takes by default. Names are checked where they are asked for. */
export interface InitAnswers {
  /** Each with its description. */
  readonly scopes: ReadonlyMap<string, string>
  /** In order; each with the scopes that it gives. */
  readonly roles: ReadonlyMap<string, readonly string[]>
  /** The role that every user has. */
  readonly everybody: string | undefined
  /** Roles that follow from an attribute that is true; never the one that everybody has. */
  readonly when: ReadonlyMap<string, string>
  /** Names of routes from `exampleRoutes`. */
  readonly routes: readonly string[]
  readonly token: TokenAnswers
  /** The first of the users to write; undefined where there is a users file. */
  readonly user: string | undefined
}

/** How tokens are signed, and by whom for whom. */
export interface TokenAnswers {
  /** `env:NAME`, `file:PATH` or a URL; undefined: the development key. */
  readonly key: string | undefined
  /** Undefined: what the key says. */
  readonly algorithm: Algorithm | undefined
  /** Undefined: tokens carry none. `any`: not checked. */
  readonly issuer: string | undefined
  readonly audience: string | undefined
  readonly scopeClaim: string
}

/** The attribute that makes somebody an administrator, unless a users file has others. */
export const ATTRIBUTE = 'is_admin'

export const USUAL_SCOPES = ['read', 'write', 'users:read', 'users:delete', 'admin'] as const
export const USUAL_ROLES = ['reader', 'editor', 'admin'] as const
/** For the scopes of a document, of which nobody knows how they are given out. */
export const USUAL_ROLES_IMPORTED = ['admin'] as const
export const USUAL_USER = 'alice'

const READERS = /^(reader|viewer|guest|member|user)s?$/i
const EDITORS = /^(editor|writer|author)s?$/i
const ADMINS = /^admin(istrator)?s?$/i

/** The role for everybody where nothing is said: only one whose name promises no more than reading. */
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

/** The same for the scopes of a document: an administrator gets all of them, others by their verbs. */
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
