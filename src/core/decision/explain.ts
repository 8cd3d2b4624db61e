import type { Catalog } from '../catalog/model.js'
import { otherWayText } from '../catalog/requirement.js'
import { explainGrants } from '../subject/grants.js'
import type { Grant, Subject } from '../subject/model.js'
import { claimGrants } from '../token-scopes/claim-grants.js'
import type { Users } from '../users/model.js'
import type { Decision } from './decide.js'
import { type GrantingRoles, grantedBy } from './granted-by.js'
import { type Repair, repairsFor } from './repairs.js'

/** One scope or other condition of an alternative: whether it is held, and how it is or would be granted. */
export interface Part {
  readonly name: string
  readonly held: boolean
  /** It is not a scope of this catalog, so no token can provide it. */
  readonly other: boolean
  /** It is `authenticated`: any accepted token provides it. */
  readonly anyToken?: boolean
  readonly grant: Grant | undefined
  /** If it is not held: the roles that would grant it. */
  readonly givenBy: readonly GrantingRoles[]
}

export interface Explanation {
  readonly alternatives: readonly { readonly parts: readonly Part[]; readonly holds: boolean }[]
  /** For a denial due to missing scopes: up to three, narrowest first. */
  readonly repairs: readonly Repair[]
}

/** Every alternative, with which parts are held and by which grant, and what would have to change. */
export function explain(
  catalog: Catalog,
  decision: Decision,
  subject: Subject | undefined,
  users: Users,
): Explanation {
  const { requirement } = decision.question
  if (requirement.level !== 'scopes') return { alternatives: [], repairs: [] }
  const held = new Set(decision.held?.scopes ?? [])
  const grants = grantsFor(catalog, decision, subject)
  const part = (name: string): Part => {
    const isHeld = held.has(name)
    const alone = { level: 'scopes' as const, alternatives: [{ scopes: [name], others: [] }] }
    const givenBy = isHeld ? [] : grantedBy(catalog, alone, held)
    return {
      name,
      held: isHeld,
      other: false,
      grant: isHeld ? grants.get(name) : undefined,
      givenBy,
    }
  }
  const alternatives = requirement.alternatives.map(({ scopes, others }) => {
    const otherParts = others.map((way): Part => {
      const more = { name: otherWayText(way), grant: undefined, givenBy: [] }
      return 'authenticated' in way
        ? { ...more, held: decision.held !== undefined, other: false, anyToken: true }
        : { ...more, held: false, other: true }
    })
    const parts = [...scopes.map(part), ...otherParts]
    return { parts, holds: parts.every((each) => each.held) }
  })
  const isForbidden = decision.decision === 'deny' && decision.status === 403
  return {
    alternatives,
    repairs:
      isForbidden && subject ? repairsFor(catalog, requirement, subject, users).slice(0, 3) : [],
  }
}

function grantsFor(
  catalog: Catalog,
  { held }: Decision,
  subject: Subject | undefined,
): Map<string, Grant> {
  if (subject) return explainGrants(catalog, subject)
  return held ? claimGrants(catalog, held.read, held.views) : new Map()
}
