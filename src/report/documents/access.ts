import * as v from 'valibot'
import { EDGE_KINDS, FOLDINGS, NODE_KINDS } from '../../core/graph/model.js'
import { ROW_KINDS } from '../../core/matrix/rows.js'
import { count, countOrNull, flag, list, oneOf, text } from './dsl.js'
import { alternatives, filters, grant, reason, requirement, route, subject } from './parts.js'
import { diff, lintFinding } from './review.js'

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

/** `matrix --summary`, with what its report shows besides the ranking. */
export const overview = v.object({
  ...matrixSummary.entries,
  writes: v.pipe(
    v.array(
      v.object({
        who: v.array(v.object({ kind: column.entries.kind, name: v.string() })),
        routes: list('Their names in the catalog.'),
      }),
    ),
    v.description('Routes that change something, by who may call them; nobody if `who` is empty.'),
  ),
  public: list('The public routes.'),
  undecided: list('The undecided routes.'),
  findings: v.pipe(
    v.array(
      v.object({
        rule: text('The lint rule.'),
        name: lintFinding.entries.name,
        file: v.string(),
        line: lintFinding.entries.line,
        message: lintFinding.entries.message,
      }),
    ),
    v.description('Grants and scopes that are unused, redundant or too wide, found by lint.'),
  ),
  ignored: count('Findings of lint that the catalog ignores, with reasons.'),
  since: v.pipe(
    v.nullable(
      v.object({ from: diff.entries.from, to: diff.entries.to, changes: diff.entries.changes }),
    ),
    v.description('With --against: what changed since then.'),
  ),
})

export const graph = v.object({
  by,
  filters,
  folding: oneOf('Which names share a box.', FOLDINGS),
  routes: v.object({
    shown: count('How many routes are in the picture.'),
    total: count('How many the catalog has.'),
  }),
  nodes: v.array(
    v.object({
      id: v.string(),
      kind: oneOf('What the box stands for.', NODE_KINDS),
      names: list('Every name that it stands for.'),
      given: v.pipe(
        v.nullable(v.picklist(['default', 'when'])),
        v.description('For a role: who has it without being given it.'),
      ),
      disabled: flag('A disabled user or client has no token.'),
      level: v.pipe(
        v.nullable(v.picklist(['public', 'authenticated', 'undecided'])),
        v.description('For a keyword.'),
      ),
    }),
  ),
  edges: v.array(
    v.object({
      from: text('The `id` of a box.'),
      to: v.string(),
      kind: oneOf('What the arrow means.', EDGE_KINDS),
    }),
  ),
})
