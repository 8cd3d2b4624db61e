import type { Requirement } from '../catalog/model.js'
import { bearerChallenge } from './challenge.js'
import type { Exchange } from './model.js'
import type { Shown } from './resource.js'
import { type Found, found, gotOf, isAnswered, isRefused, type Seen } from './seen.js'

/** Refusals with the wrong status or challenge, or with the resource in them. */
export function wrongRefusals(seen: Seen, requirement: Requirement): Found[] {
  const answers = seen.refusals.filter(isRefused)
  const first = (is: (each: Exchange) => boolean): Exchange | undefined => answers.find(is)
  return [
    ...found(
      'leak',
      first((each) => leak(each, seen) === 'yes'),
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

/** Whether a refusal contains the resource. */
export function leak(each: Exchange, { resource, refusals }: Seen): Shown {
  const { reply } = each
  if (!resource || !isRefused(each) || !isAnswered(reply)) return 'no'
  const others = refusals.filter((other) => other !== each && isRefused(other))
  return resource.leakedBy(reply, others.map((other) => other.reply).filter(isAnswered))
}

const isForbiddenInstead = ({ planned, reply }: Exchange): boolean =>
  planned.expected === 'unauthorized' && gotOf(reply) === 'forbidden'

/** A scope claim of the wrong type may also be called an invalid token. */
const isUnauthorizedInstead = ({ planned: { expected, check }, reply }: Exchange): boolean =>
  expected === 'forbidden' &&
  gotOf(reply) === 'unauthorized' &&
  !(check.is === 'flaw' && check.flaw === 'scope-wrong-type')

/** A status that denies that the resource exists, or that the request was understood, where another token gets it. */
export function isHidden({ planned, reply }: Exchange, { resource }: Seen): boolean {
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
