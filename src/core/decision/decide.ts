import type { Catalog } from '../catalog/model.js'
import { otherWays, otherWayText } from '../catalog/requirement.js'
import { type Problem, problem } from '../problem.js'
import type { Reason } from '../reason.js'
import type { Verified } from '../token/model.js'
import { hintAtClaims } from '../token-scopes/claim-hints.js'
import { whyNotHeld } from '../token-scopes/why-not-held.js'
import { challengeFor } from './challenge.js'
import { type GrantingRoles, grantedBy } from './granted-by.js'
import { lacking, type Missing, missingFor } from './missing.js'
import { type Held, heldBy, type Presented } from './presented.js'
import type { Question } from './question.js'
import { verdictOf } from './verdict.js'

export interface DecisionReason {
  readonly code: Reason
  readonly detail: Problem
}

interface DecisionBase {
  readonly question: Question
  /** Undefined if no token was accepted, or none was needed. */
  readonly held: Held | undefined
  /** Whether each view allows; set only if the two differ. */
  readonly views: { readonly literal: boolean; readonly implied: boolean } | undefined
  readonly notes: readonly Problem[]
}
export interface Allow extends DecisionBase {
  readonly decision: 'allow'
  readonly status: 200
}
export interface Deny extends DecisionBase {
  readonly decision: 'deny'
  readonly status: 401 | 403
  /** RFC 6750 §3.1; null without a token. */
  readonly oauthError: 'invalid_token' | 'insufficient_scope' | null
  /** Leading reason first. */
  readonly reasons: readonly [DecisionReason, ...DecisionReason[]]
  /** Undefined on 401, and if only another way in remains. */
  readonly missing: Missing | undefined
  /** Undefined on 401. */
  readonly grantedBy: readonly GrantingRoles[] | undefined
  readonly challenge: string
}
/** Allow (200), or deny (401 or 403) with reasons, what is missing, who would grant it, and the challenge of RFC 6750. */
export type Decision = Allow | Deny

/**
 * Decides whether the presented token satisfies the question: 200, 401 or 403, and why (docs/reference/decision.md).
 *
 * Denies by default: it allows only a public route, or an accepted token that holds every scope of at least one
 * alternative.
 *
 * NOT checked: whether the caller may access this one object (somebody else's `/users/42`). Scopes cannot answer that.
 *
 * @param catalog the catalog that the question is about
 * @param question from `askRoute` or `askNeed`, which reject questions that cannot be answered
 * @param presented a verified or refused token (`verify`), or `NO_TOKEN`. A token that was only decoded does not compile
 * @returns the decision; its `missing` is the smallest set of scopes that would change a 403
 * @throws ScopectlError `scope-claims-differ`: the token has several scope claims that differ, and the catalog does not
 * pin one
 * @example
 * ```ts
 * import { askRoute, decide, parseCatalog, sign, sourceOf, verify } from 'scopectl'
 *
 * const routes = { 'GET /items/': 'read', 'POST /items/': 'write' }
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data', write: 'Write data' }, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const key = { kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k: 'c2NvcGVjdGwg'.repeat(4) } } as const
 * const token = await sign({}, { sub: 'alice', scope: 'read', exp: 2_000 }, key)
 * const trust = { algorithm: 'HS256', keys: [key], issuers: [], audiences: [] } as const
 * const presented = await verify(token, trust, { now: 1_000, leeway: 0 })
 *
 * decide(catalog.value, askRoute(catalog.value, 'GET /items/'), presented).decision // => 'allow'
 * const denied = decide(catalog.value, askRoute(catalog.value, 'POST /items/'), presented)
 * denied.decision === 'deny' && [denied.status, denied.missing?.scopes] // => [403, ['write']]
 * ```
 */
export function decide(catalog: Catalog, question: Question, presented: Presented): Decision {
  const { requirement } = question
  if (requirement.level === 'public') return allowPublic(question, presented)
  if (presented.kind === 'none') {
    const detail = presented.because ?? problem('no-token', {})
    return unauthorized(catalog, question, null, [{ code: 'no-token', detail }], [])
  }
  if (presented.kind === 'rejected') {
    const [first, ...rest] = presented.refusals.map(({ reason, detail }) => ({
      code: reason,
      detail,
    }))
    if (!first) throw new Error('a token was rejected without a reason')
    return unauthorized(catalog, question, 'invalid_token', [first, ...rest], presented.notes)
  }
  return byScopes(catalog, question, presented)
}

/** The token is not checked, but a note says that other routes would refuse it. */
function allowPublic(question: Question, presented: Presented): Allow {
  const reason = presented.kind === 'rejected' ? presented.refusals[0].reason : undefined
  const notes = reason === undefined ? [] : [problem('would-be-refused', { reason })]
  return { decision: 'allow', status: 200, question, held: undefined, views: undefined, notes }
}

function unauthorized(
  catalog: Catalog,
  question: Question,
  oauthError: 'invalid_token' | null,
  reasons: Deny['reasons'],
  notes: readonly Problem[],
): Deny {
  const wanted = missingFor(catalog, question.requirement, new Set())
  return {
    decision: 'deny',
    status: 401,
    oauthError,
    reasons,
    question,
    held: undefined,
    views: undefined,
    missing: undefined,
    grantedBy: undefined,
    challenge: challengeFor(oauthError, wanted?.alternative ?? []),
    notes,
  }
}

function byScopes(catalog: Catalog, question: Question, presented: Verified): Decision {
  const { requirement } = question
  const held = heldBy(catalog, presented)
  const { status, views } = verdictOf(catalog, question, presented, held)
  const { enforce: view, enforceWritten: written, profile } = catalog.token
  const notes = [...presented.notes, ...held.read.notes, ...held.views.notes]
  const { token } = presented
  if (status === 403) {
    const wanted = lacking(requirement, held.views)
    notes.push(...whyNotHeld(catalog, token, held.read, held.views, wanted))
  } else if (held.read.claim === undefined) notes.push(...hintAtClaims(catalog, token))
  const { unknown } = held.views
  if (unknown.length > 0) notes.push(problem('undeclared-scopes', { scopes: unknown }))
  if (views) notes.push(problem('views-differ', { view, written, profile }))
  if (status === 200) return { decision: 'allow', status: 200, question, held, views, notes }

  const set = held.views[view]
  const missing = missingFor(catalog, requirement, set)
  const ways = otherWays(requirement).map(({ scopes, others }) => [
    ...scopes,
    ...others.map(otherWayText),
  ])
  const detail = missing
    ? problem('missing-scopes', { missing: missing.scopes })
    : problem('only-other-ways', { ways: ways.map((way) => way.join(' + ')) })
  return {
    decision: 'deny',
    status: 403,
    oauthError: 'insufficient_scope',
    reasons: [{ code: 'insufficient_scope', detail }],
    question,
    held,
    views,
    missing,
    grantedBy: grantedBy(catalog, requirement, set),
    challenge: challengeFor('insufficient_scope', missing?.alternative ?? []),
    notes,
  }
}
