import type { Catalog } from '../catalog/model.js'
import type { Presented } from '../decision/decide.js'
import type { Problem } from '../problem.js'
import { cellsOf, type Got, type Judge, judge, judgeByCells, judgeByToken } from './judge.js'
import type { Assertion, Suite, SuiteSubject } from './model.js'
import { whyFailed } from './why.js'

export interface AssertionResult {
  readonly assertion: Assertion
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Undefined where it was skipped. */
  readonly got: Got | undefined
  /** Of a failure. */
  readonly why: Problem | undefined
}

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Left over after --bail. */
  readonly notRun: number
}

export interface SuiteResult {
  readonly suite: Suite
  readonly catalog: Catalog
  readonly results: readonly AssertionResult[]
  readonly counts: Counts
  /** How long it took. */
  readonly seconds: number
}

export interface RunOptions {
  /** A subject's token, made and verified; asked for once a subject. */
  present(subject: SuiteSubject): Promise<Presented>
  /** False: subjects without a flaw are decided by the compiled catalog, without a token. */
  readonly tokens: boolean
  /** Stop after the first failure. */
  readonly bail: boolean
  /** Told from time to time how many assertions are done. */
  progress?(done: number): void
}

const TOLD_EVERY = 256

/**
 * Asks every assertion: each subject gets one real token, which answers at all its routes.
 * @throws ScopectlError where a subject's token cannot be made or read: then there is no result at all.
 */
export async function runSuite(
  { assertions }: Pick<Suite, 'assertions'>,
  catalog: Catalog,
  options: RunOptions,
): Promise<AssertionResult[]> {
  const judges = judgesOf(catalog, options)
  const results: AssertionResult[] = []
  for (const assertion of assertions) {
    if (results.length % TOLD_EVERY === 0) options.progress?.(results.length)
    const result = await ask(assertion, catalog, judges)
    results.push(result)
    if (result.outcome === 'failed' && options.bail) break
  }
  return results
}

type Judges = (subject: SuiteSubject) => Judge | Promise<Judge>

/** Flaws and given tokens are about the token itself: there is no fast way to those. */
function judgesOf(catalog: Catalog, { present, tokens }: RunOptions): Judges {
  const known = new Map<SuiteSubject, Judge>()
  const cells = tokens ? undefined : cellsOf(catalog)
  const make = async (subject: SuiteSubject): Promise<Judge> => {
    const fast = cells && subject.kind === 'named' && subject.flaw === undefined
    const made = fast
      ? judgeByCells(catalog, cells, subject)
      : judgeByToken(catalog, await present(subject))
    known.set(subject, made)
    return made
  }
  return (subject) => known.get(subject) ?? make(subject)
}

async function ask(
  assertion: Assertion,
  catalog: Catalog,
  judges: Judges,
): Promise<AssertionResult> {
  if (assertion.skip !== undefined) {
    return { assertion, outcome: 'skipped', got: undefined, why: undefined }
  }
  const found = judges(assertion.subject)
  const asked = found instanceof Promise ? await found : found
  const got = asked.answer(assertion.route)
  const how = judge(assertion, got, catalog.token.enforceWritten)
  if (how === 'met') return { assertion, outcome: 'passed', got, why: undefined }
  const why = whyFailed(catalog, assertion, got, asked, how)
  return { assertion, outcome: 'failed', got, why }
}

/** @param all how many there are, asked or not. */
export function count(results: readonly AssertionResult[], all: number): Counts {
  const of = (outcome: AssertionResult['outcome']): number =>
    results.filter((each) => each.outcome === outcome).length
  const notRun = all - results.length
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped'), notRun }
}
