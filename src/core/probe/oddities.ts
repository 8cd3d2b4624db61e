import { bearerChallenge } from './challenge.js'
import { isHidden, leak } from './judge-refusals.js'
import { unclearVariants } from './judge-variants.js'
import type { Exchange, Received } from './model.js'
import { gotOf, isAnswered, isRefused, isThrough, type Seen } from './seen.js'

/** What is worth knowing, but not a finding. */
export interface Oddity {
  readonly is:
    | 'odd-status'
    | 'no-error-code'
    | 'error-without-token'
    | 'unclear-variant'
    | 'unclear-leak'
    | 'undeclared-method'
    | 'observed-literal'
    | 'observed-implied'
  readonly exchange: Exchange
  /** For `undeclared-method`. */
  readonly methods?: readonly string[]
}

/** Refusals that are unusual but right, and what could not be told from the resource. */
export function oddities(seen: Seen): Oddity[] {
  const { refusals, resource } = seen
  const note = (is: Oddity['is'], test: (each: Exchange, reply: Received) => boolean): Oddity[] => {
    const exchange = refusals.find((each) => isAnswered(each.reply) && test(each, each.reply))
    return exchange ? [{ is, exchange }] : []
  }
  const hasLeak = refusals.some((each) => leak(each, seen) === 'yes')
  return [
    ...unclearVariants(seen).map((exchange): Oddity => ({ is: 'unclear-variant', exchange })),
    ...(hasLeak ? [] : note('unclear-leak', (each) => leak(each, seen) === 'unclear')),
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

/** Where the catalog has no `enforce`: whether a token with a scope that only implies the needed one gets in. */
export function observedView({ plain, resource }: Seen): Oddity[] {
  const asked = plain.filter(
    ({ planned: { check, expected } }) => check.is === 'implied' && expected === 'any',
  )
  // A server that lets nobody in does not show how it reads scopes.
  if (!resource) return []
  return asked
    .filter((each) => isThrough(each) || gotOf(each.reply) === 'forbidden')
    .slice(0, 1)
    .map((exchange) => ({
      is: isThrough(exchange) ? 'observed-implied' : 'observed-literal',
      exchange,
    }))
}

/** Methods that the API says it has at a path, and the catalog does not declare. */
export const undeclaredMethods = (seen: Seen): Oddity[] =>
  seen.of('options').flatMap((exchange): Oddity[] => {
    const { planned, reply } = exchange
    const declared = planned.check.is === 'methods' ? planned.check.declared : []
    const allow = isAnswered(reply) ? (reply.allow ?? '') : ''
    const names = allow.slice(0, LONGEST).split(',')
    const methods = [...new Set(names.map((name) => name.trim().toUpperCase()))]
      .filter((name) => METHOD.test(name) && !IMPLICIT.has(name))
      .filter((name) => !declared.includes(name))
    return methods.length > 0 ? [{ is: 'undeclared-method', exchange, methods }] : []
  })

const LONGEST = 1000
const METHOD = /^[A-Z-]{1,20}$/
/** Servers add these by themselves. */
const IMPLICIT: ReadonlySet<string> = new Set(['OPTIONS', 'HEAD'])
