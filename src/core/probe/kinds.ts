export type Severity = 'critical' | 'high' | 'medium' | 'low'

interface KindInfo {
  readonly severity: Severity
  /** https://cwe.mitre.org */
  readonly cwe: number
}

const of = (severity: Severity, cwe: number): KindInfo => ({ severity, cwe })

/** What a probe can find. The messages are in report/probe/words.ts. */
export const KINDS = {
  // The wrong caller gets in.
  unguarded: of('critical', 306),
  'any-text': of('critical', 287),
  'any-token': of('high', 862),
  'missing-scope': of('high', 863),
  'no-scope-claim': of('high', 863),
  'scope-wrong-type': of('high', 863),
  'scope-claim-other': of('high', 863),
  'lookalike-scope': of('high', 863),
  'superuser-scope': of('high', 863),
  'implied-scope': of('medium', 863),
  signature: of('critical', 347),
  'alg-none': of('critical', 347),
  'key-confusion': of('critical', 347),
  expired: of('high', 613),
  'not-yet-valid': of('medium', 345),
  'wrong-audience': of('high', 345),
  'wrong-issuer': of('high', 346),
  'wrong-type': of('medium', 345),
  'no-subject': of('medium', 287),
  'open-head': of('high', 650),
  'open-trailing-slash': of('high', 647),
  'open-case': of('high', 178),
  'open-overlap': of('high', 436),
  'open-override': of('high', 650),
  'cached-answer': of('high', 524),
  leak: of('high', 201),
  // The right caller does not get in.
  shut: of('medium', 863),
  'shut-alternative': of('medium', 863),
  // The answer is a refusal, but a wrong one.
  'not-401': of('low', 393),
  'not-403': of('low', 393),
  'no-challenge': of('low', 684),
  'wrong-challenge': of('low', 684),
  'union-challenge': of('low', 684),
  hidden: of('low', 204),
} as const satisfies Record<string, KindInfo>

export type FindingKind = keyof typeof KINDS
export const infoOf = (kind: FindingKind): KindInfo => KINDS[kind]
