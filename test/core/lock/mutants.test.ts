import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { linesOf } from '../../../src/core/lock/print.js'
import { CELL, compile } from '../../../src/core/matrix/compile.js'
import { fullRows } from '../../../src/core/suite/evidence/rows.js'
import { isEquivalent } from '../../../src/core/suite/mutation/equivalence.js'
import { mutantsOf } from '../../../src/core/suite/mutation/mutants.js'
import { world } from '../../support/generators.js'
import { columnsOf } from '../../support/matrix-columns.js'
import { bearingOf, mutated } from '../suite/mutation/support.js'

test('P18 every mutant of a catalog or its users that changes an answer changes the lock', () => {
  let changed = 0
  fc.assert(
    fc.property(world, (w) => {
      const bearing = bearingOf(w.catalog)
      const field = { bearing, rows: fullRows(bearing, w.users) }
      const lines = linesOf(factsOf(w.catalog, w.users)).join('\n')
      for (const mutant of mutantsOf(w.catalog, w.users).mutants) {
        const change = mutant.change()
        const model = mutated(w, mutant.mutation)
        // A check that is skipped is one of the server, not of the catalog.
        if (!change || !model || model.skipped !== undefined || isEquivalent(field, change))
          continue
        changed++
        const now = linesOf(factsOf(model.catalog, model.users)).join('\n')
        expect(now, JSON.stringify([mutant.mutation, w.form])).not.toBe(lines)
      }
    }),
    { numRuns: 100 },
  )
  expect(changed).toBeGreaterThan(100)
})

test('P17 a lock has an `allow` for exactly the cells that the matrix allows', () => {
  fc.assert(
    fc.property(world, ({ catalog, users }) => {
      const columns = [...columnsOf(catalog, users, 'role', compile(catalog))]
      const cells = columns.flatMap(({ name, cells: row }) =>
        catalog.routes.flatMap((route, i) =>
          row[i] === CELL.allow ? [`${name} ${route.name}`] : [],
        ),
      )
      const { allows, names } = factsOf(catalog, users)
      const allowed = [...allows].flatMap(([row, routes]) =>
        [...routes].map((key) => `${row} ${names.get(key)}`),
      )
      expect(allowed.sort()).toEqual(cells.sort())
    }),
  )
})
