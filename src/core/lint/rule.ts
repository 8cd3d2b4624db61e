import type { Location } from '../problem.js'
import type { CatalogRuleCode, GatewayRuleCode, LintArgs, RuleCode } from './args.js'
import type { LintFacts } from './facts.js'
import type { GatewayFacts } from './gateway-facts.js'

export type Severity = 'error' | 'warning'

/** A complete small catalog: tests load it, and `lint --explain` and docs/rules print it. */
export interface Example {
  readonly catalog: string
  readonly users?: string
  /** Other files that git tracks. */
  readonly tracked?: readonly string[]
}

/** A small OpenAPI document, for a rule that reads one. */
export interface DocumentExample {
  readonly document: string
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

/** What every rule has. */
interface RuleBase<C extends RuleCode, Facts, E> {
  readonly code: C
  readonly severity: Severity
  /** Why it matters and what to do: sentences, one per line. */
  readonly why: readonly string[]
  readonly example: { readonly bad: E; readonly good: E }
  /** Pure; yields what it finds in any order. */
  check(facts: Facts): Iterable<Found<C>>
}

/** A rule for the catalog and its users. */
export type Rule<C extends CatalogRuleCode = CatalogRuleCode> = RuleBase<C, LintFacts, Example>

/** A rule for an OpenAPI document that is intended for API Gateway. */
export type GatewayRule<C extends GatewayRuleCode = GatewayRuleCode> = RuleBase<
  C,
  GatewayFacts,
  DocumentExample
>

/** Any rule, to explain it. */
export type AnyRule = Rule | GatewayRule

/** A rule as data. One file per rule, named after its code. */
export const defineRule = <C extends CatalogRuleCode>(rule: Rule<C>): Rule<C> => rule
export const defineGatewayRule = <C extends GatewayRuleCode>(
  rule: GatewayRule<C>,
): GatewayRule<C> => rule
