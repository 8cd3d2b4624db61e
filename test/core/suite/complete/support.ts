import type { Catalog } from '../../../../src/core/catalog/model.js'
import { close } from '../../../../src/core/catalog/reach.js'
import { satisfies } from '../../../../src/core/catalog/requirement.js'
import { completenessOf } from '../../../../src/core/suite/complete/complete.js'
import type { Completeness } from '../../../../src/core/suite/complete/model.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import { fullRows } from '../../../../src/core/suite/evidence/rows.js'
import type { Users } from '../../../../src/core/users/model.js'
import { bearingOf } from '../mutation/support.js'

interface Model {
  readonly catalog: Catalog
  readonly users: Users
}

export const completenessIn = ({ catalog, users }: Model, assertions: readonly Stated[]) => {
  const bearing = bearingOf(catalog)
  return completenessOf({ bearing, rows: fullRows(bearing, users) }, assertions)
}

/** What `--suggest` would add, as assertions: one for each cell. */
export const suggestedIn = ({ catalog }: Model, completeness: Completeness): Stated[] =>
  completeness.suggest().flatMap(({ subject, routes }) =>
    routes.map(({ route: name, status }) => {
      const route = catalog.routes.find((each) => each.name === name)!
      return { subject, route, expected: new Set([status]) }
    }),
  )

const subsets = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, i) => (bits >> i) & 1))

/** Every set of scopes that a token issued here can have. */
export const closedSets = ({ scopes, implied }: Catalog): string[][] =>
  subsets([...scopes.keys()]).filter((set) => close(implied, set).size === set.length)

/** The answers of all routes to a token with these scopes, as text. */
export const rowText = ({ routes }: Catalog, held: Iterable<string>): string => {
  const set = new Set(held)
  return routes
    .map(({ requirement }) =>
      requirement.level === 'public' || satisfies(requirement, set) ? '+' : '-',
    )
    .join('')
}
