import * as v from 'valibot'
import { ROW_KINDS } from '../../core/matrix/rows.js'
import { count, countOrNull, flag, list, oneOf, text } from './dsl.js'
import { alternatives, filters, grant, reason, requirement, route, subject } from './parts.js'

export const can = v.object({
  subject,
  filters,
  reasons: v.pipe(v.array(reason), v.description('Why the token is refused, if it is.')),
  routes: v.array(
    v.object({
      method: v.string(),
      template: v.string(),
      may: v.picklist(['yes', 'no', 'undecided']),
      status: countOrNull('200, 401 or 403; null if undecided.'),
      requirement,
      missing: list('The fewest missing scopes.'),
      by: v.pipe(v.array(grant), v.description('The grants that open it.')),
    }),
  ),
  allowed: count('How many of them are allowed.'),
})

export const whoCan = v.object({
  goal: text('The route, or the scopes.'),
  route,
  requirement,
  anybody: flag('Whether no token is needed.'),
  any_token: flag('Whether any accepted token is enough.'),
  holders: v.array(
    v.object({
      kind: v.picklist(['user', 'client', 'role']),
      name: v.string(),
      by: v.pipe(v.array(grant), v.description('The grants that allow it.')),
    }),
  ),
  other_ways: alternatives,
})

const by = oneOf('What the columns are.', ROW_KINDS)
export const column = v.object({
  kind: v.picklist([...ROW_KINDS, 'everyone', 'anonymous']),
  name: v.string(),
  disabled: flag('A disabled user or client has no token.'),
})

export const matrixRow = v.object({
  route: text('Its name in the catalog.'),
  method: v.string(),
  template: v.string(),
  requirement,
  statuses: v.pipe(
    v.array(v.nullable(v.number())),
    v.description('One per column, in their order; null: undecided.'),
  ),
})

export const matrix = v.object({
  by,
  filters,
  columns: v.array(column),
  rows: v.array(matrixRow),
  equal: v.optional(flag('With --compare: whether no route differs.')),
})

export const matrixSummary = v.object({
  by,
  filters,
  summary: v.pipe(
    v.array(
      v.object({
        ...column.entries,
        routes: count('Routes that it may call.'),
        write_routes: count('Those of them that change something, judging by their method.'),
        holders: countOrNull('For a role: how many enabled users and clients have it.'),
        scopes_never_needed: list('Scopes that it holds and no route needs.'),
      }),
    ),
    v.description('With --summary: those who can call the most routes first.'),
  ),
})
