import { answerQuestion } from '../commands/check-answer.js'
import { nextFacts } from '../commands/next-facts.js'
import type { Session } from '../commands/session.js'
import type { Asked } from '../commands/subject.js'
import type { CheckAnswer } from '../core/answer.js'
import { requireDeclared } from '../core/catalog/declared.js'
import type { Decision } from '../core/decision/decide.js'
import { meets } from '../core/decision/expect.js'
import type { Question } from '../core/decision/question.js'
import { fail } from '../core/errors.js'
import { nameOf } from '../core/subject/model.js'
import { tokenText } from '../io/token-source.js'
import * as read from '../node/arguments.js'
import type { Opened } from '../node/open.js'
import { type Assertion, assertionText, type Compared, compared } from '../report/assertion.js'

/** What a test expects of a subject. */
export interface Wanted extends Assertion {
  /** The function that the test called, for messages: `toAllow()`. */
  readonly call: string
  /** A route or scopes; undefined: whether the token is accepted at all. */
  readonly goal: unknown
}

/** Reads the arguments after the subject. */
export type Read = (call: string, given: readonly unknown[]) => Omit<Wanted, 'call' | 'negated'>

/** The answer to an assertion, before it is negated. */
export interface Assessed extends Compared {
  readonly holds: boolean
  readonly message: string
}

const ANY_TOKEN: Question = {
  requirement: { level: 'authenticated' },
  ...{ route: undefined, method: undefined, path: undefined, notes: [] },
}

/**
 * Decides as `scopectl check` does, and compares the answer with what the test expects.
 *
 * @throws ScopectlError if there is no answer. A negated assertion must not pass on it, so it is never a denial: an
 * unknown name, a catalog without anything to check, no usable key, or views that differ.
 */
export async function assess(opened: Opened, subject: unknown, wanted: Wanted): Promise<Assessed> {
  const { session } = opened
  const { catalog, files } = session
  const { call, goal, expected, missing, negated } = wanted
  if (catalog.scopes.size === 0 && catalog.routes.length === 0)
    fail('assertion-empty-catalog', { call, file: files.catalog })
  if (missing) requireDeclared(catalog, missing, 'missing')
  const question = goal === undefined ? ANY_TOKEN : read.readGoal(call, goal, catalog)
  const asked = readAsked(call, subject, session)
  if (goal === undefined && asked.kind !== 'token') fail('assertion-needs-route', { call })
  const options = { expect: expected }
  const answer = await answerQuestion({ session, question, limit: undefined }, asked, options)
  const { decision } = answer
  if (!decision) throw new Error('a question without a decision')
  const { enforce: view, enforceWritten: written, profile } = catalog.token
  if (decision.views && !written) fail('views-differ', { view, written, profile })

  const holds = meets(decision, expected, written) && (!missing || lacksExactly(decision, missing))
  const message = holds === negated ? await failureText(answer, decision, wanted, opened) : ''
  return { holds, message, ...compared(decision, wanted) }
}

async function failureText(
  answer: CheckAnswer,
  decision: Decision,
  wanted: Wanted,
  { session, flags }: Opened,
): Promise<string> {
  // The next step is looked up only where an expectation was not met; here, a negated one was.
  const failed = { ...answer, met: false }
  const facts = await nextFacts(failed, session)
  const notes = answer.notes.filter((note) => !session.notes.includes(note))
  return await assertionText({ ...failed, ...facts, notes }, decision, wanted, flags)
}

/** A string is a token; anything else names a subject. */
function readAsked(call: string, subject: unknown, session: Session): Asked {
  if (typeof subject === 'string') {
    const token = tokenText(read.readText(call, 'token', subject), 'argument', {})
    return { kind: 'token', token, shown: { kind: 'token', name: null, source: token.source } }
  }
  const found = read.readAssertedSubject(call, subject, session)
  const shown = { kind: found.kind, name: nameOf(found), source: '' }
  return { kind: 'named', subject: found, scope: undefined, flaw: undefined, shown }
}

function lacksExactly(decision: Decision, scopes: readonly string[]): boolean {
  if (decision.decision !== 'deny' || !decision.missing) return false
  const missing = new Set(decision.missing.scopes)
  return missing.size === new Set(scopes).size && scopes.every((scope) => missing.has(scope))
}
