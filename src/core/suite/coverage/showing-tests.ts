import { close } from '../../catalog/reach.js'
import { CELL } from '../../matrix/compile.js'
import { type Carried, carriedBy } from '../evidence/carried.js'
import { answerAt, statusOf } from '../evidence/passes.js'
import { named } from '../evidence/rows.js'
import type { NamedSubject } from '../model.js'
import type { Field } from '../mutation/killers.js'
import type { Showing, Test } from './model.js'

interface Candidate {
  readonly subject: NamedSubject
  readonly carried: Carried
}

/**
 * Finds a test that shows something about an alternative: with a role if possible, else with bare scopes, else with a
 * token without scopes.
 */
export function showingTests({ bearing, rows }: Field): (showing: Showing) => Test | undefined {
  const { catalog, compiled } = bearing
  const candidate = (subject: NamedSubject): Candidate => ({
    subject,
    carried: carriedBy(subject, bearing),
  })
  const bare = (scopes: readonly string[]): Candidate =>
    candidate(named({ kind: 'scopes', scopes: [...scopes] }))
  const holders = rows.filter(({ subject: { subject } }) =>
    subject.kind === 'role' ? subject.roles.length > 0 : subject.kind !== 'anonymous',
  )
  const single = [...catalog.scopes.keys()].map((name) => bare([...close(catalog.implied, [name])]))
  const unscoped = holders
    .slice(0, 1)
    .map(({ subject }) => candidate({ ...subject, flaw: 'unscoped' }))

  return (showing) => {
    const rest = showing.scopes.filter((name) => name !== showing.missing)
    const exact = rest.length > 0 ? [bare(rest)] : []
    for (const { subject, carried } of [...holders, ...exact, ...single, ...unscoped]) {
      if (carried.kind !== 'accepted') continue
      const cell = answerAt(compiled, showing.route, carried, catalog.token)
      const status = cell === undefined ? undefined : statusOf(cell)
      if (status === undefined) continue
      if (showing.isShownBy(carried[catalog.token.enforce], cell === CELL.allow)) {
        return { subject, route: catalog.routes[showing.route]?.name ?? '', status }
      }
    }
    return undefined
  }
}
