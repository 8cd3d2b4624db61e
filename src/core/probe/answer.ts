import type { AnswerBase } from '../answer-base.js'
import type { Comparison } from './compare.js'
import { findingId } from './finding-id.js'
import type { RouteVerdict } from './judge.js'
import { infoOf, type Severity } from './kinds.js'
import type { NotProbed, RoutePlan } from './model.js'
import type { Found } from './seen.js'
import type { Supplied, TokenFinding } from './supplied.js'
import type { WaivedFinding, WaivedToken } from './waive.js'

export interface ProbeAnswer extends AnswerBase<'probe'> {
  readonly url: string
  /** With --dry-run: what would be sent, made again each time it is read, since it may be long. */
  readonly plans: Iterable<RoutePlan> | undefined
  readonly verdicts: readonly RouteVerdict[]
  /** Whether the verdicts were already shown on the terminal, one by one. */
  readonly isShown?: boolean
  readonly notProbed: readonly NotProbed[]
  /** Routes for which not every set of scopes was sent. */
  readonly incomplete: readonly Pick<RoutePlan, 'route' | 'leftOut' | 'supplied'>[]
  /** Flaws that were left out, since nobody agreed to sign them with the configured key. */
  readonly withoutConsent: RoutePlan['withoutConsent']
  /** What the user supplied; undefined: tokens were issued. */
  readonly supplied: readonly Supplied[] | undefined
  /** Supplied tokens that are not what they stand for. */
  readonly tokenFindings: readonly TokenFinding[]
  /** Flaws that only the issuer of the supplied tokens could sign. */
  readonly withoutKey: RoutePlan['withoutConsent']
  /** The findings that the catalog waives. */
  readonly waived: readonly WaivedFinding[]
  readonly waivedTokens: readonly WaivedToken[]
  /** With --compare. */
  readonly compared?: Comparison | undefined
  readonly sent: number
  readonly seconds: number
}

/** One defect, with all routes that have it. */
export interface Group {
  readonly kind: Found['kind']
  readonly cases: readonly {
    readonly id: string
    readonly route: RouteVerdict['route']
    readonly found: Found
  }[]
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low']

/** All findings, the worst first, then those that open the most routes. */
export function grouped(verdicts: readonly RouteVerdict[]): Group[] {
  const groups = new Map<Found['kind'], Group['cases'][number][]>()
  for (const { route, findings } of verdicts) {
    for (const found of findings) {
      const cases = groups.get(found.kind) ?? []
      groups.set(found.kind, cases)
      cases.push({ id: findingId(found.kind, route), route, found })
    }
  }
  const weight = (kind: Found['kind']): number => ORDER.indexOf(infoOf(kind).severity)
  return [...groups]
    .map(([kind, cases]) => ({ kind, cases }))
    .sort((a, b) => weight(a.kind) - weight(b.kind) || b.cases.length - a.cases.length)
}
