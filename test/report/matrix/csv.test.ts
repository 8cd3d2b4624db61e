import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell } from '../../../src/core/csv-line.js'
import { compile } from '../../../src/core/matrix/compile.js'
import { ROW_KINDS } from '../../../src/core/matrix/rows.js'
import { benchOf, failing } from '../../../src/core/suite/evidence/bench.js'
import { parseTable } from '../../../src/core/suite/parse-table.js'
import { csv } from '../../../src/report/matrix/csv.js'
import { bearingOf } from '../../core/suite/mutation/support.js'
import { load, world } from '../../support/generators.js'
import { columnsOf } from '../../support/matrix-columns.js'

test('a cell is never a formula, and keeps quotes, commas and spaces', () => {
  expect(csvCell('=SUM(A1)')).toBe("'=SUM(A1)")
  expect(csvCell('+1')).toBe("'+1")
  expect(csvCell('-1')).toBe("'-1")
  expect(csvCell('@x')).toBe("'@x")
  expect(csvCell("'x")).toBe("''x")
  expect(csvCell('a,b')).toBe('"a,b"')
  expect(csvCell('a"b')).toBe('"a""b"')
  expect(csvCell(' a')).toBe('" a"')
  expect(csvCell('plain-name')).toBe('plain-name')
})

test('test --table reads the output of matrix, of every kind, and it passes', () => {
  let cells = 0
  const check = (w: ReturnType<typeof load>): void => {
    for (const by of ROW_KINDS) {
      const columns = [...columnsOf(w.catalog, w.users, by, compile(w.catalog))]
      if (columns.length === 0 || w.catalog.routes.length === 0) continue
      const answer = {
        kind: 'matrix',
        outcome: 'yes',
        notes: [],
        files: {},
        differing: undefined,
      } as const
      const text = [...csv({ ...answer, by, routes: w.catalog.routes, columns })].join('')
      const parsed = parseTable('t.csv', text, w)
      if (!parsed.ok) expect.unreachable(JSON.stringify([parsed.problems, text]))
      const assertions = [...parsed.value.assertions]
      expect(assertions).toHaveLength(columns.length * w.catalog.routes.length)
      // For bare scopes that imply others the views differ, which a table cannot express.
      if (by !== 'scope') expect(failing(benchOf(bearingOf(w.catalog), assertions))).toEqual([])
      cells += assertions.length
    }
  }
  fc.assert(fc.property(world, check), { numRuns: 60 })
  const names = [
    '=cmd',
    '+a',
    '-a',
    '@a',
    "'a",
    "'=a",
    'a,b',
    'a"b',
    'user:x',
    'role:x',
    'anonymous',
    'ä ö',
    'scope:',
  ]
  check(
    load(
      {
        token: {},
        scopes: { 'a,b': 'x', '=b': 'y' },
        roles: Object.fromEntries(
          names
            .filter((name) => name !== 'anonymous') // a user may have this name, a role may not
            .map((name, i) => [name, { scopes: i % 2 ? ['a,b'] : ['=b'] }]),
        ),
        routes: { 'GET /=a,b': 'a,b', 'GET /c': '=b' },
      },
      {
        users: Object.fromEntries(names.map((name) => [name, { roles: ['=cmd'], scopes: [] }])),
        clients: {},
      },
    ),
  )
  expect(cells).toBeGreaterThan(1000)
})
