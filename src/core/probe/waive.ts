import type { Waiver } from '../catalog/model.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { findingId } from './answer.js'
import { type RouteVerdict, verdictOf } from './judge.js'
import type { TokenFinding } from './supplied.js'

export interface Waived {
  /** Without the findings that are waived. */
  readonly verdicts: readonly RouteVerdict[]
  readonly tokenFindings: readonly TokenFinding[]
  readonly waived: number
  readonly notes: readonly Problem[]
  /** Some waiver is too old: the run fails. */
  readonly hasExpired: boolean
}

/**
 * Leaves out the findings that the catalog waives. An expired waiver has no effect and fails the run; one that matches
 * nothing is reported, if everything was probed that it could be about.
 *
 * @param isWhole whether every finding there is was looked for
 */
export function waive(
  verdicts: readonly RouteVerdict[],
  waivers: readonly Waiver[],
  now: number,
  isWhole: boolean,
  tokenFindings: readonly TokenFinding[] = [],
): Waived {
  const expired = waivers.filter(({ until }) => until <= now)
  const ids = new Set(waivers.filter(({ until }) => until > now).map(({ id }) => id))
  const found = new Set([
    ...verdicts.flatMap((each) => each.findings.map(({ kind }) => findingId(kind, each.route))),
    ...tokenFindings.map(({ id }) => id),
  ])
  const keptTokens = tokenFindings.filter(({ id }) => !ids.has(id))
  const unused = isWhole ? waivers.filter(({ id }) => !found.has(id)) : []
  const kept = verdicts.map((verdict) => {
    const findings = verdict.findings.filter(({ kind }) => !ids.has(findingId(kind, verdict.route)))
    return { ...verdict, ...verdictOf(findings, verdict.unjudged) }
  })
  const count = (all: readonly RouteVerdict[]): number =>
    all.reduce((sum, { findings }) => sum + findings.length, 0)
  return {
    verdicts: kept,
    tokenFindings: keptTokens,
    waived: count(verdicts) - count(kept) + tokenFindings.length - keptTokens.length,
    notes: [
      ...expired.map(({ id, until, at }) => problem('waiver-expired', { id, until }, at)),
      ...unused.map(({ id, at }) =>
        problem('waiver-unused', { id, suggestion: nearest(id, found) }, at),
      ),
    ],
    hasExpired: expired.length > 0,
  }
}
