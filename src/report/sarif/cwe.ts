/** The names of the weaknesses that a finding can be, as MITRE publishes them (https://cwe.mitre.org). */
const NAMES: Readonly<Record<number, string>> = {
  178: 'Improper Handling of Case Sensitivity',
  201: 'Insertion of Sensitive Information Into Sent Data',
  204: 'Observable Response Discrepancy',
  269: 'Improper Privilege Management',
  287: 'Improper Authentication',
  306: 'Missing Authentication for Critical Function',
  345: 'Insufficient Verification of Data Authenticity',
  346: 'Origin Validation Error',
  347: 'Improper Verification of Cryptographic Signature',
  393: 'Return of Wrong Status Code',
  436: 'Interpretation Conflict',
  524: 'Use of Cache Containing Sensitive Information',
  540: 'Inclusion of Sensitive Information in Source Code',
  613: 'Insufficient Session Expiration',
  647: 'Use of Non-Canonical URL Paths for Authorization Decisions',
  650: 'Trusting HTTP Permission Methods on the Server Side',
  684: 'Incorrect Provision of Specified Functionality',
  862: 'Missing Authorization',
  863: 'Incorrect Authorization',
  1007: 'Insufficient Visual Distinction of Homoglyphs Presented to User',
}

export const cweName = (cwe: number): string => NAMES[cwe] ?? `CWE-${cwe}`
export const cweUrl = (cwe: number): string => `https://cwe.mitre.org/data/definitions/${cwe}.html`
