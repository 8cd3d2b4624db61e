import type { CheckAnswer } from '../core/answer.js'
import { meetsServer } from '../core/as-server/meets.js'
import type { ServerAnswer } from '../core/as-server/model.js'
import type { Catalog } from '../core/catalog/model.js'
import { surplusOver } from '../core/decision/at-most.js'
import { type Decision, decide } from '../core/decision/decide.js'
import { type Expectation, meets } from '../core/decision/expect.js'
import { explain } from '../core/decision/explain.js'
import { heldBy, type Presented } from '../core/decision/presented.js'
import type { Question } from '../core/decision/question.js'
import type { Outcome } from '../core/errors.js'
import { worst } from '../core/outcome.js'
import type { Code, Problem } from '../core/problem.js'
import type { AsServer } from './as-server.js'
import type { AskServers } from './ask-servers.js'
import { present } from './present.js'
import type { Session } from './session.js'
import type { Asked } from './subject.js'

/** Options that apply to a single query, and to each query of a batch. */
export interface Asking {
  expect?: Expectation
  atMost?: string
  explain?: boolean
  challenge?: boolean
  asServer?: AsServer
  /** Asks what it names; made once for all queries. */
  askServers?: AskServers
}

/** The query without its subject: a goal, a limit or both. */
export interface CheckQuestion {
  readonly session: Session
  readonly question: Question | undefined
  readonly limit: readonly string[] | undefined
}

/** The answer to one query, alone or in a batch. */
export async function answerQuestion(
  { session, question, limit }: CheckQuestion,
  asked: Asked,
  options: Asking,
): Promise<CheckAnswer> {
  const { catalog, users } = session
  const shown = await present(asked, session)
  const { presented, now } = shown
  const decision = question && decide(catalog, question, presented)
  const surplus =
    limit && presented.kind === 'verified'
      ? surplusOver(catalog, heldBy(catalog, presented), limit)
      : undefined
  const request = decision && { catalog, decision, sent: shown.sent, now }
  const { server, servers } = (request && (await options.askServers?.(request))) ?? {}
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
    servers,
    line: undefined,
    notes: [
      ...session.notes,
      ...shown.notes,
      ...(question?.notes ?? []),
      ...notesOf(session.keyed, asked, decision, presented),
    ],
    files: { ...session.files, key: shown.key, secretBytes: shown.secretBytes },
  }
}

/** About claims that are as we write them, in a token that was made for the question. */
const AS_MADE: ReadonlySet<Code> = new Set(['role-claim-missing', 'scope-claim-empty'])

function notesOf(
  keyed: boolean,
  asked: Asked,
  decision: Decision | undefined,
  presented: Presented,
): readonly Problem[] {
  const notes = decision?.notes ?? (presented.kind === 'none' ? [] : presented.notes)
  return notes.filter(({ code }) => {
    if (keyed && code === 'undeclared-scopes') return false
    return asked.kind === 'token' || asked.flaw !== undefined || !AS_MADE.has(code)
  })
}

const isMet = (
  expected: Expectation,
  decision: Decision,
  server: ServerAnswer | undefined,
  { token }: Catalog,
): boolean =>
  server ? meetsServer(server, expected) : meets(decision, expected, token.enforceWritten)

/** Any status other than 200 and 403 (a server may return 400, or fail) means that the token was not accepted. */
function outcomeOf({ status }: { readonly status: number }, met: boolean | undefined): Outcome {
  if (met !== undefined) return met ? 'yes' : 'failed'
  if (status === 200) return 'yes'
  return status === 403 ? 'forbidden' : 'unauthorized'
}

/** A limit that was never checked counts as failed: after `--expect 401`, nothing else would report it. */
function limitOutcome(
  limit: readonly string[] | undefined,
  surplus: readonly string[] | undefined,
  met: boolean | undefined,
): Outcome {
  if (!limit) return 'yes'
  if (surplus) return surplus.length > 0 ? 'failed' : 'yes'
  return met === true ? 'failed' : 'yes'
}
