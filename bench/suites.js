import { cerbosFiles, gridOf, scopectlCatalog, scopectlTable, scopectlTests } from './grid.js'
import { cerbos } from './outside.js'
import { folderOf, scopectl } from './world.js'

/** A batch of 500 queries that all get the expected answer. */
function batch(as, expect) {
  const line = JSON.stringify({ as: { role: 'reader', ...as }, need: 'read', expect })
  const cwd = folderOf({
    'scopes.yaml': 'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }\n',
    'batch.jsonl': `${line}\n`.repeat(500),
  })
  return { ...scopectl(cwd, ['check', '--batch', 'batch.jsonl']), says: '500 passed' }
}

/** All of these must print how many assertions passed. */
const ours = (grid, files, args) => ({
  ...scopectl(folderOf({ 'scopes.yaml': scopectlCatalog(grid), ...files }), ['test', ...args]),
  says: `${grid.size} passed`,
})
const asTests = (grid) => ours(grid, { 'scopes.test.yaml': scopectlTests(grid) }, [])
const asTable = (grid) => ours(grid, { 'grid.csv': scopectlTable(grid) }, ['--table', 'grid.csv'])

function byCerbos(grid) {
  const command = [cerbos(), 'compile', 'policies']
  const against = { command, cwd: folderOf(cerbosFiles(grid)), says: `${grid.size} tests` }
  return { than: 'cerbos compile', against: cerbos() && against }
}

/** Queries in a batch; permission tests: the same cells for all. Cerbos gets a test for each assertion, as people write them. */
export function* rows() {
  const flawed = {
    what: 'check --batch, 500 with a flaw',
    run: batch({ flaw: 'expired' }, 'expired'),
  }
  yield { ...flawed, than: 'without', against: batch({}, 'allow'), batch: 1, goal: '≤ 1.3' }
  const [small, medium] = [gridOf(20, 6), gridOf(100, 12)]
  const tests = { what: 'test, 600 assertions', run: asTests(small), goal: '≤ 1' }
  yield { ...tests, ...byCerbos(small), batch: 1 }
  const table = { what: 'test, 6,000 assertions as a table', run: asTable(medium), goal: '≤ 0.4' }
  yield { ...table, ...byCerbos(medium), rounds: 9, batch: 1 }
  const [run, against] = [gridOf(500, 40), gridOf(50, 40)].map(asTable)
  const large = { what: 'test, 100,000 as a table', run, goal: '≤ 10, < 300 MB' }
  yield { ...large, than: '10,000 of them', against, rounds: 5, batch: 1 }
}
