import type { Catalog } from '../core/catalog/model.js'
import { askNeed, askRoute, type Question } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import type { GoalOptions } from './shared-flags.js'

/** The query in the flags; undefined if there is none. */
export function readGoal(options: GoalOptions, catalog: Catalog): Question | undefined {
  if (options.need !== undefined && options.route !== undefined) fail('goal-twice', {})
  if (options.any && options.need === undefined) fail('goal-missing', { flags: ['--any'] })
  if (options.need !== undefined) return askNeed(catalog, options.need, options.any ?? false)
  return options.route === undefined ? undefined : askRoute(catalog, options.route)
}
