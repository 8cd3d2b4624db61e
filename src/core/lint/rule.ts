import type { Location } from '../problem.js'
import type { LintArgs, RuleCode } from './args.js'
import type { LintFacts } from './facts.js'

export type Severity = 'error' | 'warning'

/** A complete small catalog: tests load it, and `lint --explain` and docs/rules print it. */
export interface Example {
  readonly catalog: string
  readonly users?: string
  /** Other files that git tracks. */
  readonly tracked?: readonly string[]
}

/** What a rule found: a location, what it is about, and the facts for the message. */
export interface Found<C extends RuleCode> {
  readonly at: Location | undefined
  /** What it is about: the name that an `ignore` in the catalog must use. */
  readonly name: string
  readonly args: LintArgs[C]
  /** The file that it is about, if it has no location in it. */
  readonly file?: string
}

export interface Rule<C extends RuleCode = RuleCode> {
  readonly code: C
  readonly severity: Severity
  /** Why it matters and what to do: sentences, one per line. */
  readonly why: readonly string[]
  readonly example: { readonly bad: Example; readonly good: Example }
  /** Pure; yields what it finds in any order. */
  check(facts: LintFacts): Iterable<Found<C>>
}

/** A rule as data. One file per rule, named after its code. */
export const defineRule = <C extends RuleCode>(rule: Rule<C>): Rule<C> => rule
