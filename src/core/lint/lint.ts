import type { Outcome } from '../errors.js'
import { matchesGlob } from '../glob.js'
import { nearest } from '../nearest.js'
import type { Location, Problem } from '../problem.js'
import type { RuleCode } from './args.js'
import { factsOf, type LintFacts, type LintInput } from './facts.js'
import type { Finding, InvalidFinding, RuleFinding } from './finding.js'
import type { Rule } from './rule.js'
import { RULES } from './rules/index.js'

export interface Linted {
  /** By file, place and rule; what the catalog ignores is left out. */
  readonly findings: readonly Finding[]
  readonly ignored: number
}

/**
 * Every rule on loaded files: what is allowed, but seldom meant.
 * NOT checked: whether the servers do what the catalog says.
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
    // The pairing of a code with its own facts is lost in a union of rules.
    return { kind: 'rule', rule: code, severity, name, at, file, args } as RuleFinding
  })
}

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
    const suggestion = unknown
      ? nearest(rule, codes)
      : nearest(
          name,
          kept.filter((finding) => finding.rule === rule).map((finding) => finding.name),
        )
    const at = facts.source.locate(['lint', 'ignore', i, unknown ? 'rule' : 'name'])
    const args = { rule, name, unknown, suggestion }
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

/** Files that do not load leave the question open; errors fail the gate, and so do warnings where they are denied. */
export function lintOutcome(findings: readonly Finding[], denyWarnings: boolean): Outcome {
  if (findings.some(({ kind }) => kind === 'invalid')) return 'notAsked'
  const fails = findings.some(({ severity }) => severity === 'error' || denyWarnings)
  return fails ? 'failed' : 'yes'
}

/** The catalog first, then by place. */
function sortFindings(findings: readonly Finding[], catalog: string): Finding[] {
  const order = (a: Location | undefined, b: Location | undefined): number =>
    (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)
  const files = [...new Set([catalog, ...findings.map(({ file }) => file)])]
  return [...findings].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || order(a.at, b.at),
  )
}
