import type { Catalog } from '../catalog/model.js'
import type { Presented } from '../decision/presented.js'
import { cellsOf, type Judge, judge, judgeByCells, judgeByToken } from './judge.js'
import type { Assertion, ListedSuite, Listing, SuiteSubject } from './model.js'
import { type AssertionResult, type Outcome, Results } from './results.js'

export type { AssertionResult } from './results.js'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Left over after --bail. */
  readonly notRun: number
}

export interface SuiteResult {
  readonly suite: ListedSuite
  readonly catalog: Catalog
  readonly results: Listing<AssertionResult>
  readonly counts: Counts
  /** How long it took. */
  readonly seconds: number
}

export interface RunOptions {
  /**
   * A subject's token, made and verified; asked for once a subject. Named ones are asked for ahead, up to 64 at once,
   * also where --bail then ends the run; what fails is told only if it is come to.
   */
  present(subject: SuiteSubject): Promise<Presented>
  /** False: subjects without a flaw are decided by the compiled catalog, without a token. */
  readonly tokens: boolean
  /** Stop after the first failure. */
  readonly bail: boolean
  /** Told from time to time how many assertions are done. */
  progress?(done: number): void
}

const TOLD_EVERY = 256

/** So many tokens are made at once: making and verifying one is mostly waiting for the threads that do the crypto. */
const AT_ONCE = 64

/**
 * Checks every assertion of a suite: each subject gets one real token, which is used for all its routes.
 *
 * @param suite from `parseSuite`
 * @param catalog the catalog that is tested
 * @param options `present` makes and verifies a subject's token; with `tokens: false`, subjects without a flaw are decided by the
 * compiled catalog instead; `bail` stops after the first failure
 * @returns the results, in the order of the suite; with `bail` up to the first failure
 * @throws ScopectlError if a subject's token cannot be made or read: then there is no result at all
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
  suite: Pick<ListedSuite, 'assertions'>,
  catalog: Catalog,
  options: RunOptions,
): Promise<AssertionResult[]> {
  const results = await judgeSuite(suite, catalog, options)
  return Array.from(results, ({ assertion, outcome, got, why }) => ({
    assertion,
    outcome,
    got,
    why,
  }))
}

/** runSuite for suites of any length: what it returns keeps a byte for each assertion, and works out the rest when asked. */
export async function judgeSuite(
  { assertions }: Pick<ListedSuite, 'assertions'>,
  catalog: Catalog,
  options: RunOptions,
): Promise<Results> {
  const judges = new Judges(catalog, options)
  const results = new Results(assertions, catalog, (subject) => judges.made(subject))
  const ahead = options.tokens ? assertions[Symbol.iterator]() : [].values()
  for (const assertion of assertions) {
    if (results.length % TOLD_EVERY === 0) options.progress?.(results.length)
    while (judges.inTheMaking < AT_ONCE) {
      const next = ahead.next()
      if (next.done) break
      judges.begin(next.value)
    }
    const known = assertion.skip === undefined ? judges.of(assertion.subject) : undefined
    // Not awaited where it is there already: most often it is, and many thousands of times.
    const outcome = outcomeOf(assertion, catalog, known instanceof Promise ? await known : known)
    results.add(outcome)
    if (outcome === 'failed' && options.bail) break
  }
  return results
}

/** A judge for each subject, made once. */
class Judges {
  inTheMaking = 0
  readonly #known = new Map<SuiteSubject, Judge | Promise<Judge>>()
  readonly #make: (subject: SuiteSubject) => Judge | Promise<Judge>

  /** Flaws and given tokens are about the token itself: there is no fast way to those. */
  constructor(catalog: Catalog, { present, tokens }: RunOptions) {
    const cells = tokens ? undefined : cellsOf(catalog)
    const judged = async (subject: SuiteSubject) => judgeByToken(catalog, await present(subject))
    this.#make = (subject) =>
      cells && subject.kind === 'named' && subject.flaw === undefined
        ? judgeByCells(catalog, cells, subject)
        : judged(subject)
  }

  /** Begins with the judge that an assertion will need; given tokens are read no sooner than they are asked for. */
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

  /** One that is made. */
  made(subject: SuiteSubject): Judge | undefined {
    const known = this.#known.get(subject)
    return known instanceof Promise ? undefined : known
  }

  async #await(subject: SuiteSubject, made: Promise<Judge>): Promise<void> {
    this.inTheMaking++
    try {
      this.#known.set(subject, await made)
    } catch {
      // Told to whoever asks for it, if anybody does.
    }
    this.inTheMaking--
  }
}

/** @param judged by whom; undefined: it is not to be asked. */
function outcomeOf(assertion: Assertion, catalog: Catalog, judged: Judge | undefined): Outcome {
  if (!judged) return 'skipped'
  const how = judge(assertion, judged.answer(assertion.route), catalog.token.enforceWritten)
  return how === 'met' ? 'passed' : 'failed'
}

/** @param all how many there are, asked or not. */
export function count(results: Listing<AssertionResult>, all: number): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0, notRun: all - results.length }
  for (const { outcome } of results) counts[outcome]++
  return counts
}
