import type { Catalog, Role } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { type HeldRole, rolesOf } from '../users/held-roles.js'
import type { Grant, Subject } from './model.js'
import { isDisabled } from './model.js'

function heldBy(catalog: Catalog, subject: Subject): HeldRole[] {
  switch (subject.kind) {
    case 'user':
      return rolesOf(catalog, subject.user)
    case 'role':
      return rolesOf(catalog, { roles: subject.roles, attributes: new Map() })
    case 'client':
      return subject.client.roles.flatMap((name) => {
        const role = catalog.roles.get(name)
        return role ? [{ role, how: 'listed' as const }] : []
      })
    default:
      return []
  }
}

function ownScopes(subject: Subject): readonly string[] {
  if (subject.kind === 'user') return subject.user.scopes
  if (subject.kind === 'client') return subject.client.scopes
  return subject.kind === 'scopes' ? subject.scopes : []
}

/**
 * The scopes of a token issued for the subject if nothing narrower is requested, closed under implication. Bare scopes
 * are not closed, since they represent a token that carries exactly these (docs/reference/decision.md).
 *
 * @param catalog the catalog with the roles
 * @param subject a user, client, role, bare scopes, or anonymous
 * @returns the scopes; undefined for a subject that gets no token (anonymous, or disabled), which is not the same as no scopes
 * @throws nothing
 * @example
 * ```ts
 * import { grantsOf, parseCatalog, sourceOf } from 'scopectl'
 *
 * const scopes = { read: 'Read data', admin: { implies: ['read'] } }
 * const catalog = parseCatalog(sourceOf({ scopes, roles: { root: { scopes: ['admin'] } } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * grantsOf(catalog.value, { kind: 'role', roles: ['root'] }) // => new Set(['admin', 'read'])
 * grantsOf(catalog.value, { kind: 'scopes', scopes: ['admin'] }) // => new Set(['admin'])
 * grantsOf(catalog.value, { kind: 'anonymous' }) // => undefined
 * ```
 */
export function grantsOf(catalog: Catalog, subject: Subject): ReadonlySet<string> | undefined {
  if (subject.kind === 'anonymous' || isDisabled(subject)) return undefined
  if (subject.kind === 'scopes') return new Set(subject.scopes)
  const direct = heldBy(catalog, subject).flatMap(({ role }) => [
    ...(catalog.own.get(role.name) ?? []),
  ])
  return close(catalog.implied, [...direct, ...ownScopes(subject)])
}

/**
 * The scopes of `grantsOf`, each with how the subject got it: its own scopes first, then those of listed roles, then
 * those of default roles, and granted before implied.
 *
 * @param catalog the catalog with the roles
 * @param subject as in `grantsOf`
 * @returns a grant for each scope; none for a subject that gets no token
 * @throws nothing
 * @example
 * ```ts
 * import { explainGrants, parseCatalog, sourceOf } from 'scopectl'
 *
 * const scopes = { read: 'Read data', admin: { implies: ['read'] } }
 * const catalog = parseCatalog(sourceOf({ scopes, roles: { root: { scopes: ['admin'] } } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const grant = explainGrants(catalog.value, { kind: 'role', roles: ['root'] }).get('read')
 * grant && [grant.via, grant.role, grant.impliedBy] // => ['role', 'root', 'admin']
 * ```
 */
export function explainGrants(catalog: Catalog, subject: Subject): Map<string, Grant> {
  if (!grantsOf(catalog, subject)) return new Map()
  const isClosed = subject.kind !== 'scopes'
  return explainHeld(catalog, ownScopes(subject), heldBy(catalog, subject), isClosed)
}

/** Each scope with how it came: own ones first, then those of the roles in their order, then implied ones. */
export function explainHeld(
  catalog: Catalog,
  own: readonly string[],
  roles: readonly { readonly role: Role; readonly how: Grant['how'] }[],
  isClosed: boolean,
): Map<string, Grant> {
  const grants = new Map<string, Grant>()
  const base = { role: undefined, how: undefined, from: undefined, impliedBy: undefined }
  for (const scope of own) grants.set(scope, { scope, via: 'own', ...base })
  for (const { role, how } of roles) {
    const sources = sourcesOf(catalog, role)
    for (const scope of catalog.own.get(role.name) ?? []) {
      if (grants.has(scope)) continue
      const source = sources.get(scope)
      const from = source === role.name ? undefined : source
      grants.set(scope, { scope, via: 'role', role: role.name, how, from, impliedBy: undefined })
    }
  }
  const granted = isClosed ? [...grants.keys()] : []
  close(catalog.implied, granted, (scope, by) => {
    const grant = grants.get(by)
    if (grant && !grants.has(scope)) grants.set(scope, { ...grant, scope, impliedBy: by })
  })
  return grants
}

/** For each scope of a role, the nearest role along `extends` that lists it: the role itself, if it does. */
function sourcesOf({ roles }: Catalog, { name }: Role): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  // Breadth first: iterating over a set also visits the items added meanwhile.
  const queue = new Set([name])
  for (const each of queue) {
    const role = roles.get(each)
    for (const scope of role?.scopes ?? []) if (!sources.has(scope)) sources.set(scope, each)
    for (const other of role?.extends ?? []) queue.add(other)
  }
  return sources
}
