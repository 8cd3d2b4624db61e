import type { Severity } from '../../core/probe/kinds.js'

/** How GitHub ranks them (`security-severity`, 0 to 10). */
export const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
}

/** GitHub's name for the level of a rule. */
export const PROBLEM: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'recommendation',
}

export const levelOf = (severity: Severity): string =>
  severity === 'low' ? 'note' : severity === 'medium' ? 'warning' : 'error'
