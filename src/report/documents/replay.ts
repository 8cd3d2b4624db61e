import * as v from 'valibot'
import { ANSWERS, BASELINES, CALL_CHANGES } from '../../core/replay/counts.js'
import { count, countOrNull, list, oneOf, text, textOrNull } from './dsl.js'
import { place } from './parts.js'

const examples = v.array(
  v.object({
    file: text('The log.'),
    line: count('The line, from 1.'),
    method: text('The method.'),
    path: text('The path, without what may be a secret.'),
    status: countOrNull('The status in the log.'),
  }),
)

const calls = count('How many calls.')
const numbers = <const K extends readonly string[]>(names: K, about: string) =>
  v.pipe(
    v.object(
      Object.fromEntries(names.map((name) => [name, calls])) as Record<K[number], typeof calls>,
    ),
    v.description(about),
  )

export const replay = v.object({
  logs: list('The files that were read.'),
  baseline: oneOf('What the calls are compared with.', ['status', 'revision']),
  revision: textOrNull('The revision of --against.'),
  counts: v.object({
    lines: count('Calls that were read.'),
    skipped: count('Lines that could not be read.'),
    answers: numbers(ANSWERS, 'What the catalog answers.'),
    baselines: numbers(BASELINES, 'What the baseline is.'),
    changes: numbers(
      CALL_CHANGES.map((name) => name.replace('-', '_')) as ['newly_refused', 'newly_allowed'],
      'How many calls change.',
    ),
    views_differ: count('Calls that depend on `enforce`.'),
  }),
  window: v.object({
    from: textOrNull('The time of the earliest call.'),
    to: textOrNull('The time of the latest call.'),
  }),
  changes: v.array(
    v.object({
      change: oneOf('How the calls change.', CALL_CHANGES),
      route: textOrNull('The route.'),
      role: textOrNull('The roles of the caller, joined with +.'),
      client: textOrNull('The application.'),
      calls,
      reasons: v.pipe(v.record(v.string(), v.number()), v.description('Why they are refused.')),
      examples,
    }),
  ),
  unanswered: v.array(
    v.object({
      answer: oneOf('Why the catalog does not answer the calls.', ANSWERS.slice(2)),
      method: text('The method.'),
      path: text('The template of an undecided route, or a path with {id} in place of ids.'),
      calls,
      examples,
    }),
  ),
  unused_grants: v.array(
    v.object({
      role: text('The role that lists the scope.'),
      scope: text('The scope.'),
      file: place.file,
      line: place.line,
    }),
  ),
  unused_scopes: v.array(
    v.object({
      client: text('The application.'),
      scope: text('A scope of its calls.'),
      routes: list('The routes that need it, none of which it called.'),
    }),
  ),
  undeclared: list('Scopes in the logs that the catalog does not declare, at most 20.'),
  fail_on: v.array(v.picklist(CALL_CHANGES)),
})
