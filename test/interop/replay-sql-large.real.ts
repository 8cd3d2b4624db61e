import { beforeAll, describe, expect, test } from 'vitest'
import { dialectOf } from '../../src/core/replay/sql/dialect.js'
import { replaySql } from '../../src/core/replay/sql/script.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { needs } from './support/install.js'
import { madeCalls } from './support/sql/compare.js'
import { sorted } from './support/sql/counted.js'
import { ENGINES } from './support/sql/engines.js'
import { reported, summed } from './support/sql/summed.js'
import { trafficOf, trafficWorld } from './support/sql/traffic.js'

/** `SQL_CALLS=1000000 npm run test:real` for fewer. */
const CALLS = Number(process.env['SQL_CALLS'] ?? 10_000_000)

describe('replay --sql', { timeout: 10_800_000 }, () => {
  const world = trafficWorld()
  let made: ReturnType<typeof madeCalls>
  beforeAll(() => {
    made = madeCalls(world, 11, CALLS, trafficOf)
    console.log(`${CALLS} calls: ${totals(made.counted.rows())}`)
  }, 10_800_000)

  test('the stream counts the calls as decide does', async () => {
    const cwd = tempDir({
      'scopes.json': JSON.stringify(world.form),
      'users.json': JSON.stringify(world.usersForm),
    })
    const files = ['-c', 'scopes.json', '--users-file', 'users.json']
    const args = ['replay', made.file, '--json', '--skip-invalid', ...files]
    const { stdout, stderr, exit } = await scopectl(args, { cwd, seconds: 10_800 })
    expect(exit, stderr).toBe(0)
    expect(reported(stdout)).toEqual(summed(made.counted.rows()))
  })

  test.for(Object.values(ENGINES))(
    '$name counts the calls as decide does',
    async (engine, context) => {
      const installed = await engine.install()
      needs(installed, context)
      const run = await engine.open(installed)
      const script = replaySql(world.catalog, world.users, 'access_log', dialectOf(engine.name))
      const [rows = []] = await run([{ lines: made.file, script }])
      console.log(`${engine.name}: ${totals(rows)}`)
      expect(sorted(rows)).toEqual(sorted(made.counted.rows()))
    },
  )
})

/** Calls by answer, then by change. */
function totals(rows: readonly (readonly (string | number | null)[])[]): string {
  const sums = new Map<string, number>()
  for (const row of rows) {
    for (const name of [row[0], row[2]]) {
      if (name !== null) sums.set(String(name), (sums.get(String(name)) ?? 0) + Number(row[6]))
    }
  }
  return `${rows.length} rows, ${JSON.stringify(Object.fromEntries([...sums].sort()))}`
}
