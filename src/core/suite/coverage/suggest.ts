import type { Catalog } from '../../catalog/model.js'
import { benchOf } from '../evidence/bench.js'
import type { Stated } from '../evidence/passes.js'
import { named } from '../evidence/rows.js'
import type { Status, SuiteSubject } from '../model.js'
import type { Field } from '../mutation/killers.js'
import { alternativeCoverage } from './alternatives.js'
import { answeredBy } from './answered.js'
import { cellCoverage } from './cells.js'
import { grantCoverage, grantMutants } from './grants.js'
import type { Suggestion, Test } from './model.js'

/**
 * Tests that close every gap, grouped by subject: role and route first, since those cover most of the rest, then the
 * remaining alternatives, then the remaining grants. Each one pins what the catalog decides today, so check that this
 * is right before you keep it.
 */
export function suggest(field: Field, assertions: readonly Stated[]): Suggestion[] {
  const { bearing } = field
  const { catalog, compiled } = bearing
  const tests: Test[] = []
  const benchNow = () =>
    benchOf(bearing, [...assertions, ...tests.map((test) => stated(catalog, test))])
  const subjects = new Map<string, SuiteSubject>()
  const roleSubject = (role: string): SuiteSubject => {
    const subject = subjects.get(role) ?? named({ kind: 'role', roles: [role] })
    subjects.set(role, subject)
    return subject
  }
  for (const gap of cellCoverage(catalog, compiled, answeredBy(benchNow())).gaps) {
    if (gap.kind === 'cell') {
      tests.push({ subject: roleSubject(gap.role), route: gap.route, status: gap.status })
    }
    if (gap.kind === 'public') {
      tests.push({ subject: NOBODY, route: gap.route, status: 200 })
    }
  }
  tests.push(...alternativeCoverage(field, answeredBy(benchNow())).tests)
  tests.push(...grantCoverage(benchNow(), field, grantMutants(field)).tests)
  return groupedBySubject(tests)
}

const NOBODY = named({ kind: 'anonymous' })

function stated({ routes }: Catalog, { subject, route, status }: Test): Stated {
  const found = routes.find(({ name }) => name === route)
  if (!found) throw new Error(`a suggestion for an unknown route: ${route}`)
  return { subject, route: found, expected: new Set([status]) }
}

/** The tests of each subject together. */
export function groupedBySubject(tests: readonly Test[]): Suggestion[] {
  // Thousands of tests share a subject, which may have hundreds of scopes.
  const keys = new Map<SuiteSubject, string>()
  const groups = new Map<string, { subject: SuiteSubject; routes: Map<string, Status> }>()
  for (const { subject, route, status } of tests) {
    const key = keys.get(subject) ?? JSON.stringify(subject)
    keys.set(subject, key)
    const group = groups.get(key) ?? { subject, routes: new Map() }
    groups.set(key, group)
    group.routes.set(route, status)
  }
  return [...groups.values()].map(({ subject, routes }) => ({
    subject,
    routes: [...routes].map(([route, status]) => ({ route, status })),
  }))
}
