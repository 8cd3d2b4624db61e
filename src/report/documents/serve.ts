import * as v from 'valibot'
import { count, list, text, textOrNull } from './dsl.js'
import { placed } from './parts.js'

/** One line per event. */
export const serve = [
  v.object({
    event: v.literal('listening'),
    url: v.string(),
    port: v.number(),
    routes: count('How many routes the catalog has.'),
  }),
  v.object({
    event: v.literal('request'),
    at: textOrNull('When it arrived.'),
    method: v.string(),
    path: text('The path without the query, which may contain a token.'),
    status: v.number(),
    route: textOrNull('The route that governs it.'),
    decision: v.nullable(v.picklist(['allow', 'deny'])),
    reasons: list('Stable codes: why it was denied, or refused.'),
    subject: textOrNull('The `sub` of an accepted token, or who asked for one.'),
  }),
  v.object({ event: v.literal('reloaded'), routes: v.number() }),
  v.object({
    event: v.pipe(
      v.literal('kept'),
      v.description('An edit is invalid; the previous content is still in effect.'),
    ),
    problems: v.array(placed),
  }),
  v.object({
    event: v.literal('dropped'),
    lines: count('How many lines are missing here, since the output was not read fast enough.'),
  }),
  v.object({
    event: v.literal('stopped'),
    requests: v.number(),
    unlogged: count('Requests without a line, since the output was not being read.'),
  }),
] as const
