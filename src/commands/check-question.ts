import { fail } from '../core/errors.js'
import { splitScopes } from '../core/scope-token.js'
import type { Asking, CheckQuestion } from './check-answer.js'
import { readGoal } from './goal.js'
import type { Session } from './session.js'
import type { GlobalOptions, GoalOptions, KeyingOptions, SubjectOptions } from './shared-flags.js'

export interface CheckOptions
  extends GlobalOptions,
    SubjectOptions,
    GoalOptions,
    KeyingOptions,
    Asking {
  batch?: string
}

/**
 * Reads the query from the options, before the subject.
 * @throws ScopectlError if there is no query, or it names something that does not exist.
 */
export function readQuestion(options: CheckOptions, given: Session): CheckQuestion {
  const limit = readLimit(options)
  const session = given.declaring(namesIn(options))
  const question = readGoal(options, session.catalog)
  if (!question && !limit) fail('goal-missing', { flags: [] })
  const needsGoal = (['expect', 'asServer'] as const).filter((name) => options[name] !== undefined)
  if (!question && needsGoal.length > 0) {
    fail('goal-missing', {
      flags: needsGoal.map((name) => (name === 'expect' ? '--expect' : '--as-server')),
    })
  }
  return { session, question, limit }
}

/** The scopes of --at-most; undefined without it. */
export function readLimit({ atMost }: Pick<Asking, 'atMost'>): readonly string[] | undefined {
  const limit = atMost === undefined ? undefined : splitScopes(atMost)
  return limit?.length === 0 ? fail('blank-scopes', { flag: '--at-most' }) : limit
}

/** The scopes in the query: without a catalog, only these are declared. */
export const namesIn = ({ need = [], atMost = '' }: GoalOptions & Asking): string[] =>
  [...need, atMost].flatMap(splitScopes)
