import type { Waiver } from '../catalog/model.js'
import { nearest } from '../nearest.js'
import { type Problem, problem } from '../problem.js'
import { findingId } from './finding-id.js'
import { type RouteVerdict, verdictOf } from './judge.js'
import type { Found } from './seen.js'
import type { TokenFinding } from './supplied.js'

export interface WaivedFinding {
  readonly route: RouteVerdict['route']
  readonly found: Found
  readonly waiver: Waiver
}

/** A supplied token that is not what it stands for, and need not be for now. */
export interface WaivedToken {
  readonly finding: TokenFinding
  readonly waiver: Waiver
}

export interface Waived {
  /** Without the findings that are waived. */
  readonly verdicts: readonly RouteVerdict[]
  readonly tokenFindings: readonly TokenFinding[]
  readonly waived: readonly WaivedFinding[]
  readonly waivedTokens: readonly WaivedToken[]
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
  const inForce = new Map(waivers.filter(({ until }) => until > now).map((each) => [each.id, each]))
  const found = new Set([
    ...verdicts.flatMap((each) => each.findings.map(({ kind }) => findingId(kind, each.route))),
    ...tokenFindings.map(({ id }) => id),
  ])
  const waivedTokens = tokenFindings.flatMap((finding): WaivedToken[] => {
    const waiver = inForce.get(finding.id)
    return waiver ? [{ finding, waiver }] : []
  })
  const unused = isWhole ? waivers.filter(({ id }) => !found.has(id)) : []
  const waived: WaivedFinding[] = []
  const kept = verdicts.map((verdict) => {
    const { route } = verdict
    const findings = verdict.findings.filter((found) => {
      const waiver = inForce.get(findingId(found.kind, route))
      if (waiver) waived.push({ route, found, waiver })
      return waiver === undefined
    })
    return { ...verdict, ...verdictOf(findings, verdict.unjudged) }
  })
  return {
    ...{ verdicts: kept, waived, waivedTokens },
    tokenFindings: tokenFindings.filter(({ id }) => !inForce.has(id)),
    notes: [
      ...expired.map(({ id, until, at }) => problem('waiver-expired', { id, until }, at)),
      ...unused.map(({ id, at }) =>
        problem('waiver-unused', { id, suggestion: nearest(id, found) }, at),
      ),
    ],
    hasExpired: expired.length > 0,
  }
}
