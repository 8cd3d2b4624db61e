import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageData } from '../../../src/core/access-page/page-data.js'
import { unpack } from '../../../src/core/access-page/unpack.js'
import { repairsFor } from '../../../src/core/decision/repairs.js'
import { compile } from '../../../src/core/matrix/compile.js'
import type { PageData } from '../../../src/core/matrix/page-data.js'
import { ROW_KINDS, rowsOf } from '../../../src/core/matrix/rows.js'
import { explainGrants } from '../../../src/core/subject/grants.js'
import { world } from '../../support/generators.js'
import { columnsOf } from '../../support/matrix-columns.js'

const NOTHING_ELSE = {
  ...{ selected: undefined, compare: undefined, older: undefined },
  ...{ given: {}, trust: undefined, leeway: 0, probed: undefined },
}

test('P17 a catalog that went through the JSON of the access page decides as before', () => {
  let cells = 0
  fc.assert(
    fc.property(world, ({ catalog, users }) => {
      const input = { ...NOTHING_ELSE, catalog, users, by: 'role' as const, filters: {} }
      const data = pageData(input)
      const { side, catalog: file } = JSON.parse(JSON.stringify(data)) as PageData
      const again = unpack(side, file)
      expect(again.catalog.routes.map(({ name }) => name)).toEqual(
        catalog.routes.map(({ name }) => name),
      )
      for (const by of ROW_KINDS) {
        const columns = (of: typeof again) =>
          [...columnsOf(of.catalog, of.users, by, compile(of.catalog))].map((column) => ({
            ...column,
            cells: [...column.cells],
          }))
        expect(columns(again)).toEqual(columns({ catalog, users }))
        for (const { cells: row } of columns(again)) cells += row.length
        const was = [...rowsOf(catalog, users, by)]
        for (const [i, row] of [...rowsOf(again.catalog, again.users, by)].entries()) {
          const subject = was[i]?.subject ?? row.subject
          expect(explainGrants(again.catalog, row.subject)).toEqual(explainGrants(catalog, subject))
          const requirement = catalog.routes[0]?.requirement
          if (!requirement) continue
          const changes = (found: ReturnType<typeof repairsFor>) =>
            found.map(({ at, ...rest }) => rest)
          expect(changes(repairsFor(again.catalog, requirement, row.subject, again.users))).toEqual(
            changes(repairsFor(catalog, requirement, subject, users)),
          )
        }
      }
    }),
    { numRuns: 100 },
  )
  expect(cells).toBeGreaterThan(1000)
})
