import type { Catalog, Route } from '../catalog/model.js'
import { heldBy, type Presented } from '../decision/presented.js'
import { type Verdict, verdictOf } from '../decision/verdict.js'
import { FLAWS } from '../issue/flaws.js'
import { CELL, type Cell, type Compiled, cellOf, compile, toBits } from '../matrix/compile.js'
import { type Problem, problem } from '../problem.js'
import type { Reason } from '../reason.js'
import { isDisabled, nameOf } from '../subject/model.js'
import { carriedBy } from './carried.js'
import type { Assertion, NamedSubject } from './model.js'

/** The answer for a route; undecided routes have none. */
export type Got = Verdict | 'undecided'

/** One subject's answers for all routes. */
export interface Judge {
  answer(route: Route): Got
  /** The set that decides. */
  readonly held: ReadonlySet<string>
  /** Why the subject counts as anonymous: it has no token, or the token is refused. */
  readonly refusal: Problem | undefined
}

/** The full way, by a presented token, which is read once. */
export function judgeByToken(catalog: Catalog, presented: Presented): Judge {
  const held = presented.kind === 'verified' ? heldBy(catalog, presented) : undefined
  return {
    answer: ({ requirement }) =>
      requirement.level === 'undecided'
        ? 'undecided'
        : verdictOf(catalog, { requirement }, presented, held),
    held: held ? held.views[held.view] : new Set(),
    refusal: refusalOf(presented),
  }
}

function refusalOf(presented: Presented): Problem | undefined {
  if (presented.kind === 'rejected') return presented.refusals[0].detail
  return presented.kind === 'none' ? (presented.because ?? problem('no-token', {})) : undefined
}

const VERDICTS: Readonly<Record<Cell, Got>> = {
  [CELL.undecided]: 'undecided',
  [CELL.allow]: { status: 200, reason: undefined, views: undefined },
  [CELL.unauthorized]: { status: 401, reason: 'no-token', views: undefined },
  [CELL.forbidden]: { status: 403, reason: 'insufficient_scope', views: undefined },
}

export interface Cells {
  readonly compiled: Compiled
  readonly numbers: ReadonlyMap<Route, number>
}

export const cellsOf = (catalog: Catalog): Cells => ({
  compiled: compile(catalog),
  numbers: new Map(catalog.routes.map((route, i) => [route, i])),
})

/** The fast way, for subjects without a flaw: by the cells of the compiled catalog, without making a token. */
export function judgeByCells(
  catalog: Catalog,
  { compiled, numbers }: Cells,
  subject: NamedSubject,
): Judge {
  const carried = carriedBy(catalog, subject)
  const { enforce } = catalog.token
  const literal = carried && toBits(compiled, carried.literal)
  const implied =
    carried && (carried.implied === carried.literal ? literal : toBits(compiled, carried.implied))
  const who = subject.subject
  const disabled = isDisabled(who)
    ? problem('subject-disabled', { kind: who.kind, name: nameOf(who) ?? '' })
    : undefined
  return {
    answer(route) {
      const number = numbers.get(route) ?? -1
      const byLiteral = cellOf(compiled, number, literal)
      const byImplied = literal === implied ? byLiteral : cellOf(compiled, number, implied)
      const got = VERDICTS[enforce === 'literal' ? byLiteral : byImplied]
      if (byLiteral === byImplied || got === 'undecided') return got
      const views = { literal: byLiteral === CELL.allow, implied: byImplied === CELL.allow }
      return { ...got, views }
    },
    held: carried ? carried[enforce] : new Set(),
    refusal: carried ? undefined : (disabled ?? problem('no-token', {})),
  }
}

export type Judgement = 'met' | 'other-status' | 'other-reason' | 'views'

/**
 * Whether the answer is the expected one. A flaw must be denied for its own reason: a token that is refused for another
 * one proves nothing about the flaw. If the two views differ and the catalog does not say which one its server uses, no
 * expectation is met.
 */
export function judge(
  { expected, subject }: Pick<Assertion, 'expected' | 'subject'>,
  got: Got,
  enforceWritten: boolean,
): Judgement {
  if (got === 'undecided' || expected === 'undecided') {
    return got === expected ? 'met' : 'other-status'
  }
  if (got.views && !enforceWritten) return 'views'
  if (!expected.has(got.status)) return 'other-status'
  const reason = expectedReason(subject)
  return got.status !== 200 && reason !== undefined && got.reason !== reason
    ? 'other-reason'
    : 'met'
}

/** The only reason for which the subject may be denied; undefined: any. */
export function expectedReason(subject: Assertion['subject']): Reason | undefined {
  if (subject.kind === 'token' || subject.flaw === undefined) return undefined
  return FLAWS[subject.flaw].reason ?? 'insufficient_scope'
}
