import * as v from 'valibot'
import { count, flag, list, text, textOrNull } from './dsl.js'
import { brief, grant, problem, reason, requirement, route, subject } from './parts.js'

const status = v.pipe(v.nullable(v.number()), v.description('The HTTP status; null if none.'))
const verdict = v.picklist(['allow', 'deny'])

const server = v.object({
  name: text('The server.'),
  status: v.number(),
  body: v.pipe(v.unknown(), v.description('The body of a refusal; null if none is predicted.')),
  challenge: textOrNull('The WWW-Authenticate header.'),
  reads: textOrNull('The claim that it reads scopes from.'),
})

export const eachServer = v.union([
  server,
  v.object({ name: v.string(), status: v.null(), problem: brief }),
])

export const views = v.object({ literal: verdict, implied: verdict })

const repaired = {
  file: textOrNull('The file to change.'),
  line: v.nullable(v.number()),
  gains: v.object({
    scopes: count('Scopes that the subject gains.'),
    routes: count('Routes that the subject gains.'),
    users: count('Users whose tokens carry more.'),
    of: count('All enabled users.'),
    clients: count('Clients whose tokens carry more.'),
    cells: count('Newly allowed pairs of a user or client and a route.'),
  }),
}

/** A way to allow it: scopes or a role for the subject, or scopes for one of its roles. */
const repair = v.variant('kind', [
  v.object({
    kind: v.literal('scopes-to-subject'),
    scopes: list('Scopes to add.'),
    name: v.string(),
    ...repaired,
  }),
  v.object({
    kind: v.literal('scopes-to-role'),
    scopes: list('Scopes to add.'),
    role: v.string(),
    ...repaired,
  }),
  v.object({
    kind: v.literal('role-to-subject'),
    role: v.string(),
    name: v.string(),
    ...repaired,
  }),
])

export const givenBy = v.object({
  roles: list('The roles that together grant it.'),
  conditional: flag('Whether one of them depends on attributes.'),
})

export const explanation = v.object({
  alternatives: v.array(
    v.object({
      holds: flag('Whether all its parts are held.'),
      parts: v.array(
        v.object({
          name: text('A scope, or another condition.'),
          held: flag('Whether it is held.'),
          other: flag('Whether it is not a scope, so that no token can provide it.'),
          grant: v.nullable(grant),
          given_by: v.array(givenBy),
        }),
      ),
    }),
  ),
  repairs: v.pipe(v.array(repair), v.description('What would allow it, narrowest first.')),
  more_repairs: count('How many wider ones there are.'),
})

/** With `--batch`: one document per line of the input, and its number. */
const line = count('With --batch: the line of the input, from 1.')

export const check = v.object({
  line: v.optional(line),
  decision: v.pipe(
    v.nullable(verdict),
    v.description('null if only --at-most was given, or no token was accepted.'),
  ),
  status,
  oauth_error: textOrNull('The error of RFC 6750; null without a token.'),
  subject,
  route,
  requirement: v.nullable(requirement),
  held: v.pipe(v.nullable(v.array(v.string())), v.description('The scopes of the token.')),
  missing: v.pipe(v.nullable(v.array(v.string())), v.description('The fewest missing scopes.')),
  granted_by: v.pipe(
    v.nullable(v.array(givenBy)),
    v.description('Roles that would grant what is missing; null for 401.'),
  ),
  reasons: v.pipe(v.array(reason), v.description('Why it was denied, the leading reason first.')),
  challenge: textOrNull('The WWW-Authenticate header of a denial.'),
  as_server: v.optional(server),
  as_servers: v.optional(v.array(eachServer)),
  views: v.optional(
    v.pipe(views, v.description('The decisions with and without implied scopes, if they differ.')),
  ),
  at: textOrNull('The time of the question; null if it is not a date.'),
  expected: textOrNull('`--expect`'),
  passed: v.pipe(
    v.nullable(v.boolean()),
    v.description('Whether everything asserted holds; null if nothing was.'),
  ),
  at_most: v.optional(
    v.object({
      limit: list('`--at-most`'),
      surplus: v.nullable(v.array(v.string())),
    }),
  ),
  explanation: v.optional(explanation),
})

/** A line of `--batch` that could not be evaluated. */
export const unasked = v.object({ line, decision: v.null(), status: v.null(), problem })
