import type { Catalog } from '../catalog/model.js'
import { satisfies } from '../catalog/requirement.js'
import { sorted } from '../catalog/sorted.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { DecodedToken } from '../token/model.js'
import type { Users } from '../users/model.js'
import type { Decision } from './decide.js'

/** Another token for the subject of a denied one, which would be allowed. */
export interface Reissue {
  readonly kind: 'user' | 'client' | 'role'
  readonly name: string
  /** The scopes to request: those of the denied token and the missing ones. */
  readonly scopes: readonly string[]
}

const LONGEST_NAME = 60

/**
 * The subject of a denied token, if these files have a subject with that name who is granted what was asked. Undefined if
 * no token issued here would be allowed: a key behind a URL cannot sign.
 */
export function reissueFor(
  catalog: Catalog,
  users: Users,
  decision: Decision,
  token: DecodedToken,
): Reissue | undefined {
  if (decision.decision === 'allow' || /^https?:/.test(catalog.token.key ?? '')) return undefined
  const found = subjectOf(catalog, users, token)
  const granted = found && grantsOf(catalog, found.subject)
  if (!found || !granted || !satisfies(decision.question.requirement, granted)) return undefined
  const { kind, name } = found
  const { held, missing } = decision
  const wanted = [...(held?.views.literal ?? []), ...(missing?.scopes ?? [])]
  const scopes = sorted(catalog, new Set(wanted.filter((scope) => granted.has(scope))))
  const isEnough = missing?.scopes.every((scope) => granted.has(scope)) ?? true
  return { kind, name, scopes: isEnough ? scopes : [] }
}

function subjectOf(
  catalog: Catalog,
  { users, clients }: Users,
  { claims }: DecodedToken,
): { subject: Subject; kind: Reissue['kind']; name: string } | undefined {
  const own = (claim: string): unknown => (Object.hasOwn(claims, claim) ? claims[claim] : undefined)
  const sub = own('sub')
  if (typeof sub !== 'string' || sub.length > LONGEST_NAME) return undefined
  const role = sub.startsWith('role:') ? sub.slice('role:'.length) : undefined
  if (role !== undefined && catalog.roles.has(role))
    return { subject: { kind: 'role', roles: [role] }, kind: 'role', name: role }
  const client = own('client_id') === sub ? clients.get(sub) : undefined
  if (client) return { subject: { kind: 'client', client }, kind: 'client', name: sub }
  const user = own('client_id') === sub ? undefined : users.get(sub)
  return user && { subject: { kind: 'user', user }, kind: 'user', name: sub }
}
