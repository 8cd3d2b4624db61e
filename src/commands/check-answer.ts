import type { CheckAnswer } from '../core/answer.js'
import { answerAs } from '../core/as-server/answer.js'
import { meetsServer } from '../core/as-server/meets.js'
import type { ServerAnswer, ServerName } from '../core/as-server/model.js'
import type { Catalog } from '../core/catalog/model.js'
import { surplusOver } from '../core/decision/at-most.js'
import { type Decision, decide } from '../core/decision/decide.js'
import { type Expectation, meets } from '../core/decision/expect.js'
import { explain } from '../core/decision/explain.js'
import { heldBy, type Presented } from '../core/decision/presented.js'
import type { Question } from '../core/decision/question.js'
import type { Outcome } from '../core/errors.js'
import { worst } from '../core/outcome.js'
import type { Problem } from '../core/problem.js'
import type { Shown } from './present.js'
import type { Setting } from './setting.js'
import type { Asked } from './subject.js'

/** How a question is asked, besides what it is. */
export interface Asking {
  expect?: Expectation
  explain?: boolean
  challenge?: boolean
  asServer?: ServerName
}

interface Facts {
  readonly setting: Setting
  readonly question: Question | undefined
  readonly asked: Asked
  readonly shown: Shown
  readonly limit: readonly string[] | undefined
  readonly options: Asking
}

/** The answer to one question, alone or of a batch. */
export async function answerQuestion({
  setting,
  question,
  asked,
  shown,
  limit,
  options,
}: Facts): Promise<CheckAnswer> {
  const { catalog, users } = setting
  const { presented, now } = shown
  const decision = question && decide(catalog, question, presented)
  const surplus =
    limit && presented.kind === 'verified'
      ? surplusOver(catalog, heldBy(catalog, presented), limit)
      : undefined
  const server =
    decision && options.asServer
      ? await answerAs(options.asServer, { catalog, decision, sent: shown.sent, now })
      : undefined
  const met = decision && options.expect && isMet(options.expect, decision, server, catalog)
  const subject = asked.kind === 'named' ? asked.subject : undefined
  const outcomes = [
    decision
      ? outcomeOf(server ?? decision, met)
      : presented.kind === 'verified'
        ? 'yes'
        : 'unauthorized',
    limitOutcome(limit, surplus, met),
  ] as const
  return {
    kind: 'check',
    outcome: worst(outcomes),
    subject: asked.shown,
    decision,
    catalog,
    now,
    asOf: shown.asOf,
    token: shown.token,
    expected: options.expect,
    met,
    atMost: limit && { limit, surplus },
    explanation:
      options.explain && decision ? explain(catalog, decision, subject, users) : undefined,
    user: subject?.kind === 'user' ? subject.user : undefined,
    refusals: !decision && presented.kind === 'rejected' ? presented.refusals : [],
    showChallenge: options.challenge ?? false,
    server,
    line: undefined,
    notes: [
      ...setting.notes,
      ...shown.notes,
      ...(question?.notes ?? []),
      ...notesOf(setting, decision, presented),
    ],
    files: { ...setting.files, key: shown.key, secretBytes: shown.secretBytes },
  }
}

function notesOf(
  setting: Setting,
  decision: Decision | undefined,
  presented: Presented,
): readonly Problem[] {
  const notes = decision?.notes ?? (presented.kind === 'none' ? [] : presented.notes)
  return setting.keyed ? notes.filter(({ code }) => code !== 'undeclared-scopes') : notes
}

const isMet = (
  expected: Expectation,
  decision: Decision,
  server: ServerAnswer | undefined,
  { token }: Catalog,
): boolean =>
  server ? meetsServer(server, expected) : meets(decision, expected, token.enforceWritten)

/** Whatever is neither 200 nor 403 (a server may say 400, or fall over) has not accepted the token. */
function outcomeOf({ status }: { readonly status: number }, met: boolean | undefined): Outcome {
  if (met !== undefined) return met ? 'yes' : 'failed'
  if (status === 200) return 'yes'
  return status === 403 ? 'forbidden' : 'unauthorized'
}

/** A limit that nothing was held against is not kept: after `--expect 401` nothing else would say so. */
function limitOutcome(
  limit: readonly string[] | undefined,
  surplus: readonly string[] | undefined,
  met: boolean | undefined,
): Outcome {
  if (!limit) return 'yes'
  if (surplus) return surplus.length > 0 ? 'failed' : 'yes'
  return met === true ? 'failed' : 'yes'
}
