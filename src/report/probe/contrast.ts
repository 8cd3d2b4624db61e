import { type Found, isAnswered } from '../../core/probe/seen.js'
import { expectedText, gotText } from './words.js'

// What was expected and what came, of a finding: not always the status is what differs.

type Pair = Pick<Found, 'kind' | 'exchange'>

/** `401`, `401 with WWW-Authenticate: Bearer`, `403 without the resource`. */
export function expectedOf({ kind, exchange: { planned, reply } }: Pair): string {
  const status = isAnswered(reply) ? `${reply.status}` : expectedText(planned)
  switch (kind) {
    case 'no-challenge':
      return `${status} with a WWW-Authenticate header`
    case 'wrong-challenge':
      return `${status} with a challenge like the catalog`
    case 'union-challenge':
      return `${status} with the scopes of one alternative`
    case 'leak':
      return `${status} without the resource`
    default:
      return expectedText(planned)
  }
}

export function gotOf({ kind, exchange: { reply } }: Pair): string {
  if (kind === 'leak') return `${gotText(reply)}, and the resource`
  return kind === 'no-challenge' ? `${gotText(reply)} without it` : gotText(reply)
}
