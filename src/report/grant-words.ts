import type { Catalog, Role } from '../core/catalog/model.js'
import type { GrantingRoles } from '../core/decision/granted-by.js'
import type { Location } from '../core/problem.js'
import type { Grant } from '../core/subject/model.js'
import type { User } from '../core/users/model.js'
import { escapeAscii, escapeText } from './escape.js'
import { scalarWords } from './scalar-words.js'

/** Where a scope came from: `reader (default)`, `bob's own scopes`, `admin (when), implied by admin`. */
export function grantWords(grant: Grant, owner: string | null): string {
  const implied =
    grant.impliedBy === undefined ? '' : `, implied by ${escapeAscii(grant.impliedBy)}`
  return `${sourceWords(grant, owner)}${implied}`
}

function sourceWords({ via, role, how, from }: Grant, owner: string | null): string {
  if (via === 'own' || role === undefined)
    return owner === null ? 'given with --scopes' : `${escapeText(owner)}'s own scopes`
  if (role === owner && from === undefined) return 'its own scopes'
  const by = how === 'default' || how === 'when' ? ` (${how})` : ''
  const through = from === undefined ? '' : ` through ${escapeText(from)}`
  return `${escapeText(role)}${by}${through}`
}

/** The grants of several scopes, without duplicates. */
export const grantsWords = (grants: readonly Grant[], owner: string | null): string =>
  [...new Set(grants.map((grant) => grantWords(grant, owner)))].join('; ')

/** A user whose attributes were compared with a `when`. */
export type Whose = Pick<User, 'name' | 'attributes'> | undefined

/**
 * Roles that would grant what is missing: `editor`, `admin (given when is_admin: true)`, `editor + auditor`. If the user
 * has another value, it is shown: `admin (given when is_admin: true; ana's is the text `yes`)`.
 */
export const grantingWords = (catalog: Catalog, { roles }: GrantingRoles, whose?: Whose): string =>
  roles
    .map((name) => `${escapeText(name)}${condition(catalog.roles.get(name)?.when, whose)}`)
    .join(' + ')

function condition(when: Role['when'], whose: Whose): string {
  if (!when) return ''
  const terms = [...when].map(([name, value]) => {
    const own = whose?.attributes.get(name)
    const term = `${escapeText(name)}: ${escapeText(JSON.stringify(value))}`
    return own === undefined || own === value
      ? term
      : `${term}; ${escapeText(whose?.name ?? '')}'s is ${scalarWords(own)}`
  })
  return ` (given when ${terms.join(', ')})`
}

/** The position of the role that lists the scope. */
export const placeOfGrant = (catalog: Catalog, { via, role, from }: Grant): Location | undefined =>
  via === 'role' ? catalog.roles.get(from ?? role ?? '')?.at : undefined

/** `scopes.yaml:25` */
export const lineOf = (at: Location | undefined): string =>
  at ? `${escapeText(at.file)}:${at.line}` : ''
