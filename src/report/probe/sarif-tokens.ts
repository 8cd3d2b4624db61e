import type { ProbeAnswer } from '../../core/probe/answer.js'
import { hash64 } from './hash64.js'
import { uriOf } from './sarif-document.js'
import { levelOf, sarifRule } from './sarif-rule.js'
import { cweOf, severityOf, tokenFindingLine } from './token-findings.js'

const MEANING = 'a supplied token is not what it stands for'

/**
 * The findings about supplied tokens: they have no place but the catalog itself.
 * @param from how many rules come before
 */
export function tokenResults({ tokenFindings, files }: ProbeAnswer, from: number) {
  const faults = [...new Map(tokenFindings.map(({ fault }) => [fault.is, fault])).values()]
  const rules = faults.map((fault) => sarifRule(fault.is, MEANING, severityOf(fault), cweOf(fault)))
  const uri = uriOf(files.catalog ?? 'scopes.yaml')
  const results = tokenFindings.map((finding) => ({
    ruleId: finding.fault.is,
    ruleIndex: from + faults.findIndex(({ is }) => is === finding.fault.is),
    level: levelOf(severityOf(finding.fault)),
    message: { text: tokenFindingLine(finding) },
    locations: [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1, startColumn: 1 } } },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${hash64(finding.id)}:1`,
      'scopectl/v1': finding.id,
    },
  }))
  return { cwes: faults.map(cweOf), rules, results }
}
