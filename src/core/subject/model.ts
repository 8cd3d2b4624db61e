import type { Client, User } from '../users/model.js'

/**
 * The subject of a question, of exactly one kind. A role subject is a user with exactly those roles (and the default
 * ones).
 *
 * @example
 * ```ts
 * import { grantsOf, parseCatalog, type Subject, sourceOf } from 'scopectl'
 *
 * const everyone: Subject = { kind: 'role', roles: [] } // only the default roles
 * const roles = { reader: { default: true, scopes: ['read'] } }
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data' }, roles }))
 * catalog.ok && grantsOf(catalog.value, everyone) // => new Set(['read'])
 * ```
 */
export type Subject =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'client'; readonly client: Client }
  | { readonly kind: 'role'; readonly roles: readonly string[] }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
  | { readonly kind: 'anonymous' }

/** How a subject got a scope: the first way that grants it. */
export interface Grant {
  readonly scope: string
  /** `own`: listed for the subject itself; otherwise through one of its roles. */
  readonly via: 'own' | 'role'
  readonly role: string | undefined
  /** Why the subject has that role; `claim`: a token's role claim names it. */
  readonly how: 'listed' | 'default' | 'when' | 'claim' | undefined
  /** The role that it was copied from by `extends`, if another one. */
  readonly from: string | undefined
  /** The granted scope that implies it, if it is implied. */
  readonly impliedBy: string | undefined
}

export const nameOf = (subject: Subject): string | null => {
  switch (subject.kind) {
    case 'user':
      return subject.user.name
    case 'client':
      return subject.client.name
    case 'role':
      return subject.roles.length === 0 ? 'everyone' : subject.roles.join('+')
    default:
      return null
  }
}

/** A disabled user or client is treated as anonymous: as if there were no token. */
export const isDisabled = (subject: Subject): boolean =>
  (subject.kind === 'user' && subject.user.disabled) ||
  (subject.kind === 'client' && subject.client.disabled)
