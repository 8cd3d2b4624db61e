import * as v from 'valibot'
import { count, oneOf, text, textOrNull } from './dsl.js'
import { place } from './parts.js'
import { proof } from './proof.js'

export const counts = v.object({
  passed: v.number(),
  failed: v.number(),
  skipped: v.number(),
  undecided: count('Assertions that a route is undecided.'),
  not_run: count('Assertions that were not run, with --bail.'),
})

export const assertion = v.object({
  name: text('The test, the subject and the route.'),
  test: text('The name of the test.'),
  subject: text('The name of the subject.'),
  route: text('The name of the route.'),
  kind: text('The word of the suite: `allow`, `forbidden`, …'),
  expected: v.union([v.array(v.number()), v.literal('undecided')]),
  outcome: v.picklist(['passed', 'failed', 'skipped']),
  got: v.pipe(
    v.nullable(v.union([v.number(), v.literal('undecided')])),
    v.description('The status; null if it was not run.'),
  ),
  reason: textOrNull('The leading reason of a denial.'),
  why: v.pipe(
    v.nullable(v.object({ code: v.string(), message: v.string(), ...place })),
    v.description('Why it failed.'),
  ),
  skip: textOrNull('Why it was skipped.'),
  ...place,
})

export const measure = v.object({ covered: v.number(), total: v.number(), percent: v.number() })

export const gap = v.variant('kind', [
  v.object({
    kind: v.literal('cell'),
    role: v.string(),
    route: v.string(),
    status: v.number(),
  }),
  v.object({ kind: v.literal('public'), route: v.string() }),
  v.object({ kind: v.literal('grant'), role: v.string(), scope: v.string() }),
  v.object({
    kind: v.literal('alternative'),
    route: v.string(),
    scopes: v.array(v.string()),
    missing: textOrNull('No denial for lack of exactly this scope; null: no allow.'),
  }),
])

/** An entry of `tests:` in a suite: see suite.schema.json. */
export const testEntry = v.object({
  as: v.nullable(v.record(v.string(), v.unknown())),
  allow: v.optional(v.array(v.string())),
  forbidden: v.optional(v.array(v.string())),
  unauthorized: v.optional(v.array(v.string())),
})

const threshold = v.pipe(v.nullable(v.number()), v.description('`--threshold`'))

export const coverage = v.object({
  cells: measure,
  grants: measure,
  alternatives: measure,
  threshold,
  gaps: v.array(gap),
  suggestions: v.optional(v.array(testEntry)),
})

/** One token and its answer. */
const ask = v.object({
  answer: v.picklist(['allow', 'deny']),
  token: oneOf(
    'No token; one with `scopes`, and what they imply; or one with all declared scopes but `scopes`, and what implies them.',
    ['none', 'scopes', 'all-but'],
  ),
  scopes: v.array(v.string()),
})

const parts = { total: v.number(), complete: v.number() }

/** Whether another rule of a route, or another grant to a role, would pass as well. */
export const completeness = v.object({
  complete: v.boolean(),
  claim: text('What a complete suite shows.'),
  not_covered: v.pipe(v.array(v.string()), v.description('What the claim is not about.')),
  routes: v.object({ ...parts, undecided: v.number() }),
  roles: v.object(parts),
  questions: v.object({
    total: count('The questions that tell the routes from every other monotone rule.'),
    asked: v.number(),
    tokens: count('How many different tokens these questions need.'),
  }),
  missing: count('Questions to add, about routes and roles.'),
  open_routes: v.array(
    v.object({
      route: v.string(),
      questions: v.number(),
      missing: v.array(ask),
      exact: v.pipe(
        v.boolean(),
        v.description('False: there are more questions than could be listed.'),
      ),
    }),
  ),
  open_roles: v.array(
    v.object({
      role: v.string(),
      missing: v.pipe(
        v.array(v.object({ route: v.string(), status: v.number() })),
        v.description("What the role's full token must be asked."),
      ),
    }),
  ),
  suggestions: v.optional(v.array(testEntry)),
})

const score = v.object({ killed: v.number(), total: v.number() })

const mutated = {
  message: text('What the mutant changes.'),
  seen_by: oneOf('Which tokens can show the difference.', ['full', 'narrowed', 'nothing']),
  test: v.pipe(v.nullable(testEntry), v.description('A test that would fail on it.')),
}

/** The other members are the names that the operator is about. */
export const survivor = v.object({
  operator: text('How the mutant was made, like `drop-role-scope`.'),
  role: v.optional(v.string()),
  scope: v.optional(v.string()),
  implied: v.optional(v.string()),
  route: v.optional(v.string()),
  alternative: v.optional(v.string()),
  holder: v.optional(v.string()),
  name: v.optional(v.string()),
  check: v.optional(v.string()),
  ...mutated,
})

export const mutation = v.object({
  score: v.pipe(v.number(), v.description('Percent of the mutants that a full token shows.')),
  ...score.entries,
  threshold,
  narrowed: v.pipe(score, v.description('Mutants that only a narrowed token shows.')),
  unseen: count('Mutants that no token of a user, client or role shows.'),
  equivalent: count('Mutants that change nothing.'),
  not_loading: count('Mutants that are not valid.'),
  possible: count('All mutants.'),
  survivors: v.array(survivor),
})

export const problem = v.object({ rule: v.string(), message: v.string(), ...place })

/** A statement under `always:`. */
export const always = v.object({ ...proof.entries, ...place })

export const suite = v.object({
  file: v.string(),
  catalog: v.string(),
  users: v.nullable(v.string()),
  ...counts.entries,
  seconds: v.number(),
  assertions: v.array(assertion),
  always: v.optional(v.pipe(v.array(always), v.description('The statements under `always:`.'))),
})

export const test = v.object({
  ...counts.entries,
  seconds: v.number(),
  suites: v.array(suite),
  coverage: v.optional(coverage),
  completeness: v.optional(completeness),
  mutation: v.optional(mutation),
  problems: v.optional(
    v.pipe(v.array(problem), v.description('What kept some suites from running.')),
  ),
})
