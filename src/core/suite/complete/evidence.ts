import { type Bits, CELL } from '../../matrix/compile.js'
import type { Bench } from '../evidence/bench.js'
import { answerAt } from '../evidence/passes.js'
import type { SuiteSubject } from '../model.js'
import { isWithin } from './held.js'
import type { Ask } from './model.js'

/** What a passing assertion shows: this token is allowed at this route, or is not. */
export interface Evidence {
  readonly subject: SuiteSubject
  readonly route: number
  readonly held: Bits | undefined
  readonly allows: boolean
}

/**
 * What suites show of which every assertion passes. A token that is refused for what it is (expired, of another
 * issuer) shows nothing about scopes, nor does an assertion that a route is undecided.
 */
export function* evidenceOf({ bearing, subjects }: Bench): Generator<Evidence> {
  const { compiled, catalog } = bearing
  for (const { subject, carried, stated } of subjects) {
    if (carried.kind !== 'accepted' && carried.kind !== 'none') continue
    const held = carried.kind === 'none' ? undefined : carried[catalog.token.enforce]
    for (const { route } of stated) {
      const cell = answerAt(compiled, route, carried, catalog.token)
      if (cell === undefined || cell === CELL.undecided) continue
      yield { subject, route, held, allows: cell === CELL.allow }
    }
  }
}

/** Whether a monotone rule that agrees with this evidence answers the question as the catalog does. */
export const answers = ({ held, allows }: Evidence, ask: Ask): boolean =>
  allows === ask.allows && (allows ? isWithin(held, ask.held) : isWithin(ask.held, held))
