import type { Catalog } from '../catalog/model.js'
import type { Presented } from '../decision/presented.js'
import type { Problem } from '../problem.js'
import { cellsOf, type Got, type Judge, judge, judgeByCells, judgeByToken } from './judge.js'
import type { Assertion, Suite, SuiteSubject } from './model.js'
import { whyFailed } from './why.js'

/** The result of one assertion, with the answer that it got and, if it failed, why. */
export interface AssertionResult {
  readonly assertion: Assertion
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Undefined if it was skipped. */
  readonly got: Got | undefined
  /** Only for a failure. */
  readonly why: Problem | undefined
}

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Not run because of --bail. */
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
  /**
   * Makes and verifies a subject's token; called once per subject. For named subjects it is called ahead, up to 64 at
   * once, even if --bail then ends the run; a failure is reported only once the run gets to that subject.
   */
  present(subject: SuiteSubject): Promise<Presented>
  /** If false, subjects without a flaw are decided by the compiled catalog, without a token. */
  readonly tokens: boolean
  /** Stop after the first failure. */
  readonly bail: boolean
  /** Called from time to time with the number of assertions done. */
  progress?(done: number): void
}

const TOLD_EVERY = 256

/** The number of tokens made at once: making and verifying one is mostly waiting for the crypto threads. */
const AT_ONCE = 64

/**
 * Checks every assertion of a suite: each subject gets one real token for all its routes.
 *
 * @param suite from `parseSuite`
 * @param catalog the catalog that is tested
 * @param options `present` makes and verifies a subject's token; with `tokens: false`, subjects without a flaw are decided by the
 * compiled catalog instead; `bail` stops after the first failure
 * @returns the results, in suite order; with `bail`, up to the first failure
 * @throws ScopectlError if a subject's token cannot be made or read; there is no result then
 * @example
 * ```ts
 * import { NO_TOKEN, parseCatalog, parseSuite, runSuite, sourceOf } from 'scopectl'
 *
 * const routes = { 'GET /me': 'authenticated', 'GET /health': 'public' }
 * const catalog = parseCatalog(sourceOf({ scopes: {}, routes }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const tests = [{ as: { anonymous: true }, allow: ['GET /health', 'GET /me'] }]
 * const nobody = { file: undefined, users: new Map(), clients: new Map() }
 * const suite = parseSuite(sourceOf({ tests }), catalog.value, nobody)
 * if (!suite.ok) throw new Error('not a suite')
 * const present = async () => NO_TOKEN
 * const results = await runSuite(suite.value, catalog.value, { present, tokens: true, bail: false })
 * results.map(({ assertion, outcome }) => [assertion.route.name, outcome]) // => [['GET /health', 'passed'], ['GET /me', 'failed']]
 * ```
 */
export async function runSuite(
  suite: Pick<Suite, 'assertions'>,
  catalog: Catalog,
  options: RunOptions,
): Promise<AssertionResult[]> {
  const { assertions } = suite
  const judges = new Judges(catalog, options)
  const results: AssertionResult[] = []
  const ahead = options.tokens ? assertions.values() : [].values()
  for (const assertion of assertions) {
    if (results.length % TOLD_EVERY === 0) options.progress?.(results.length)
    while (judges.inTheMaking < AT_ONCE) {
      const next = ahead.next()
      if (next.done) break
      judges.begin(next.value)
    }
    const known = assertion.skip === undefined ? judges.of(assertion.subject) : undefined
    // Not awaited if it is ready: it usually is, and this runs many thousands of times.
    const result = ask(assertion, catalog, known instanceof Promise ? await known : known)
    results.push(result)
    if (result.outcome === 'failed' && options.bail) break
  }
  return results
}

/** A judge for each subject, made once. */
class Judges {
  inTheMaking = 0
  readonly #known = new Map<SuiteSubject, Judge | Promise<Judge>>()
  readonly #make: (subject: SuiteSubject) => Judge | Promise<Judge>

  /** Flaws and given tokens are about the token itself, so there is no fast way for them. */
  constructor(catalog: Catalog, { present, tokens }: RunOptions) {
    const cells = tokens ? undefined : cellsOf(catalog)
    const judged = async (subject: SuiteSubject) => judgeByToken(catalog, await present(subject))
    this.#make = (subject) =>
      cells && subject.kind === 'named' && subject.flaw === undefined
        ? judgeByCells(catalog, cells, subject)
        : judged(subject)
  }

  /** Starts making the judge that an assertion will need; given tokens are not read before they are needed. */
  begin({ subject, skip }: Assertion): void {
    if (skip === undefined && subject.kind === 'named') this.of(subject)
  }

  of(subject: SuiteSubject): Judge | Promise<Judge> {
    const known = this.#known.get(subject)
    if (known) return known
    const made = this.#make(subject)
    this.#known.set(subject, made)
    if (made instanceof Promise) this.#await(subject, made)
    return made
  }

  async #await(subject: SuiteSubject, made: Promise<Judge>): Promise<void> {
    this.inTheMaking++
    try {
      this.#known.set(subject, await made)
    } catch {
      // Reported to the caller that asks for it, if there is one.
    }
    this.inTheMaking--
  }
}

/** @param judged the judge of the assertion; undefined if it is skipped. */
function ask(assertion: Assertion, catalog: Catalog, judged: Judge | undefined): AssertionResult {
  if (!judged) return { assertion, outcome: 'skipped', got: undefined, why: undefined }
  const got = judged.answer(assertion.route)
  const how = judge(assertion, got, catalog.token.enforceWritten)
  if (how === 'met') return { assertion, outcome: 'passed', got, why: undefined }
  const why = whyFailed(catalog, assertion, got, judged, how)
  return { assertion, outcome: 'failed', got, why }
}

/** @param all the total number, including those not run. */
export function count(results: readonly AssertionResult[], all: number): Counts {
  const of = (outcome: AssertionResult['outcome']): number =>
    results.filter((each) => each.outcome === outcome).length
  const notRun = all - results.length
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped'), notRun }
}
