import { beforeAll, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { type Installed, needs } from './support/install.js'
import { madeCalls } from './support/sql/compare.js'
import { ENGINES } from './support/sql/engines.js'
import { reported, summed } from './support/sql/summed.js'
import { clashingWorld, generatedWorlds, hostileWorld } from './support/sql/worlds.js'

let installed: Installed
beforeAll(async () => {
  installed = await ENGINES.duckdb.install()
}, 600_000)

test('the script that is printed counts what replay counts in the same log', async (context) => {
  needs(installed, context)
  const run = await ENGINES.duckdb.open(installed)
  for (const world of [clashingWorld(), hostileWorld(), ...generatedWorlds(3)]) {
    const cwd = tempDir({
      'scopes.json': JSON.stringify(world.form),
      'users.json': JSON.stringify(world.usersForm),
    })
    const { file } = madeCalls(world, 7, 20_000)
    const globals = ['-c', 'scopes.json', '--users-file', 'users.json']
    const streamed = await scopectl(['replay', file, '--json', '--skip-invalid', ...globals], {
      cwd,
    })
    expect(streamed.exit, streamed.stderr).toBe(0)
    const printed = await scopectl(['replay', '--sql', 'duckdb', ...globals], { cwd })
    expect(printed.exit, printed.stderr).toBe(0)
    const [rows = []] = await run([{ lines: file, script: printed.stdout }])
    const expected = reported(streamed.stdout)
    expect(summed(rows)).toEqual(expected)
    expect(expected.lines).toBeGreaterThan(10_000)
    expect(expected.changes.length).toBeGreaterThan(10)
  }
})
