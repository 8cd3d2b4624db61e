import type { BatchAnswer, CheckAnswer } from '../core/answer.js'
import { type Expectation, readExpectation } from '../core/decision/expect.js'
import { askNeed, askRoute, type Question } from '../core/decision/question.js'
import { fail, type Outcome, ScopectlError } from '../core/errors.js'
import { worst } from '../core/outcome.js'
import { readShape } from '../core/shape.js'
import { sourceOf } from '../core/source.js'
import { type BatchLine, batchLineSchema } from '../core/suite/schema.js'
import { parseJson } from '../core/token/strict-json.js'
import type { Context } from '../io/context.js'
import { readEnvironment } from '../io/env-file.js'
import { rawCharacters } from '../io/findings.js'
import { linesOfFile } from '../io/lines.js'
import { answerQuestion } from './check-answer.js'
import type { CheckOptions } from './check-options.js'
import type { Emit } from './command.js'
import { openSetting, type Setting } from './setting.js'
import { presentSuiteSubject } from './suite-subject.js'

/** Flags that a batch line says for itself, or that make no sense for many. */
const PER_LINE = [
  'token',
  'user',
  'client',
  'role',
  'scopes',
  'anonymous',
  'need',
  'any',
  'route',
  'expect',
  'atMost',
  'challenge',
] as const

/**
 * Answers a JSON question a line, `{ as, route | need, any?, expect? }`, each with a JSON document a line.
 * A line that cannot be asked has a document too, and the batch then ends with exit 2; a batch without lines is an
 * error, since nothing was asserted.
 */
export async function checkBatch(
  args: readonly string[],
  options: CheckOptions,
  ctx: Context,
  emit: Emit,
): Promise<BatchAnswer> {
  const flag = PER_LINE.find((name) => options[name] !== undefined)
  if (flag !== undefined || args.length > 0)
    fail('batch-flag', { flag: flag ? `--${dashed(flag)}` : 'TOKEN' })
  if (options.key !== undefined) fail('batch-flag', { flag: '--key' })
  const setting = openSetting(options, ctx)
  const from = options.batch ?? '-'
  const lines =
    from === '-' ? ctx.stdin.lines('questions, one JSON object a line') : linesOfFile(from, ctx)
  const outcomes: Outcome[] = []
  let number = 0
  for await (const text of lines) {
    number++
    if (text.trim() === '') continue
    outcomes.push(await answerLine(text, number, setting, options, ctx, emit))
  }
  if (outcomes.length === 0) fail('batch-empty', {})
  const count = (wanted: readonly Outcome[]) =>
    outcomes.filter((each) => wanted.includes(each)).length
  const unasked = count(['notAsked'])
  const passed = count(['yes'])
  return {
    kind: 'batch',
    outcome: worst(outcomes),
    counts: { passed, unasked, failed: outcomes.length - passed - unasked },
    notes: setting.notes,
    files: setting.files,
  }
}

async function answerLine(
  text: string,
  line: number,
  setting: Setting,
  options: CheckOptions,
  ctx: Context,
  emit: Emit,
): Promise<Outcome> {
  try {
    const result = await ask(readLine(text), setting, options, ctx)
    const { notes } = result
    await emit({ ...result, line, notes: notes.slice(setting.notes.length) })
    return result.outcome
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const { problems, outcome } = error
    await emit({ kind: 'unasked', outcome, line, problems, notes: [], files: setting.files })
    return outcome
  }
}

function readLine(text: string): BatchLine {
  const [raw] = rawCharacters(text)
  if (raw) throw new ScopectlError([raw.problem])
  const parsed = parseJson(text)
  if (!parsed.ok)
    fail('batch-line', {
      why: { is: 'not-json', what: parsed.flaw.what, offset: parsed.flaw.offset },
    })
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail('batch-line', { why: { is: 'not-object' } })
  const shaped = readShape(sourceOf(value), batchLineSchema)
  if (!shaped.ok) throw new ScopectlError(shaped.problems)
  return shaped.value
}

async function ask(
  line: BatchLine,
  setting: Setting,
  options: CheckOptions,
  ctx: Context,
): Promise<CheckAnswer> {
  const question = questionOf(line, setting)
  const expect = line.expect === undefined ? undefined : expectationOf(String(line.expect))
  const environment = readEnvironment(options.env, ctx)
  const reading = { environment, ctx, anyText: expect === 'malformed' }
  const { asked, shown } = await presentSuiteSubject(line.as, setting, reading)
  const answerOptions = {
    ...(expect ? { expect } : {}),
    ...(options.explain ? { explain: true } : {}),
    ...(options.asServer ? { asServer: options.asServer } : {}),
  }
  return answerQuestion({
    setting,
    question,
    asked,
    shown,
    limit: undefined,
    options: answerOptions,
  })
}

function questionOf({ route, need, any }: BatchLine, { catalog }: Setting): Question {
  if ((route === undefined) === (need === undefined)) fail('batch-line', { why: { is: 'goal' } })
  if (any && need === undefined) fail('batch-line', { why: { is: 'any-without-need' } })
  if (route !== undefined) return askRoute(catalog, route)
  return askNeed(catalog, typeof need === 'string' ? [need] : (need ?? []), any ?? false)
}

function expectationOf(text: string): Expectation {
  const read = readExpectation(text)
  if (read.ok) return read.value
  return fail('batch-line', { why: { is: 'expect', near: read.near } })
}

const dashed = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
