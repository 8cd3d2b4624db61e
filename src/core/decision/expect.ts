import { nearest } from '../nearest.js'
import { REASONS, type Reason } from '../reason.js'
import type { Decision } from './decide.js'

const VERDICTS = ['allow', 'deny', '200', '401', '403'] as const

/** What an assertion may expect: a verdict, or the leading reason for a refusal. */
export type Expectation = (typeof VERDICTS)[number] | Reason
export const EXPECTATIONS: readonly Expectation[] = [...VERDICTS, ...REASONS]

export type ReadExpectation =
  | { ok: true; value: Expectation }
  | { ok: false; suggestion: string | undefined }

export function readExpectation(text: string): ReadExpectation {
  const value = EXPECTATIONS.find((each) => each === text)
  return value ? { ok: true, value } : { ok: false, suggestion: nearest(text, EXPECTATIONS) }
}

/**
 * Whether a decision is exactly what was expected. `deny` means either 401 or 403; a reason must be the leading one. If
 * the two views differ and the catalog does not say which one its server uses, no expectation is met.
 */
export function meets(decision: Decision, expected: Expectation, enforceWritten: boolean): boolean {
  if (decision.views && !enforceWritten) return false
  if (expected === decision.decision || expected === String(decision.status)) return true
  return decision.decision === 'deny' && decision.reasons[0].code === expected
}

/** A verdict, as opposed to a reason. */
export const isVerdict = (expected: Expectation): boolean =>
  VERDICTS.some((verdict) => verdict === expected)
