import type { Catalog } from '../catalog/model.js'
import type { Problem } from '../problem.js'
import { type Got, type Judge, judge } from './judge.js'
import type { Assertion, Listing, SuiteSubject } from './model.js'
import { whyFailed } from './why.js'

export type Outcome = 'passed' | 'failed' | 'skipped'

/** The outcome of one assertion, with the answer that it got and, if it failed, why. */
export interface AssertionResult {
  readonly assertion: Assertion
  readonly outcome: Outcome
  /** Undefined if it was skipped. */
  readonly got: Got | undefined
  /** Why it failed; undefined if it did not. */
  readonly why: Problem | undefined
}

/** Whether it passed only because nobody has decided the route. */
export const isUndecided = (result: Pick<AssertionResult, 'assertion' | 'outcome'>): boolean =>
  result.outcome === 'passed' && result.assertion.expected === 'undecided'

const OUTCOMES = ['passed', 'failed', 'skipped'] as const satisfies readonly Outcome[]

/** The judge that decided for a subject; undefined if it was never asked. */
type JudgeOf = (subject: SuiteSubject) => Judge | undefined

/** The results of a suite, up to where it stopped: one byte each; the rest is computed again on demand. */
export class Results implements Listing<AssertionResult> {
  length = 0
  hasFailure = false
  readonly #outcomes: Uint8Array
  readonly #assertions: Listing<Assertion>
  readonly #catalog: Catalog
  readonly #judgeOf: JudgeOf

  constructor(assertions: Listing<Assertion>, catalog: Catalog, judgeOf: JudgeOf) {
    this.#outcomes = new Uint8Array(assertions.length)
    this.#assertions = assertions
    this.#catalog = catalog
    this.#judgeOf = judgeOf
  }

  add(outcome: Outcome): void {
    this.#outcomes[this.length++] = OUTCOMES.indexOf(outcome)
    this.hasFailure ||= outcome === 'failed'
  }

  *[Symbol.iterator](): Generator<AssertionResult> {
    let i = 0
    for (const assertion of this.#assertions) {
      if (i === this.length) return
      const outcome = OUTCOMES[this.#outcomes[i++] ?? 0] ?? 'skipped'
      yield new Result(assertion, outcome, this.#catalog, this.#judgeOf)
    }
  }
}

class Result implements AssertionResult {
  readonly assertion: Assertion
  readonly outcome: Outcome
  readonly #catalog: Catalog
  readonly #judgeOf: JudgeOf

  constructor(assertion: Assertion, outcome: Outcome, catalog: Catalog, judgeOf: JudgeOf) {
    this.assertion = assertion
    this.outcome = outcome
    this.#catalog = catalog
    this.#judgeOf = judgeOf
  }

  get #judge(): Judge | undefined {
    return this.outcome === 'skipped' ? undefined : this.#judgeOf(this.assertion.subject)
  }

  get got(): Got | undefined {
    return this.#judge?.answer(this.assertion.route)
  }

  get why(): Problem | undefined {
    const judged = this.#judge
    if (!judged || this.outcome !== 'failed') return undefined
    const got = judged.answer(this.assertion.route)
    const how = judge(this.assertion, got, this.#catalog.token.enforceWritten)
    return whyFailed(this.#catalog, this.assertion, got, judged, how)
  }
}
