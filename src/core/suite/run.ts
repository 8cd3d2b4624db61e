import type { Catalog } from '../catalog/model.js'
import type { Presented } from '../decision/presented.js'
import type { Verdict } from '../proof/proof.js'
import { verdictOn } from '../proof/prove.js'
import { cellsOf, type Judge, judge, judgeByCells, judgeByToken } from './judge.js'
import type { Always, Assertion, ListedSuite, Listing, SuiteSubject } from './model.js'
import { type AssertionResult, isUndecided, type Outcome, Results } from './results.js'

export type { AssertionResult } from './results.js'

export interface Counts {
  /** Not those that only say that a route is undecided. */
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** The catalog leaves the route undecided, as expected: nothing about access was tested. */
  readonly undecided: number
  /** Not run because of --bail. */
  readonly notRun: number
}

export interface SuiteResult {
  readonly suite: ListedSuite
  readonly catalog: Catalog
  readonly results: Listing<AssertionResult>
  /** Up to where the suite stopped. */
  readonly proofs: readonly AlwaysResult[]
  readonly counts: Counts
  /** How long it took. */
  readonly seconds: number
}

/** What became of a statement. */
export interface AlwaysResult extends Verdict {
  readonly always: Always
}

/** What is run of a suite. */
export type Asked = Pick<ListedSuite, 'assertions' | 'always' | 'users'>

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

/** Everything in a suite, assertions first: no caller can leave out the statements. */
export async function judgeWhole(
  suite: Asked,
  catalog: Catalog,
  options: RunOptions,
): Promise<{ results: Results; proofs: readonly AlwaysResult[] }> {
  const results = await judgeSuite(suite, catalog, options)
  const stops = options.bail && results.hasFailure
  return { results, proofs: stops ? [] : [...proveAlways(suite, catalog, options)] }
}

/** For suites of any length: the results keep one byte per assertion and compute the rest on demand. */
async function judgeSuite(
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
    // Not awaited if it already exists: it usually does, for many thousands of assertions.
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

  /** Flaws and given tokens are about the token itself, so there is no fast path for them. */
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

  /** A judge that is ready. */
  made(subject: SuiteSubject): Judge | undefined {
    const known = this.#known.get(subject)
    return known instanceof Promise ? undefined : known
  }

  async #await(subject: SuiteSubject, made: Promise<Judge>): Promise<void> {
    this.inTheMaking++
    try {
      this.#known.set(subject, await made)
    } catch {
      // Reported to the caller that asks for this judge, if any.
    }
    this.inTheMaking--
  }
}

/** @param judged the judge of its subject; undefined: the assertion is skipped. */
function outcomeOf(assertion: Assertion, catalog: Catalog, judged: Judge | undefined): Outcome {
  if (!judged) return 'skipped'
  const how = judge(assertion, judged.answer(assertion.route), catalog.token.enforceWritten)
  return how === 'met' ? 'passed' : 'failed'
}

/** Proves the statements of a suite, one after the other; with --bail, up to the first that does not hold. */
function* proveAlways(
  { always, users }: Pick<ListedSuite, 'always' | 'users'>,
  catalog: Catalog,
  { bail }: Pick<RunOptions, 'bail'>,
): Generator<AlwaysResult> {
  for (const each of always) {
    const verdict = verdictOn(each.statement, catalog, users)
    yield { always: each, ...verdict }
    if (bail && verdict.outcome !== 'proved') return
  }
}

/** @param all the number of assertions and statements, run or not. */
export function count(
  results: Listing<AssertionResult>,
  all: number,
  proofs: readonly AlwaysResult[] = [],
): Counts {
  const notRun = all - results.length - proofs.length
  const counts = { passed: 0, failed: 0, skipped: 0, undecided: 0, notRun }
  for (const { outcome } of proofs) counts[outcome === 'proved' ? 'passed' : 'failed']++
  for (const result of results) counts[isUndecided(result) ? 'undecided' : result.outcome]++
  return counts
}
