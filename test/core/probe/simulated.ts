import type { Catalog, Requirement, Route } from '../../../src/core/catalog/model.js'
import { close } from '../../../src/core/catalog/reach.js'
import { tokenAlternatives } from '../../../src/core/catalog/requirement.js'
import { FLAWS, type Flaw } from '../../../src/core/issue/flaws.js'
import type { Credential, Exchange, Planned, RoutePlan } from '../../../src/core/probe/model.js'
import { type PlanSettings, planRoute } from '../../../src/core/probe/plan.js'

export const EVERYTHING: PlanSettings = {
  methods: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
  allowWrites: true,
  consents: true,
  isSymmetric: false,
  params: new Map([...'abcdefghijklmnop', 'id', 'path', 'name'].map((name) => [name, '1'])),
  subjects: [],
}

export type Rule = (held: ReadonlySet<string>) => boolean

/** What happens besides the guard, before it or behind it. */
export interface Habits {
  /** The status that a missing resource or an invalid body gets, if there is one. */
  readonly trouble: 404 | 422 | undefined
  readonly troubleFirst: boolean
  readonly head: boolean
  /** Flaws that it does not notice. */
  readonly accepts?: readonly Flaw[]
}

/** A server that reads tokens as the catalog says, and allows what the rule says. */
export function answers(
  catalog: Catalog,
  { requirement }: Route,
  rule: Rule,
  habits: Habits,
): (planned: Planned) => Exchange {
  const refusal = (status: 401 | 403, challenge: string) => reply(status, challenge)
  const heldBy = (credential: Credential): ReadonlySet<string> | undefined => {
    if (credential.kind === 'none' || credential.kind === 'garbage') return undefined
    if (credential.kind === 'flaw') {
      if (habits.accepts?.includes(credential.flaw))
        return close(catalog.implied, credential.scopes)
      return FLAWS[credential.flaw].reason === undefined ? new Set() : undefined
    }
    const names = credential.scopes.filter((name) => catalog.scopes.has(name))
    return catalog.token.enforce === 'implied' ? close(catalog.implied, names) : new Set(names)
  }
  return (planned) => {
    const at = (got: ReturnType<typeof reply>): Exchange => ({ planned, reply: got })
    const { trouble, troubleFirst, head } = habits
    const isOther = planned.variant === 'trailing-slash' || planned.variant === 'case'
    if (isOther || (planned.variant === 'head' && !head)) return at(reply(404))
    if (planned.variant !== undefined && planned.variant !== 'head') {
      // The header is ignored: a GET route stays what it is, and a write has no GET beside it.
      if (planned.expected !== 'allowed' && planned.check.is === 'no-token')
        return at(refusal(401, 'Bearer'))
      return at(reply(405))
    }
    if (trouble && troubleFirst) return at(reply(trouble))
    if (requirement.level === 'public') return at(reply(trouble ?? 200, undefined, BODY))
    const held = heldBy(planned.credential)
    if (!held) {
      const isNone = planned.credential.kind === 'none'
      return at(refusal(401, isNone ? 'Bearer' : 'Bearer error="invalid_token"'))
    }
    if (!rule(held))
      return at(refusal(403, `Bearer error="insufficient_scope"${scopeOf(requirement)}`))
    return at(reply(trouble ?? 200, undefined, BODY))
  }
}

const BODY = '{"name":"a resource","size":42}'

const reply = (status: number, challenge?: string, body = '') => ({
  status,
  challenge,
  type: 'application/json',
  body,
})

function scopeOf(requirement: Requirement): string {
  const [first] = tokenAlternatives(requirement)
  return first && first.length > 0 ? `, scope="${first.join(' ')}"` : ''
}

/** The plans of the routes that can be probed. */
export const plansOf = (catalog: Catalog, settings = EVERYTHING): RoutePlan[] =>
  catalog.routes.flatMap((route) => {
    const plan = planRoute(catalog, route, settings)
    return 'requests' in plan ? [plan] : []
  })
