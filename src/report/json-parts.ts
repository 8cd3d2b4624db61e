import type { SubjectShown } from '../core/answer-base.js'
import { type Filters, isFiltered } from '../core/catalog/filter.js'
import type { Requirement, Route } from '../core/catalog/model.js'
import { otherWayText, writtenAlternatives } from '../core/catalog/requirement.js'
import type { Grant } from '../core/subject/model.js'
import type { JsonOf } from './documents/dsl.js'
import type * as parts from './documents/parts.js'

export const subjectJson = ({
  kind,
  name,
  source,
}: SubjectShown): JsonOf<typeof parts.subject> => ({
  kind,
  name,
  source,
})

/**
 * `path` is the requested path; null if only the template is known.
 * @param also routes that are equally specific and require the same: their templates, only if there are any
 */
export function routeJson(
  route: Route | undefined,
  path: string | undefined,
  also: readonly Route[] = [],
): JsonOf<typeof parts.route> {
  if (!route) return null
  const { method, template, pattern } = route
  return {
    ...{ method, template, path: path ?? (pattern.params.length === 0 ? template : null) },
    ...(also.length === 0 ? {} : { also: also.map((each) => each.template) }),
  }
}

/** `any` has the alternatives; for the kind `authenticated`, those beside it. */
export const requirementJson = (requirement: Requirement): JsonOf<typeof parts.requirement> => ({
  kind: requirement.level,
  any: writtenAlternatives(requirement).map(({ scopes, others }) => ({
    scopes,
    other: others.map(otherWayText),
  })),
})

/** Only present if filters narrow the answer. */
export const filtersJson = (filters: Filters): { filters?: JsonOf<typeof parts.filters> } =>
  isFiltered(filters)
    ? {
        filters: {
          role: filters.role ?? [],
          scope: filters.scope ?? [],
          path: filters.path ?? [],
          method: filters.method ?? [],
        },
      }
    : {}

export const grantJson = ({
  scope,
  via,
  role,
  how,
  from,
  impliedBy,
}: Grant): JsonOf<typeof parts.grant> => ({
  scope,
  via,
  role: role ?? null,
  how: how ?? null,
  from: from ?? null,
  implied_by: impliedBy ?? null,
})
