import type { Route } from '../catalog/model.js'
import { type Cell, cellsOf } from './cells.js'
import { openings } from './judge-openings.js'
import { wrongRefusals } from './judge-refusals.js'
import { openVariants } from './judge-variants.js'
import type { FindingKind } from './kinds.js'
import type { Exchange, RoutePlan, Unanswered } from './model.js'
import { type Oddity, observedView, oddities, undeclaredMethods } from './oddities.js'
import { type Found, found, isAnswered, isRefused, isThrough, Seen, scopesOf } from './seen.js'

/** Why a route cannot be judged, in the order of what to look at first. */
export type Inconclusive =
  | { readonly is: 'unanswered'; readonly failed: Unanswered['failed']; readonly detail: string }
  /** Allowed and refused requests got the same answer. */
  | { readonly is: 'alike'; readonly status: number }
  /** The allowed request got an answer that shows nothing about access. */
  | { readonly is: 'control'; readonly status: number }
  /** None of the supplied tokens is allowed to call the route. */
  | { readonly is: 'no-allowed-token' }
  /** All of them are: nothing shows whether the scopes are checked. */
  | { readonly is: 'no-refused-token' }
  /** An allowed write is refused, and one before it may have consumed the resource. */
  | { readonly is: 'consumed'; readonly status: number }
  /** The resource for the writes could not be created. */
  | {
      readonly is: 'fixture'
      readonly create: string
      readonly status: number | undefined
      readonly why: 'refused' | 'no-id'
    }
  /** The run ended before it was done. */
  | { readonly is: 'not-finished' }

export interface RouteVerdict {
  readonly route: Route
  readonly state: 'found' | 'clean' | 'inconclusive'
  /** Only if inconclusive. */
  readonly why: Inconclusive | undefined
  /** Also with findings: what they do not show could not be judged, which matters once they are waived. */
  readonly unjudged: Inconclusive | undefined
  readonly findings: readonly Found[]
  readonly oddities: readonly Oddity[]
  /** What each kind of credential got. */
  readonly cells: readonly Cell[]
}

/**
 * Judges the answers of one route by comparing them with each other: the same request and subject, with other scopes.
 * A refusal alone proves nothing, since a missing resource or a broken server refuses everybody.
 *
 * @param accepted what is not a finding for this kind of server
 */
export function judgeRoute(
  plan: RoutePlan,
  exchanges: readonly Exchange[],
  accepted: readonly FindingKind[] = [],
): RouteVerdict {
  const { route } = plan
  const seen = new Seen(exchanges)
  const shut = refusedAllowances(seen)
  const open = openings(seen, route.requirement)
  const isUnguarded = open.some(({ kind }) => kind === 'unguarded' || kind === 'any-text')
  // Without a token that gets in, a refusal may be about anything: the issuer, the subject, the audience.
  const isShut = shut.some(({ kind }) => kind === 'shut') || plan.supplied?.hasAllowed === false
  const findings = [
    ...open,
    ...(isUnguarded ? [] : openVariants(seen)),
    ...shut,
    // An unknown issuer or subject refuses every token alike: what it answers is not about scopes.
    ...(isUnguarded || isShut ? [] : wrongRefusals(seen, route.requirement)),
  ].filter(({ kind }) => !accepted.includes(kind))
  const verdict = verdictOf(findings, inconclusive(plan, seen))
  const notes = [
    ...(isUnguarded ? [] : oddities(seen)),
    ...(isUnguarded || isShut ? [] : observedView(seen)),
    ...undeclaredMethods(seen),
  ]
  return { route, ...verdict, oddities: notes, cells: cellsOf(seen, findings) }
}

export function verdictOf(
  findings: readonly Found[],
  unjudged: Inconclusive | undefined,
): Pick<RouteVerdict, 'state' | 'why' | 'unjudged' | 'findings'> {
  const why = findings.length > 0 ? undefined : unjudged
  const state = findings.length > 0 ? 'found' : why ? 'inconclusive' : 'clean'
  return { state, why, unjudged, findings }
}

/** Callers who must get in and do not: all of them, or those with some alternatives. */
function refusedAllowances({ allowances }: Seen): Found[] {
  const denied = allowances.filter(isRefused)
  const [first] = denied
  if (!first) return []
  if (denied.length === allowances.length) return found('shut', first)
  const sets = denied.map(({ planned: { credential } }) => scopesOf(credential))
  return found('shut-alternative', first, sets)
}

/** Answers to an allowed request that come after the guard: the id is unknown, or the body is invalid. */
const BEHIND_THE_GUARD = new Set([400, 404, 405, 409, 410, 411, 415, 422])

/** What keeps the route from being judged, apart from what its findings show. */
function inconclusive({ requests, supplied }: RoutePlan, seen: Seen): Inconclusive | undefined {
  const { all, plain, refusals, allowances, resource } = seen
  const failed = all
    .filter(({ planned }) => planned.expected !== 'any')
    .map(({ reply }) => reply)
    .find((reply) => !isAnswered(reply))
  if (failed && !isAnswered(failed))
    return { is: 'unanswered', failed: failed.failed, detail: failed.detail }
  if (all.length < requests.length) return { is: 'not-finished' }
  if (supplied?.hasAllowed === false) return { is: 'no-allowed-token' }
  if (supplied?.hasRefused === false) return { is: 'no-refused-token' }
  // Where one alternative gets in, another that is refused is a finding of its own.
  const behind = allowances.find((each) => !isThrough(each) && !(resource && isRefused(each)))
  if (behind && !BEHIND_THE_GUARD.has(statusOf(behind)))
    return { is: 'control', status: statusOf(behind) }
  // Where nobody got in, only a real refusal tells the guard from whatever comes before it.
  const unclear = resource
    ? undefined
    : refusals.find((each) => !isRefused(each) && !isThrough(each))
  if (unclear) return { is: 'alike', status: statusOf(unclear) }
  if (allowances.length === 0 && !readsTokens(seen))
    return { is: 'alike', status: statusOf(refusals[0] ?? (plain[0] as Exchange)) }
  return refusals.length === 0 && !resource
    ? { is: 'control', status: statusOf(plain[0] as Exchange) }
    : undefined
}

const statusOf = ({ reply }: Exchange): number => (isAnswered(reply) ? reply.status : 0)

/**
 * Whether the server tells a valid token that lacks scopes from an invalid one. Where no allowed request was sent, a
 * server that refuses everybody looks the same otherwise.
 */
function readsTokens({ refusals }: Seen): boolean {
  if (refusals.some(isThrough)) return true
  const invalid = refusals.filter(
    ({ planned }) => planned.expected === 'unauthorized' && planned.credential.kind !== 'none',
  )
  const forInvalid = new Set(invalid.map(statusOf))
  return refusals.some(
    (each) => each.planned.expected === 'forbidden' && !forInvalid.has(statusOf(each)),
  )
}
