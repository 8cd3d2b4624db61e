import type { Client, User } from '../users/model.js'

/**
 * Whom a question is about; one kind only. A role subject is the user who has exactly those roles (and the default ones).
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

/** How a scope came to somebody: the first of these that gives it. */
export interface Grant {
  readonly scope: string
  /** `own`: listed at the subject itself; else by a role that it has. */
  readonly via: 'own' | 'role'
  readonly role: string | undefined
  /** Why the subject has that role; `claim`: a token's role claim names it. */
  readonly how: 'listed' | 'default' | 'when' | 'claim' | undefined
  /** The role that it was copied from by `extends`, if another one. */
  readonly from: string | undefined
  /** The granted scope that implies it, where it is implied. */
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

/** A disabled user or client is nobody: the same as no token at all. */
export const isDisabled = (subject: Subject): boolean =>
  (subject.kind === 'user' && subject.user.disabled) ||
  (subject.kind === 'client' && subject.client.disabled)
