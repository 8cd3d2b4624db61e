import type { Requirement } from '../catalog/model.js'
import { bearerChallenge } from './challenge.js'
import type { Exchange, Received } from './model.js'
import { leaks } from './resource.js'
import { type Found, found, gotOf, isAnswered, isRefused, type Seen } from './seen.js'

/** What is odd about a refusal, but no finding. */
export interface Oddity {
  readonly is: 'odd-status' | 'no-error-code' | 'error-without-token'
  readonly exchange: Exchange
}

/** Refusals with the wrong status or challenge, or with the resource in them. */
export function wrongRefusals(seen: Seen, requirement: Requirement): Found[] {
  const answers = seen.refusals.filter(isRefused)
  const first = (is: (each: Exchange) => boolean): Exchange | undefined => answers.find(is)
  const { resource } = seen
  return [
    ...found(
      'leak',
      first(({ reply }) => isAnswered(reply) && !!resource && leaks(reply, resource)),
    ),
    ...found('not-401', first(isForbiddenInstead)),
    ...found('not-403', first(isUnauthorizedInstead)),
    ...found(
      'no-challenge',
      first(({ reply }) => isAnswered(reply) && !reply.challenge),
    ),
    ...found(
      'wrong-challenge',
      first((each) => hasWrongChallenge(each, requirement)),
    ),
    ...found(
      'union-challenge',
      first((each) => asksForAll(each, requirement)),
    ),
    ...found(
      'hidden',
      seen.refusals.find((each) => isHidden(each, seen)),
    ),
  ]
}

const isForbiddenInstead = ({ planned, reply }: Exchange): boolean =>
  planned.expected === 'unauthorized' && gotOf(reply) === 'forbidden'

/** A scope claim of the wrong type may also be called an invalid token. */
const isUnauthorizedInstead = ({ planned: { expected, check }, reply }: Exchange): boolean =>
  expected === 'forbidden' &&
  gotOf(reply) === 'unauthorized' &&
  !(check.is === 'flaw' && check.flaw === 'scope-wrong-type')

/** A status that denies that the resource exists, or that the request was understood, where another token gets it. */
function isHidden({ planned, reply }: Exchange, { resource }: Seen): boolean {
  if (!resource || !isAnswered(reply)) return false
  return reply.status === 404 || (reply.status === 422 && planned.expected === 'forbidden')
}

function hasWrongChallenge({ planned, reply }: Exchange, requirement: Requirement): boolean {
  if (!isAnswered(reply) || !reply.challenge) return false
  const challenge = bearerChallenge(reply.challenge)
  if (!challenge) return true
  const { error, scope } = challenge
  const isBadError =
    error !== undefined &&
    planned.credential.kind !== 'none' &&
    (reply.status === 403 ? error !== 'insufficient_scope' : error === 'insufficient_scope')
  // The wrong status is a finding of its own.
  const isElsewhere = gotOf(reply) !== planned.expected
  const isBadScope =
    scope !== undefined && !isAlternative(scope, requirement) && !isUnion(scope, requirement)
  return (isBadError && !isElsewhere) || isBadScope
}

function asksForAll({ reply }: Exchange, requirement: Requirement): boolean {
  const scope = isAnswered(reply) ? bearerChallenge(reply.challenge)?.scope : undefined
  return scope !== undefined && !isAlternative(scope, requirement) && isUnion(scope, requirement)
}

/** Whether the scopes are those of all alternatives together, which no caller needs. */
function isUnion(scopes: readonly string[], requirement: Requirement): boolean {
  if (requirement.level !== 'scopes') return false
  const all = new Set(requirement.alternatives.flatMap((each) => each.scopes))
  return all.size === new Set(scopes).size && scopes.every((name) => all.has(name))
}

/** Whether the scopes are those of one alternative: all of it, and not the union of several. */
function isAlternative(scopes: readonly string[], requirement: Requirement): boolean {
  if (requirement.level !== 'scopes') return true
  const named = new Set(scopes)
  return requirement.alternatives.some(
    ({ scopes: names }) => names.length === named.size && names.every((name) => named.has(name)),
  )
}

/** Refusals that are unusual, but right. */
export function oddities(seen: Seen): Oddity[] {
  const { refusals, resource } = seen
  const note = (is: Oddity['is'], test: (each: Exchange, reply: Received) => boolean): Oddity[] => {
    const exchange = refusals.find((each) => isAnswered(each.reply) && test(each, each.reply))
    return exchange ? [{ is, exchange }] : []
  }
  return [
    ...note(
      'odd-status',
      (each) => resource !== undefined && gotOf(each.reply) === 'other' && !isHidden(each, seen),
    ),
    ...note('no-error-code', (each, { challenge }) => {
      const hasToken = each.planned.credential.kind !== 'none' && isRefused(each)
      return hasToken && bearerChallenge(challenge)?.error === undefined && challenge !== undefined
    }),
    ...note('error-without-token', ({ planned }, { challenge }) => {
      return planned.credential.kind === 'none' && bearerChallenge(challenge)?.error !== undefined
    }),
  ]
}
