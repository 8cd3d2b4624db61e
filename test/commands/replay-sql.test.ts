import { describe, expect, test } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'
import { FILES } from '../support/replay-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const NO_ROUTES = { files: { 'scopes.yaml': 'scopes: { read: Read }\n' } }
const files = { files: { ...FILES, 'access.log': '' } }

describe('replay --sql', () => {
  testTriggers([
    ['replay-no-files', 'replay', files],
    ['replay-table', 'replay --sql trino --table a;b', files],
    ['invalid-choice', 'replay --sql mysql', files],
    ['flag-needs', 'replay access.log --table calls', files],
    ['conflicting-flags', 'replay access.log --sql duckdb', files],
    ['conflicting-flags', 'replay --sql duckdb --against main', files],
    ['conflicting-flags', 'replay --sql duckdb --fail-on any', files],
    ['conflicting-flags', 'replay --sql duckdb --field client=azp', files],
    ['conflicting-flags', 'replay --sql duckdb --skip-invalid', files],
    ['conflicting-flags', 'replay --sql duckdb -q', files],
    ['export-no-routes', 'replay --sql duckdb', NO_ROUTES],
  ])

  test('prints one query, and the same one as JSON, without the key of the catalog', async () => {
    const cwd = tempDir(FILES)
    const printed = await scopectl(['replay', '--sql', 'postgres', '--table', 'web.calls'], { cwd })
    expect([printed.exit, printed.stderr]).toEqual([0, ''])
    expect(printed.stdout).toMatch(/\n {2}FROM web\.calls\n/)
    expect(printed.stdout.match(/;/g)).toHaveLength(1)
    const json = await scopectl(['replay', '--sql', 'postgres', '--table', 'web.calls', '--json'], {
      cwd,
    })
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ kind: 'replay', dialect: 'postgres', table: 'web.calls', routes: 9 },
      script: printed.stdout,
    })
  })

  test('has no patch', async () => {
    const cwd = tempDir(FILES)
    const { exit, stderr } = await scopectl(['replay', '--sql', 'duckdb', '--format', 'patch'], {
      cwd,
    })
    expect([exit, stderr]).toEqual([2, expect.stringContaining('`--format patch` cannot be')])
  })

  test('says of Trino that no test runs scripts there', async () => {
    const { stdout } = await scopectl(['replay', '--sql', 'trino'], { cwd: tempDir(FILES) })
    expect(stdout).toContain('run on Trino once, by hand; tests only parse them')
  })
})
