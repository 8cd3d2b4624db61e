import { grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf, type Severity } from '../../core/probe/kinds.js'
import { findingLine } from './lines.js'
import { sarifDocument } from './sarif-document.js'
import { cweOf, severityOf, tokenFindingLine } from './token-findings.js'
import { invocationOf } from './unsettled.js'
import { MEANING } from './words.js'

/** How GitHub ranks them (`security-severity`, 0 to 10). */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
}

/** SARIF 2.1.0: a rule for each kind of finding with its CWE, and a result for each route that has it. */
export function sarif(answer: ProbeAnswer): string {
  const { verdicts, files } = answer
  const groups = grouped(verdicts)
  const rules = groups.map(({ kind }) => {
    const { severity, cwe } = infoOf(kind)
    return {
      id: kind,
      shortDescription: { text: MEANING[kind] },
      defaultConfiguration: { level: levelOf(severity) },
      properties: {
        tags: ['security', `external/cwe/cwe-${cwe}`],
        'security-severity': SCORE[severity],
      },
    }
  })
  const results = groups.flatMap(({ kind, cases }, ruleIndex) =>
    cases.map(({ id, route, found }) => ({
      ruleId: kind,
      ruleIndex,
      level: levelOf(infoOf(kind).severity),
      message: { text: `${route.name}: ${findingLine(found)}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(route.at?.file ?? files.catalog ?? 'scopes.yaml') },
            region: { startLine: route.at?.line ?? 1, startColumn: route.at?.column ?? 1 },
          },
        },
      ],
      partialFingerprints: { 'scopectl/v1': id },
    })),
  )
  const invocations = [invocationOf(answer)]
  const tokens = tokenResults(answer, rules.length)
  const driver = { name: 'scopectl', rules: [...rules, ...tokens.rules] }
  const all = [...results, ...tokens.results]
  return sarifDocument([{ tool: { driver }, invocations, results: all }])
}

/** The findings about supplied tokens: they have no place but the catalog itself. */
function tokenResults({ tokenFindings, files }: ProbeAnswer, from: number) {
  const kinds = [...new Map(tokenFindings.map(({ fault }) => [fault.is, fault])).values()]
  const rules = kinds.map((fault) => ({
    id: fault.is,
    shortDescription: { text: 'a supplied token is not what it stands for' },
    defaultConfiguration: { level: levelOf(severityOf(fault)) },
    properties: {
      tags: ['security', `external/cwe/cwe-${cweOf(fault)}`],
      'security-severity': SCORE[severityOf(fault)],
    },
  }))
  const uri = encodeURI(files.catalog ?? 'scopes.yaml')
  const results = tokenFindings.map((finding) => ({
    ruleId: finding.fault.is,
    ruleIndex: from + kinds.findIndex(({ is }) => is === finding.fault.is),
    level: levelOf(severityOf(finding.fault)),
    message: { text: tokenFindingLine(finding) },
    locations: [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1, startColumn: 1 } } },
    ],
    partialFingerprints: { 'scopectl/v1': finding.id },
  }))
  return { rules, results }
}

const levelOf = (severity: Severity): string =>
  severity === 'low' ? 'note' : severity === 'medium' ? 'warning' : 'error'
