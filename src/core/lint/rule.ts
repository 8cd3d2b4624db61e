import type { Location } from '../problem.js'
import type { LintArgs, RuleCode } from './args.js'
import type { LintFacts } from './facts.js'

export type Severity = 'error' | 'warning'

/** A whole catalog, small: tests load it, and `lint --explain` and docs/rules print it. */
export interface Example {
  readonly catalog: string
  readonly users?: string
  /** What git tracks beside it. */
  readonly tracked?: readonly string[]
}

/** What a rule found: a place, whom it is about, and the facts of the sentence. */
export interface Found<C extends RuleCode> {
  readonly at: Location | undefined
  /** Whom it is about: what an `ignore` of the catalog has to name. */
  readonly name: string
  readonly args: LintArgs[C]
  /** The file that it is about, where it has no place in it. */
  readonly file?: string
}

export interface Rule<C extends RuleCode = RuleCode> {
  readonly code: C
  readonly severity: Severity
  /** Why it matters, and what to do: sentences, one a line. */
  readonly why: readonly string[]
  readonly example: { readonly bad: Example; readonly good: Example }
  /** Pure; yields what it finds in any order. */
  check(facts: LintFacts): Iterable<Found<C>>
}

/** A rule as data. A file a rule, named by its code. */
export const defineRule = <C extends RuleCode>(rule: Rule<C>): Rule<C> => rule
