import type { Severity } from '../../core/probe/kinds.js'
import { toCwe } from './sarif-cwe.js'
import { OBJECTS } from './words.js'

/** How GitHub ranks them (`security-severity`, 0 to 10). */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
}

/** GitHub's name for the level of a rule. */
const PROBLEM: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'recommendation',
}

export const levelOf = (severity: Severity): string =>
  severity === 'low' ? 'note' : severity === 'medium' ? 'warning' : 'error'

/** A rule of a kind of finding, as GitHub's code scanning shows it. */
export const sarifRule = (
  id: string,
  meaning: string,
  severity: Severity,
  cwe: number,
): object => ({
  ...{ id, name: id },
  shortDescription: { text: meaning },
  fullDescription: { text: meaning },
  help: { text: `${meaning}. ${OBJECTS}` },
  defaultConfiguration: { level: levelOf(severity) },
  relationships: [toCwe(cwe)],
  properties: {
    tags: ['security', `external/cwe/cwe-${String(cwe).padStart(3, '0')}`],
    precision: 'very-high',
    'problem.severity': PROBLEM[severity],
    'security-severity': SCORE[severity],
  },
})
