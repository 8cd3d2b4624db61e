import type { Outcome } from '../errors.js'
import { matchesGlob, similarNames } from '../glob.js'
import type { Location, Problem } from '../problem.js'
import type { RuleCode } from './args.js'
import { factsOf, type LintFacts, type LintInput } from './facts.js'
import type { Finding, InvalidFinding, RuleFinding } from './finding.js'
import type { Rule } from './rule.js'
import { RULES } from './rules/index.js'

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
  const found = RULES.flatMap((rule) => findingsOf(rule, facts))
  const ignores = (facts.form.lint?.ignore ?? []).map((entry) => coverOf(entry, found))
  const kept = found.filter((finding) => !ignores.some((covers) => covers(finding)))
  return {
    findings: sortFindings(
      [...kept, ...unusedIgnores(facts, found, kept, ignores)],
      facts.source.file,
    ),
    ignored: found.length - kept.length,
  }
}

function findingsOf<C extends RuleCode>(rule: Rule<C>, facts: LintFacts): RuleFinding[] {
  return [...rule.check(facts)].map(({ at, name, args, file: about }) => {
    const file = at?.file ?? about ?? facts.source.file
    const { code, severity } = rule
    // The type of a union of rules loses which facts belong to which code.
    return { kind: 'rule', rule: code, severity, name, at, file, args } as RuleFinding
  })
}

/** How many names are shown if none is similar. */
const FEW = 3

type Covers = (finding: RuleFinding) => boolean

/**
 * What an ignore covers. A `*` in its name stands for any text, unless some finding of the rule is called exactly so: names
 * of routes and globs have stars of their own, and such an entry is about that one finding.
 */
function coverOf(
  { rule, name }: { readonly rule: string; readonly name: string },
  found: readonly RuleFinding[],
): Covers {
  const isName = found.some((finding) => finding.rule === rule && finding.name === name)
  const matches = (text: string): boolean => (isName ? text === name : matchesGlob(name, text))
  return (finding) => finding.rule === rule && matches(finding.name)
}

/** An ignore that nothing needs hides what comes tomorrow; one of no rule hides nothing, and its writer thinks it does. */
function unusedIgnores(
  facts: LintFacts,
  found: readonly RuleFinding[],
  kept: readonly RuleFinding[],
  ignores: readonly Covers[],
): RuleFinding[] {
  const codes = RULES.map(({ code }) => code as string)
  return (facts.form.lint?.ignore ?? []).flatMap(({ rule, name }, i) => {
    if (found.some((finding) => ignores[i]?.(finding))) return []
    const unknown = !codes.includes(rule)
    const ofRule = kept.filter((finding) => finding.rule === rule).map((finding) => finding.name)
    const similar = unknown ? similarNames(rule, codes) : similarNames(name, ofRule)
    const elsewhere = unknown ? undefined : kept.find((finding) => finding.name === name)?.rule
    const names = unknown || similar.length > 0 ? [] : ofRule.slice(0, FEW)
    const at = facts.source.locate(['lint', 'ignore', i, unknown ? 'rule' : 'name'])
    const args = { rule, name, unknown, similar, elsewhere, names }
    const file = facts.source.file
    return [{ kind: 'rule', rule: 'unused-ignore', severity: 'warning', name, at, file, args }]
  })
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
