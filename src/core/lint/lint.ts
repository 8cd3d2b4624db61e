import type { Outcome } from '../errors.js'
import type { Location, Problem } from '../problem.js'
import type { RuleCode } from './args.js'
import { factsOf, type LintInput } from './facts.js'
import type { Finding, InvalidFinding, RuleFinding } from './finding.js'
import type { GatewayFacts } from './gateway-facts.js'
import { applyIgnores, type UnusedIgnore } from './ignores.js'
import type { Found, Severity } from './rule.js'
import { CATALOG_RULES, GATEWAY_RULES } from './rules/index.js'

export interface Linted {
  /** Sorted by file, location and rule; without what the catalog ignores. */
  readonly findings: readonly Finding[]
  readonly ignored: number
}

/**
 * Runs every rule on loaded files, to report risky or redundant entries. NOT checked: whether the servers do what the
 * catalog says.
 */
export function lint(input: LintInput): Linted {
  const facts = factsOf(input)
  const found = CATALOG_RULES.flatMap((rule) => findingsOf(rule, facts, facts.source.file))
  const { kept, unused } = applyIgnores(found, facts.catalog.ignores, CODES)
  const { file } = facts.source
  return {
    findings: sortFindings([...kept, ...unused.map((each) => unusedFinding(each, file))], file),
    ignored: found.length - kept.length,
  }
}

const CODES = CATALOG_RULES.map(({ code }) => code)

/**
 * Runs the rules for API Gateway on an OpenAPI document: where it lets more in than the document says.
 *
 * @param unread what could not be read, and so was not checked: findings too, or the result would look complete
 */
export function lintDocument(facts: GatewayFacts, unread: readonly Problem[]): readonly Finding[] {
  const { file } = facts
  const found = GATEWAY_RULES.flatMap((rule) => findingsOf(rule, facts, file))
  return sortFindings([...found, ...invalidFindings(unread, file)], file)
}

/** The members of a rule that are the same whatever it reads. */
interface Running<Facts> {
  readonly code: RuleCode
  readonly severity: Severity
  check(facts: Facts): Iterable<Found<RuleCode>>
}

function findingsOf<Facts>(rule: Running<Facts>, facts: Facts, otherwise: string): RuleFinding[] {
  return [...rule.check(facts)].map(({ at, name, args, file: about }) => {
    const file = at?.file ?? about ?? otherwise
    const { code, severity } = rule
    // The type of a union of rules loses which facts belong to which code.
    return { kind: 'rule', rule: code, severity, name, at, file, args } as RuleFinding
  })
}

function unusedFinding({ ignore, ...facts }: UnusedIgnore, file: string): RuleFinding {
  const { rule, name } = ignore
  const at = facts.unknown ? ignore.at.rule : ignore.at.name
  const args = { rule, name, ...facts }
  // An unused one may be kept on purpose; an unknown rule is a mistake.
  const severity = facts.unknown ? 'error' : 'warning'
  return { kind: 'rule', rule: 'unused-ignore', severity, name, at, file, args }
}

/** Why files did not load, as findings. */
export function invalidFindings(problems: readonly Problem[], file: string): Finding[] {
  const findings = problems.map((problem): InvalidFinding => {
    const { at } = problem
    return { kind: 'invalid', severity: 'error', at, file: at?.file ?? file, problem }
  })
  return sortFindings(findings, file)
}

/** Files that do not load give no answer; errors fail the gate, and so do warnings if they are denied. */
export function lintOutcome(findings: readonly Finding[], denyWarnings: boolean): Outcome {
  if (findings.some(({ kind }) => kind === 'invalid')) return 'notAsked'
  const fails = findings.some(({ severity }) => severity === 'error' || denyWarnings)
  return fails ? 'failed' : 'yes'
}

/** The catalog first, then by location. */
function sortFindings(findings: readonly Finding[], catalog: string): Finding[] {
  const order = (a: Location | undefined, b: Location | undefined): number =>
    (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)
  const files = [...new Set([catalog, ...findings.map(({ file }) => file)])]
  return [...findings].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || order(a.at, b.at),
  )
}
