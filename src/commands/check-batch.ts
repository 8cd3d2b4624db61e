import type { BatchAnswer, CheckAnswer } from '../core/answer.js'
import { type Expectation, readExpectation } from '../core/decision/expect.js'
import { fail, type Outcome, ScopectlError } from '../core/errors.js'
import { worst } from '../core/outcome.js'
import { splitScopes } from '../core/scope-token.js'
import { readShape } from '../core/shape.js'
import { sourceOf } from '../core/source.js'
import { resolveSubject } from '../core/suite/resolve-subject.js'
import {
  type BatchLine,
  batchLineSchema,
  batchLineWithoutAsSchema,
  type SubjectFile,
} from '../core/suite/schema.js'
import { parseJson } from '../core/token/strict-json.js'
import { refuseRaw } from '../io/findings.js'
import { queryLines } from '../io/lines.js'
import { requireToken } from '../io/token-source.js'
import { answerQuestion } from './check-answer.js'
import { type CheckOptions, namesIn, readQuestion } from './check-question.js'
import type { Emit } from './command.js'
import { readGoal } from './goal.js'
import type { Session } from './session.js'
import type { GoalOptions } from './shared-flags.js'
import { type Asked, readSubject, subjectWords } from './subject.js'
import { askedIn } from './suite-asked.js'

interface Line {
  readonly file: string
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** JSON's whitespace only: a line of other characters, such as U+2028, is not what it looks like. */
const isBlank = (text: string): boolean => /^[ \t]*$/.test(text)

/** Defaults for lines that do not override them. */
interface Batch {
  readonly session: Session
  readonly options: CheckOptions
  readonly asked: Asked | undefined
}

/**
 * Answers one JSON query per line, `{ as, route | need, any?, expect? }`, with one JSON document per line. The flags of
 * `check` apply to all lines, but a line can override them. An invalid line also gets a document, and the batch
 * then exits with 2; a batch without lines is an error, because nothing was checked.
 */
export async function checkBatch(
  args: readonly string[],
  options: CheckOptions,
  session: Session,
  emit: Emit,
): Promise<BatchAnswer> {
  const batch = { session, options, asked: await readDefaults(args, options, session) }
  const { ctx, notes, files } = session
  const { file, lines } = queryLines(options.batch ?? '-', ctx)
  // Counts instead of a list: a batch may have any number of lines.
  const counted = new Map<Outcome, number>()
  let number = 0
  for await (const text of lines) {
    number++
    if (isBlank(text)) continue
    const outcome = await answerLine({ file, number, text }, batch, emit)
    counted.set(outcome, (counted.get(outcome) ?? 0) + 1)
  }
  if (counted.size === 0) fail('batch-empty', {})
  const { yes: passed = 0, notAsked: unasked = 0, ...others } = Object.fromEntries(counted)
  const failed = Object.values(others).reduce((sum, each) => sum + each, 0)
  const counts = { passed, unasked, failed }
  return { kind: 'batch', outcome: worst(counted.keys()), counts, notes, files }
}

/**
 * The subject given by flags, if any. Stdin is read only if it is named, and does not contain the batch.
 * @throws ScopectlError for a mistake in the flags: once, not for each line.
 */
function readDefaults(
  args: readonly string[],
  options: CheckOptions,
  given: Session,
): Promise<Asked> | undefined {
  const [argument = options.token] = args
  if (argument === '-' && options.batch === '-')
    fail('conflicting-flags', { flags: [args.length > 0 ? 'TOKEN -' : '--token -', '--batch -'] })
  const session = given.declaring([...namesIn(options), ...splitScopes(options.scopes ?? '')])
  readGoal(options, session.catalog)
  if (subjectWords(args, options).length === 0) return undefined
  const { ctx, environment } = session
  return readSubject(args, options, session, { ctx, environment, anyText: true })
}

async function answerLine(asked: Line, batch: Batch, emit: Emit): Promise<Outcome> {
  const line = asked.number
  const { notes: told, files } = batch.session
  try {
    const result = await ask(readLine(asked, batch), batch)
    await emit({ ...result, line, notes: result.notes.slice(told.length) })
    return result.outcome
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const { problems, outcome } = error
    await emit({ kind: 'unasked', outcome, line, problems, notes: [], files })
    return outcome
  }
}

function readLine({ file, number, text }: Line, { asked }: Batch): BatchLine {
  refuseRaw(file, text, number)
  const parsed = parseJson(text)
  if (!parsed.ok)
    fail('batch-line', {
      why: { is: 'not-json', what: parsed.flaw.what, offset: parsed.flaw.offset },
    })
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail('batch-line', { why: { is: 'not-object' } })
  const shaped = readShape(sourceOf(value), asked ? batchLineWithoutAsSchema : batchLineSchema)
  if (!shaped.ok) throw new ScopectlError(shaped.problems)
  return shaped.value
}

async function ask(line: BatchLine, batch: Batch): Promise<CheckAnswer> {
  const options = withLine(batch.options, line)
  const question = readQuestion(options, batch.session)
  const anyText = options.expect === 'malformed'
  const asked = line.as ? await askedAs(line.as, question.session, anyText) : batch.asked
  if (!asked) throw new Error('a line without `as` was read, but the flags give no subject')
  if (asked.kind === 'token' && !anyText) requireToken(asked.token)
  return answerQuestion(question, asked, options)
}

const askedAs = (as: SubjectFile, session: Session, anyText: boolean): Promise<Asked> => {
  const { environment, ctx } = session
  return askedIn(resolveSubject(as, session), { environment, ctx, anyText })
}

/** The options for a line. Its goal replaces that of the flags entirely: --any does not affect a line's `need`. */
function withLine(options: CheckOptions, line: BatchLine): CheckOptions {
  const { need: _need, any: _any, route: _route, ...others } = options
  const goal = goalOf(line)
  const hasGoal = goal !== undefined || options.need !== undefined || options.route !== undefined
  if (!hasGoal && options.atMost === undefined) fail('batch-line', { why: { is: 'goal' } })
  const own = line.expect === undefined ? {} : { expect: expectationOf(String(line.expect)) }
  return { ...(goal ? { ...others, ...goal } : options), ...own }
}

function goalOf({ route, need, any }: BatchLine): GoalOptions | undefined {
  if (route !== undefined && need !== undefined) fail('batch-line', { why: { is: 'goal' } })
  if (any && need === undefined) fail('batch-line', { why: { is: 'any-without-need' } })
  if (route !== undefined) return { route }
  if (need === undefined) return undefined
  return { need: typeof need === 'string' ? [need] : need, any: any ?? false }
}

function expectationOf(text: string): Expectation {
  const read = readExpectation(text)
  if (read.ok) return read.value
  return fail('batch-line', { why: { is: 'expect', suggestion: read.suggestion } })
}
