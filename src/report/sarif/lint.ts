import type { LintAnswer } from '../../core/lint/answer.js'
import type { RuleCode } from '../../core/lint/args.js'
import { type Finding, ruleName } from '../../core/lint/finding.js'
import { RULES } from '../../core/lint/rules/index.js'
import { sayFinding } from '../finding-words.js'
import { firstSentence, ruleHelp } from '../rule-page.js'
import type { SarifRule } from './rule.js'
import { finished, type SarifResult, sarifLog } from './run.js'

/** The weakness that a finding is an instance of; most findings are not about one. */
const CWES: { readonly [C in RuleCode]?: number } = {
  'public-mutation': 306,
  'first-match-overlap': 436,
  'spelling-overlap': 436,
  'default-admin': 269,
  'long-lifetime': 613,
  'any-issuer-or-audience': 345,
  'tracked-development-key': 540,
  'confusable-name': 1007,
  'gateway-inherited-security': 306,
  'gateway-all-of-scopes': 863,
  'gateway-several-authorizers': 863,
  'gateway-without-authorizer': 306,
}

/** A finding that makes the run fail is an error. */
export const sarif = ({ kind, findings, deniesWarnings, notes }: LintAnswer): string =>
  sarifLog({
    kind,
    results: findings.map((finding) => resultOf(finding, deniesWarnings)),
    invocation: finished(notes),
  })

function resultOf(finding: Finding, deniesWarnings: boolean): SarifResult {
  const { says, hint } = sayFinding(finding)
  const rule = ruleOf(finding)
  return {
    rule,
    level: deniesWarnings ? 'error' : finding.severity,
    text: hint === undefined ? says : `${says}\n${hint}`,
    id: `${rule.id} ${finding.kind === 'rule' ? finding.name : says}`,
    file: finding.file,
    at: finding.at,
  }
}

function ruleOf(finding: Finding): SarifRule {
  const id = ruleName(finding)
  const rule = RULES.find(({ code }) => code === id)
  if (!rule)
    return { id, short: 'the catalog, its users or the document cannot be read', level: 'error' }
  const { code, severity, why } = rule
  const cwe = CWES[code]
  return {
    ...{ id, level: severity, short: firstSentence(why), full: why.join(' ') },
    help: { text: why.join('\n'), markdown: ruleHelp(rule) },
    weakness: cwe === undefined ? undefined : { cwe, score: severity === 'error' ? '8.0' : '5.5' },
  }
}
