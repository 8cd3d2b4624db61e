import { grouped, type ProbeAnswer } from '../../core/probe/answer.js'
import { infoOf, type Severity } from '../../core/probe/kinds.js'
import { changesSarif } from './changes.js'
import { findingLine } from './lines.js'
import { sarifDocument } from './sarif-document.js'
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
  const changed = changesSarif(answer)
  const all = { rules: [...rules, ...changed.rules], results: [...results, ...changed.results] }
  const driver = { name: 'scopectl', rules: all.rules }
  return sarifDocument([{ tool: { driver }, invocations, results: all.results }])
}

const levelOf = (severity: Severity): string =>
  severity === 'low' ? 'note' : severity === 'medium' ? 'warning' : 'error'
