import type { Gap, MeasureKind } from '../../core/suite/coverage/model.js'
import {
  type CoverageReport,
  type MutationReport,
  percentCovered,
  percentOf,
  scoreOf,
} from '../../core/suite/coverage/report.js'
import type { Judged } from '../../core/suite/mutation/model.js'
import type { JsonOf } from '../documents/dsl.js'
import type {
  coverage,
  gap as document,
  measure as measureDocument,
  mutation as mutationDocument,
  survivor,
} from '../documents/suite.js'
import { mutationText } from './mutation-words.js'
import { testForm } from './suggestion-yaml.js'

/** All gaps; `suggestions` are entries for `tests:` of a suite, with --suggest. */
export function coverageJson({
  measures,
  gaps,
  threshold,
  suggestions,
}: CoverageReport): JsonOf<typeof coverage> {
  const each = measures.map((measure) => {
    const { what, covered, total } = measure
    return [what, { covered, total, percent: percentCovered(measure) }] as const
  })
  return {
    ...(Object.fromEntries(each) as Record<MeasureKind, JsonOf<typeof measureDocument>>),
    threshold: threshold ?? null,
    gaps: gaps.map(gapJson),
    ...(suggestions ? { suggestions: suggestions.map(testForm) } : {}),
  }
}

const gapJson = (gap: Gap): JsonOf<typeof document> =>
  gap.kind === 'alternative' ? { ...gap, missing: gap.missing ?? null } : gap

/** `score` covers the mutants that a full token can detect; the other classes are separate. */
export function mutationJson({
  judged,
  equivalent,
  notLoading,
  possible,
  threshold,
}: MutationReport): JsonOf<typeof mutationDocument> {
  const { killed, total } = scoreOf(judged, 'full')
  return {
    score: percentOf(killed, total),
    killed,
    total,
    threshold: threshold ?? null,
    narrowed: scoreOf(judged, 'narrowed'),
    unseen: scoreOf(judged, 'nothing').total,
    equivalent,
    not_loading: notLoading,
    possible,
    survivors: judged.filter((each) => !each.killed && each.seenBy !== 'nothing').map(survivorJson),
  }
}

function survivorJson({ mutation, seenBy, killer }: Judged): JsonOf<typeof survivor> {
  const { operator, ...facts } = mutation
  const test = killer && testForm({ subject: killer.subject, routes: [killer] })
  return {
    operator,
    ...facts,
    message: mutationText(mutation),
    seen_by: seenBy,
    test: test ?? null,
  }
}
