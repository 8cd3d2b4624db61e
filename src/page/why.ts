import type { Requirement, Route } from '../core/catalog/model.js'
import { otherWayText, writtenAlternatives } from '../core/catalog/requirement.js'
import { type GrantingRoles, grantedBy } from '../core/decision/granted-by.js'
import { type Missing, missingFor } from '../core/decision/missing.js'
import { type Repair, repairsFor } from '../core/decision/repairs.js'
import { explainGrants } from '../core/subject/grants.js'
import type { Grant } from '../core/subject/model.js'
import type { Column } from './columns.js'
import { type Model, STATE } from './model.js'

/** A scope of an alternative, with the grant if it is held; or another condition, which no token satisfies. */
export interface Part {
  readonly name: string
  readonly isScope: boolean
  readonly grant: Grant | undefined
}

/** Why a cell is as it is, and what would change it. */
export interface Why {
  readonly route: Route
  readonly state: number
  /** The older answer, if there is an older side. */
  readonly before: number | undefined
  readonly needs: Requirement | undefined
  readonly needed: Requirement | undefined
  readonly alternatives: readonly { readonly parts: readonly Part[]; readonly holds: boolean }[]
  readonly missing: Missing | undefined
  readonly roles: readonly GrantingRoles[]
  /** Narrowest first. */
  readonly repairs: readonly Repair[]
  readonly moreRepairs: number
}

const MOST_REPAIRS = 3

export function whyOf(model: Model, column: Column, number: number): Why | undefined {
  const { now, older, routes } = model
  const route = routes[number]
  if (!route) return undefined
  const state = column.cells[number] ?? STATE.undecided
  const needs = now.requirements[number]
  const base = {
    route,
    state,
    before: column.before?.[number],
    needs,
    needed: older?.requirements[number],
  }
  const { catalog, users } = now
  const { grants: held, subject } = column.row
  const isHere = column.only !== 'gone'
  const grants = isHere ? explainGrants(catalog, subject) : new Map<string, Grant>()
  const alternatives = (needs ? writtenAlternatives(needs) : []).map(({ scopes, others }) => {
    const parts = [
      ...scopes.map((name): Part => ({ name, isScope: true, grant: grantOf(name) })),
      ...others.map((way): Part => ({ name: otherWayText(way), isScope: false, grant: undefined })),
    ]
    return { parts, holds: others.length === 0 && scopes.every((name) => held?.has(name)) }
  })
  if (!needs || state !== STATE.forbidden || !held || !isHere)
    return { ...base, alternatives, missing: undefined, roles: [], repairs: [], moreRepairs: 0 }
  const repairs = repairsFor(catalog, needs, subject, users)
  return {
    ...base,
    alternatives,
    missing: missingFor(catalog, needs, held),
    roles: grantedBy(catalog, needs, held),
    repairs: repairs.slice(0, MOST_REPAIRS),
    moreRepairs: Math.max(0, repairs.length - MOST_REPAIRS),
  }

  /** A scope row of a catalog with `enforce: implied` holds what its scope implies, which no grant mentions. */
  function grantOf(name: string): Grant | undefined {
    if (!held?.has(name) || !isHere) return undefined
    const of = { role: undefined, how: undefined, from: undefined }
    return grants.get(name) ?? { scope: name, via: 'own', ...of, impliedBy: column.name }
  }
}
