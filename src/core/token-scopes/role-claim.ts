import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { type Problem, problem } from '../problem.js'
import type { DecodedToken } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import { claimMeant, typeFound } from './claims-in.js'
import { hintAtSpelling } from './spelling.js'

/** What was read from the claim that the catalog's `role_claim` refers to. */
export interface RolesRead {
  /** Undefined without `role_claim` in the catalog, without that claim in the token, or if it is not a list of names. */
  readonly form: 'string' | 'array' | undefined
  readonly names: readonly string[]
  /** Names that are roles of the catalog. `when` roles count too, default ones do not: the token says who has them. */
  readonly roles: readonly string[]
  readonly isPresent: boolean
  readonly notes: readonly Problem[]
}

export function readRoleClaim(catalog: Catalog, token: DecodedToken): RolesRead {
  const { roleClaim: claim, profile } = catalog.token
  const value = claim === undefined ? undefined : readClaim(token.claims, claim)
  const none = { form: undefined, names: [], roles: [], isPresent: value !== undefined, notes: [] }
  if (claim === undefined || value === undefined) return none
  const list = typeof value === 'string' ? [value] : value
  if (!Array.isArray(list) || !list.every((each) => typeof each === 'string')) {
    return {
      ...none,
      notes: [problem('role-claim-type', { claim, found: typeFound(value), profile })],
    }
  }
  const names = list as readonly string[]
  const form = typeof value === 'string' ? 'string' : 'array'
  return { ...none, form, names, roles: names.filter((name) => catalog.roles.has(name)) }
}

/** The roles that would grant one of these scopes. */
export function rolesWith(catalog: Catalog, wanted: ReadonlySet<string>): Set<string> {
  const brings = (role: string): boolean =>
    [...close(catalog.implied, catalog.own.get(role) ?? [])].some((scope) => wanted.has(scope))
  return new Set([...catalog.roles.keys()].filter(brings))
}

/** Why the role claim of a denied token grants none of the wanted scopes, if its form is the reason. */
export function hintAtRoles(
  catalog: Catalog,
  token: DecodedToken,
  { form, names, roles, isPresent }: RolesRead,
  wanted: ReadonlySet<string>,
): Problem[] {
  const { roleClaim: claim, profile } = catalog.token
  if (claim === undefined) return []
  if (!isPresent)
    return [problem('role-claim-missing', { claim, meant: claimMeant(token, claim), profile })]
  if (form === undefined) return []
  const hints = hintAtSpelling(
    'role',
    { claim, form, names },
    catalog.roles,
    rolesWith(catalog, wanted),
  )
  if (hints.length > 0) return hints
  if (roles.length > 0) {
    const others = names.filter((name) => !catalog.roles.has(name))
    return others.length === 0 ? [] : [problem('undeclared-roles', { roles: others.slice(0, 20) })]
  }
  return [problem('role-claim-unknown', { claim, names: names.slice(0, 5), count: names.length })]
}
