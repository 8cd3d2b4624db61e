import type { Severity } from '../../core/probe/kinds.js'
import type { Level, SarifRule } from '../sarif/rule.js'
import { OBJECTS } from '../words/objects.js'

/** How GitHub ranks them (`security-severity`, 0 to 10). */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
}

const LEVEL: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
}

/** A rule of a kind of finding. */
export const probeRule = (
  id: string,
  meaning: string,
  severity: Severity,
  cwe: number,
): SarifRule => ({
  ...{ id, short: meaning, level: LEVEL[severity] },
  help: { text: `${meaning}. ${OBJECTS}` },
  weakness: { cwe, score: SCORE[severity] },
})
