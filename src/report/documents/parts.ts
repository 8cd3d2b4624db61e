import * as v from 'valibot'
import { count, flag, list, oneOf, text, textOrNull } from './dsl.js'

// What several documents contain.

export const subject = v.object({
  kind: oneOf('What kind of subject it is.', [
    'user',
    'client',
    'role',
    'scopes',
    'anonymous',
    'token',
  ]),
  name: textOrNull('The name, or the `sub` of a token; null for bare scopes and anonymous.'),
  source: text('Where it came from: a flag, `argument`, `stdin`, `env:NAME` or `file:PATH`.'),
})

export const alternatives = v.pipe(
  v.array(
    v.object({
      scopes: list('The scopes, all of which are needed.'),
      other: list('Other conditions, all of which are needed.'),
    }),
  ),
  v.description('The alternatives, each of which is enough.'),
)

export const requirement = v.object({
  kind: oneOf('What the route needs.', ['public', 'authenticated', 'scopes', 'undecided']),
  any: alternatives,
})

export const route = v.pipe(
  v.nullable(
    v.object({
      method: text('The HTTP method.'),
      template: text('The path template, as the catalog writes it.'),
      path: textOrNull('The requested path; null if only the template is known.'),
      also: v.optional(list('Templates that match the path equally well and need the same.')),
    }),
  ),
  v.description('The route in question; null for a question about scopes.'),
)

/** Only present if filters narrow the answer. */
export const filters = v.optional(
  v.pipe(
    v.object({
      role: list('`--role`'),
      scope: list('`--scope`'),
      path: list('`--path`'),
      method: list('`--method`'),
    }),
    v.description('The filters, if any narrow the answer.'),
  ),
)

export const grant = v.object({
  scope: text('The scope that is held.'),
  via: oneOf('Its own scope, or through a role.', ['own', 'role']),
  role: textOrNull('The role that grants it.'),
  how: v.pipe(
    v.nullable(v.picklist(['listed', 'default', 'when', 'claim'])),
    v.description('Why the subject has that role.'),
  ),
  from: textOrNull('The role that it was copied from by `extends`.'),
  implied_by: textOrNull('The granted scope that implies it.'),
})

export const reason = v.object({
  code: text('A stable reason, like `expired` or `insufficient_scope`.'),
  sub_code: v.optional(text('A finer distinction.')),
  message: text('The reason in words, which may change.'),
  hint: textOrNull('What to do about it.'),
})

/** A problem, without its position. */
export const brief = v.object({
  code: text('A stable code.'),
  message: text('The problem in words, which may change.'),
  hint: textOrNull('What to do about it.'),
})

/** A position; all three are null if there is none, as for a flag. */
export const place = {
  file: textOrNull('The file.'),
  line: v.pipe(v.nullable(v.number()), v.description('The line, from 1.')),
  column: v.pipe(v.nullable(v.number()), v.description('The column, from 1.')),
}

export const position = v.object(place)

export const placed = v.object({
  rule: text('A stable code.'),
  ...place,
  message: text('The problem in words, which may change.'),
})

/** Why a command could not answer: the first problem, then all of them with their positions. */
export const problem = v.pipe(
  v.object({
    ...brief.entries,
    problems: v.pipe(v.array(placed), v.description('All problems, with their positions.')),
  }),
  v.description('Why there is no answer: the first problem, and then all of them.'),
)

export const envelope = {
  version: v.pipe(v.literal(1), v.description('The version of the format of this document.')),
  ok: flag('Whether `exit` is 0.'),
  exit: v.pipe(count('The exit code.'), v.maxValue(5)),
}

/** At the end of every answer. */
export const basis = {
  notes: v.pipe(
    v.array(brief),
    v.description('Notes and warnings, which are on stderr with other formats.'),
  ),
  files: v.pipe(
    v.object({
      catalog: textOrNull('The catalog.'),
      users: textOrNull('The users file.'),
      key: textOrNull('The file with the key.'),
    }),
    v.description('The files that the answer is based on.'),
  ),
}
