export type Severity = 'critical' | 'high' | 'medium' | 'low'

interface KindInfo {
  readonly severity: Severity
  /** https://cwe.mitre.org */
  readonly cwe: number
  /** The code of the Web Fuzzing Commons fault catalogue, where one fits. */
  readonly wfc?: number
}

const of = (severity: Severity, cwe: number, wfc?: number): KindInfo => ({
  severity,
  cwe,
  ...(wfc === undefined ? {} : { wfc }),
})

/** What a probe can find. The messages are in report/probe/words.ts. */
export const KINDS = {
  // The wrong caller gets in.
  unguarded: of('critical', 306, 307),
  'any-text': of('critical', 287, 307),
  'any-token': of('high', 862, 306),
  'missing-scope': of('high', 863, 306),
  'no-scope-claim': of('high', 863, 306),
  'scope-wrong-type': of('high', 863, 306),
  'scope-claim-other': of('high', 863, 306),
  'lookalike-scope': of('high', 863, 306),
  'superuser-scope': of('high', 863, 306),
  'implied-scope': of('medium', 863, 306),
  signature: of('critical', 347, 306),
  'alg-none': of('critical', 347, 306),
  'key-confusion': of('critical', 347, 306),
  expired: of('high', 613, 306),
  'not-yet-valid': of('medium', 345, 306),
  'wrong-audience': of('high', 345, 306),
  'wrong-issuer': of('high', 346, 306),
  'wrong-type': of('medium', 345, 306),
  'no-subject': of('medium', 287, 306),
  'open-head': of('high', 650, 310),
  'open-trailing-slash': of('high', 288, 310),
  'open-case': of('high', 178, 310),
  'open-overlap': of('high', 436, 310),
  'open-override': of('high', 650, 310),
  'cached-answer': of('high', 524, 307),
  leak: of('high', 200),
  // The right caller does not get in.
  shut: of('medium', 863, 305),
  'shut-alternative': of('medium', 863, 305),
  // The answer is a refusal, but a wrong one.
  'not-401': of('low', 393, 203),
  'not-403': of('low', 393),
  'no-challenge': of('low', 573),
  'wrong-challenge': of('low', 573),
  'union-challenge': of('low', 573),
  hidden: of('low', 204, 304),
} as const satisfies Record<string, KindInfo>

export type FindingKind = keyof typeof KINDS
export const infoOf = (kind: FindingKind): KindInfo => KINDS[kind]
