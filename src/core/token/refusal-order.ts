import { REASONS } from '../reason.js'
import type { Refusal } from './model.js'

/** The leading reason first. */
export const bySeverity = (refusals: readonly Refusal[]): Refusal[] =>
  refusals.toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason))
