import { missingIn } from '../../core/suite/complete/model.js'
import type { CompletenessReport } from '../../core/suite/complete/report.js'
import type { JsonOf } from '../documents/dsl.js'
import type { completeness } from '../documents/suite.js'
import { CLAIM, NOT_COVERED } from './completeness-words.js'
import { testForm } from './suggestion-yaml.js'

/** All missing questions; `suggestions` are entries for `tests:` of a suite, with --suggest. */
export function completenessJson(report: CompletenessReport): JsonOf<typeof completeness> {
  const { isComplete, routes, roles, questions, openRoutes, openRoles, suggestions } = report
  return {
    complete: isComplete,
    claim: CLAIM,
    not_covered: NOT_COVERED.map((each) => each.replaceAll('`', '')),
    routes: {
      total: routes.total,
      complete: routes.total - openRoutes.length,
      undecided: routes.undecided,
    },
    roles: { total: roles.total, complete: roles.total - openRoles.length },
    questions: { ...questions },
    missing: missingIn(report),
    open_routes: openRoutes.map(({ route, total, missing, isExact }) => ({
      route,
      questions: total,
      missing: missing.map(({ allows, held, names, lacks }) => ({
        answer: allows ? 'allow' : 'deny',
        token: held ? (lacks ? 'all-but' : 'scopes') : 'none',
        scopes: [...names],
      })),
      exact: isExact,
    })),
    open_roles: openRoles.map(({ role, missing }) => ({
      role,
      missing: missing.map(({ route, status }) => ({ route, status })),
    })),
    ...(suggestions ? { suggestions: suggestions.map(testForm) } : {}),
  }
}
