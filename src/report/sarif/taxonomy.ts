import { cweName, cweUrl } from './cwe.js'

/** How a rule refers to its weakness in the taxonomy of the run. */
export const toCwe = (cwe: number): object => ({
  target: { id: `${cwe}`, toolComponent: { name: 'CWE', index: 0 } },
  kinds: ['superset'],
})

/** Those weaknesses that rules refer to. */
export const cweTaxonomy = (cwes: readonly number[]): object => ({
  name: 'CWE',
  organization: 'MITRE',
  shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
  informationUri: 'https://cwe.mitre.org/',
  isComprehensive: false,
  taxa: cwes.map((cwe) => ({
    id: `${cwe}`,
    name: cweName(cwe),
    shortDescription: { text: cweName(cwe) },
    helpUri: cweUrl(cwe),
  })),
})
