import type { ReplayAnswer } from '../../core/replay/answer.js'
import type { JsonOf } from '../documents/dsl.js'
import type { replay } from '../documents/replay.js'
import { iso } from '../iso.js'

/** The document, in the order of the answer. */
export function json(answer: ReplayAnswer): JsonOf<typeof replay> {
  const { logs, against, counts, skipped, facts, failOn } = answer
  const { lines, answers, baselines, changes } = counts
  return {
    logs,
    baseline: against.kind,
    revision: against.revision ?? null,
    counts: {
      ...{ lines, skipped, answers, baselines },
      changes: {
        newly_refused: changes['newly-refused'],
        newly_allowed: changes['newly-allowed'],
      },
      views_differ: facts.viewsDiffer,
    },
    window: { from: timeOf(facts.from), to: timeOf(facts.to) },
    changes: answer.groups,
    unanswered: answer.unanswered.map(({ answer, ...rest }) => ({
      answer: answer as 'undecided',
      ...rest,
    })),
    unused_grants: answer.unused.map(({ role, scope, at }) => ({
      ...{ role, scope },
      file: at?.file ?? null,
      line: at?.line ?? null,
    })),
    unused_scopes: answer.idle,
    undeclared: facts.undeclared,
    fail_on: failOn,
  }
}

const timeOf = (seconds: number | null): string | null => (seconds === null ? null : iso(seconds))
