import { toCwe } from './taxonomy.js'

export type Level = 'error' | 'warning' | 'note'

/** A kind of result, as code scanning shows it. */
export interface SarifRule {
  readonly id: string
  /** One sentence. */
  readonly short: string
  readonly full?: string
  readonly help?: { readonly text: string; readonly markdown?: string }
  readonly level: Level
  /** What makes it an alert about security, ranked from 0 to 10. */
  readonly weakness?: { readonly cwe: number; readonly score: string } | undefined
}

/** GitHub's name for the level of a rule. */
const PROBLEM: Readonly<Record<Level, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
}

export const ruleObject = ({ id, short, full, help, level, weakness }: SarifRule): object => ({
  ...{ id, name: id },
  shortDescription: { text: short },
  fullDescription: { text: full ?? short },
  ...(help ? { help } : {}),
  defaultConfiguration: { level },
  ...(weakness ? { relationships: [toCwe(weakness.cwe)] } : {}),
  properties: {
    ...(weakness ? { tags: ['security', cweTag(weakness.cwe)] } : {}),
    precision: 'very-high',
    'problem.severity': PROBLEM[level],
    ...(weakness ? { 'security-severity': weakness.score } : {}),
  },
})

const cweTag = (cwe: number): string => `external/cwe/cwe-${`${cwe}`.padStart(3, '0')}`
