import { beforeAll, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { type Installed, needs } from './support/install.js'
import { madeCalls } from './support/sql/compare.js'
import type { Row } from './support/sql/counted.js'
import { ENGINES } from './support/sql/engines.js'
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
    const { counts, changes } = JSON.parse(streamed.stdout)
    expect(summed(rows)).toEqual({
      ...{ lines: counts.lines, skipped: counts.skipped },
      answers: nonzero(counts.answers),
      baselines: nonzero(counts.baselines),
      changes: changes.map(groupText).sort(),
    })
    expect(counts.lines).toBeGreaterThan(10_000)
    expect(changes.length).toBeGreaterThan(10)
  }
})

interface Group {
  readonly change: string
  readonly route: string | null
  readonly role: string | null
  readonly client: string | null
  readonly calls: number
}

const groupText = ({ change, route, role, client, calls }: Group): string =>
  JSON.stringify([change, route, role, client, calls])

const nonzero = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).filter(([, calls]) => calls > 0))

/** The numbers of a report, as sums of rows. */
function summed(rows: readonly Row[]) {
  const answers: Record<string, number> = {}
  const baselines: Record<string, number> = {}
  const changes = new Map<string, number>()
  const seen = { lines: 0, skipped: 0 }
  for (const [answer, baseline, change, route, role, client, calls] of rows) {
    const count = Number(calls)
    if (answer === 'invalid') {
      seen.skipped += count
      continue
    }
    seen.lines += count
    answers[String(answer)] = (answers[String(answer)] ?? 0) + count
    baselines[String(baseline)] = (baselines[String(baseline)] ?? 0) + count
    if (change === null) continue
    const key = JSON.stringify([change, route, role, client])
    changes.set(key, (changes.get(key) ?? 0) + count)
  }
  const groups = [...changes].map(([key, calls]) => JSON.stringify([...JSON.parse(key), calls]))
  return { ...seen, answers, baselines, changes: groups.sort() }
}
