import { nearest } from '../nearest.js'
import { REASONS, type Reason } from '../reason.js'
import { SUB_CODES, type SubCode, subCodeOf } from '../sub-code.js'
import type { Decision } from './decide.js'

const VERDICTS = ['allow', 'deny', '200', '401', '403'] as const

/** What an assertion may expect: a verdict, or the leading reason for a refusal, alone or with its sub-code. */
export type Expectation = (typeof VERDICTS)[number] | Reason | SubCode
export const EXPECTATIONS: readonly Expectation[] = [...VERDICTS, ...REASONS, ...SUB_CODES]

export type ReadExpectation =
  | { ok: true; value: Expectation }
  | { ok: false; suggestion: string | undefined }

export function readExpectation(text: string): ReadExpectation {
  const value = EXPECTATIONS.find((each) => each === text)
  return value ? { ok: true, value } : { ok: false, suggestion: nearest(text, EXPECTATIONS) }
}

/**
 * Whether a decision is exactly what was expected. `deny` means either 401 or 403; a reason must be the leading one, and
 * a sub-code one of that reason. If the two views differ and the catalog does not say which one its server uses, no expectation is met.
 */
export function meets(decision: Decision, expected: Expectation, enforceWritten: boolean): boolean {
  if (decision.views && !enforceWritten) return false
  if (expected === decision.decision || expected === String(decision.status)) return true
  if (decision.decision !== 'deny') return false
  const [{ code: leading }] = decision.reasons
  return (
    leading === expected ||
    decision.reasons.some(({ code, detail }) => code === leading && subCodeOf(detail) === expected)
  )
}

/** A verdict, as opposed to a reason. */
export const isVerdict = (expected: Expectation): boolean =>
  VERDICTS.some((verdict) => verdict === expected)
