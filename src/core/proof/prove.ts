import type { Catalog, Route } from '../catalog/model.js'
import { type Norm, passes } from '../catalog/norm.js'
import { antichain, normOf, otherWays, tokenAlternatives } from '../catalog/requirement.js'
import { fail } from '../errors.js'
import { type Problem, problem } from '../problem.js'
import type { Users } from '../users/model.js'
import { type CallerFound, callerWithout } from './caller-between.js'
import { proveHolds } from './holds.js'
import { PROVED, type Proof, refutedBy, type Verdict } from './proof.js'
import { type Reading, readingOf } from './reading.js'
import { readStatement, type Statement } from './statement.js'
import { type Somebody, subjectsOf } from './subjects.js'

type Of<K extends Statement['is']> = Extract<Statement, { is: K }>

/**
 * Proves a statement about a catalog, for every token that could exist or for everybody it is about, or refutes it with the
 * smallest counterexample.
 *
 * @throws ScopectlError if it is not a statement, a name does not exist, or it is about nobody or no route
 */
export function prove(text: string, catalog: Catalog, users: Users): Proof {
  return { statement: text, ...verdictOn(readStatement(text, catalog), catalog, users) }
}

export function verdictOn(statement: Statement, catalog: Catalog, users: Users): Verdict {
  switch (statement.is) {
    case 'level':
      return level(statement, catalog)
    case 'holds':
      return proveHolds(statement, catalog, users)
    case 'needs':
      return withUndecided(statement, needs(statement, catalog))
    case 'reaches':
      return withUndecided(statement, reaches(statement, catalog, users))
  }
}

/** Undecided routes among several have no answer: a proof says nothing about them. */
function withUndecided({ undecided }: Of<'needs' | 'reaches'>, verdict: Verdict): Verdict {
  if (undecided.length === 0) return verdict
  const note = problem('statement-undecided', { routes: undecided })
  return { ...verdict, notes: [...verdict.notes, note] }
}

/** Exactly these routes have the level; one that is only named in part cannot, since its other paths have it too. */
function level({ level, routes, whole }: Of<'level'>, catalog: Catalog): Verdict {
  const named = new Set(routes)
  const wrong = catalog.routes.find((route) =>
    route.requirement.level === level ? !whole.has(route) : named.has(route),
  )
  if (!wrong) return PROVED
  return refutedBy({ is: 'level', route: wrong.name, level: wrong.requirement.level })
}

function needs({ routes, sets }: Of<'needs'>, catalog: Catalog): Verdict {
  const verdict = anyToken(routes, sets, readingOf(catalog))
  if (verdict.outcome !== 'proved') return verdict
  const notes: Problem[] = []
  if (routes.every(({ requirement }) => isClosed(requirement)))
    notes.push(problem('statement-vacuous', { why: 'no-token', name: undefined }))
  const aside = routes.filter(({ requirement }) => otherWays(requirement).length > 0)
  if (aside.length > 0)
    notes.push(problem('statement-other-ways', { routes: aside.map(({ name }) => name) }))
  return { ...verdict, notes }
}

const isClosed = (requirement: Route['requirement']): boolean =>
  requirement.level === 'scopes' && tokenAlternatives(requirement).length === 0

/** Whether every token that one of these routes lets in holds one of the sets; none: whether no token is let in. */
function anyToken(
  routes: readonly Route[],
  sets: readonly (readonly string[])[],
  reading: Reading,
): Verdict {
  const needs = { level: 'scopes', alternatives: antichain(sets) } as const
  let best: CallerFound | undefined
  let where = ''
  const size = (found: typeof best): number => found?.caller?.length ?? (found ? -1 : Infinity)
  for (const { name, requirement } of routes) {
    const found = callerWithout(normOf(requirement), needs, reading)
    if (!found || size(found) >= size(best)) continue
    best = found
    where = name
  }
  if (!best) return PROVED
  const { caller, isSmallest } = best
  return refutedBy({ is: 'caller', route: where, caller, isSmallest })
}

function reaches(statement: Of<'reaches'>, catalog: Catalog, users: Users): Verdict {
  const { who, without, routes } = statement
  if (who === 'token') return anyToken(routes, without ? [[without.name]] : [], readingOf(catalog))
  const all = subjectsOf(catalog, users, who)
  if (all.length === 0) fail('statement-no-subjects', { kind: who })
  const lacking = all.filter(({ holds, roles }) =>
    without ? !(without.kind === 'scope' ? holds : roles).has(without.name) : true,
  )
  if (lacking.length === 0) {
    const name = without?.name
    return { ...PROVED, notes: [problem('statement-vacuous', { why: who, name })] }
  }
  const norms = routes.map((route) => ({ route: route.name, norm: normOf(route.requirement) }))
  for (const somebody of [...lacking].sort((a, b) => a.holds.size - b.holds.size)) {
    const reached = norms.find(({ norm }) => passes(norm, somebody.holds))
    if (reached) return refutedBy(reachedBy(somebody, reached))
  }
  return PROVED
}

function reachedBy(
  { kind, name, holds }: Somebody,
  { route, norm }: { route: string; norm: Norm },
) {
  const ways = norm.alternatives.filter((set) => set.every((each) => holds.has(each)))
  const [scopes = []] = [...ways].sort((a, b) => a.length - b.length)
  return { is: 'subject' as const, kind, name, route, scopes }
}
