import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { dialectOf } from '../../../../src/core/replay/sql/dialect.js'
import { replaySql } from '../../../../src/core/replay/sql/script.js'
import type { World } from '../../../support/generators.js'
import { tempDir } from '../../../support/temp-dir.js'
import { type Installed, needs } from '../install.js'
import { type Call, callsOf } from './calls.js'
import { Counted, sorted } from './counted.js'
import type { TestedEngine } from './engines.js'
import { clashingWorld, generatedWorlds, hostileWorld } from './worlds.js'

/** Compares the counts of an engine with those of `decide`, for generated catalogs and one with hostile names. */
export function compareEngine(engine: TestedEngine, catalogs: number, calls: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await engine.install()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe(`replay --sql ${engine.name}`, { timeout: 3_600_000 }, () => {
    test(`counts ${calls} calls to each of ${catalogs} catalogs as decide does`, async (context) => {
      needs(installed, context)
      const worlds = [hostileWorld(), clashingWorld(), ...generatedWorlds(catalogs - 2)]
      expect(worlds).toHaveLength(catalogs)
      const run = await engine.open(installed)
      const made = worlds.map((world, i) => madeCalls(world, i + 1, calls))
      const jobs = worlds.map(({ catalog, users }, i) => ({
        lines: made[i]?.file ?? '',
        script: replaySql(catalog, users, 'access_log', dialectOf(engine.name)),
      }))
      const answers = await run(jobs)
      const seen = new Map<string, number>()
      for (const [i, { counted }] of made.entries()) {
        const rows = counted.rows()
        expect(sorted(answers[i] ?? []), JSON.stringify(worlds[i]?.form)).toEqual(sorted(rows))
        for (const row of rows)
          seen.set(String(row[0]), (seen.get(String(row[0])) ?? 0) + Number(row[6]))
      }
      console.log(
        `${engine.name}: ${catalogs * calls} calls, ${JSON.stringify(Object.fromEntries(seen))}`,
      )
      // Every answer occurs often enough.
      for (const answer of ANSWERS) expect(seen.get(answer), answer).toBeGreaterThan(20)
    })
  })
}

const ANSWERS = ['allowed', 'refused', 'undecided', 'ambiguous', 'no_route', 'bad_path', 'invalid']

/** A file with calls, and the counts that are expected. */
export function madeCalls(
  world: World,
  seed: number,
  calls: number,
  generate: (world: World, seed: number) => Generator<Call> = callsOf,
): { readonly file: string; readonly counted: Counted } {
  const file = join(tempDir(), 'calls.ndjson')
  const counted = new Counted(world)
  const generator = generate(world, seed)
  const out = openSync(file, 'w')
  let text = ''
  for (let i = 0; i < calls; i++) {
    const call = generator.next().value
    counted.add(call)
    text += `${JSON.stringify(call)}\n`
    if (text.length > 1_000_000 || i === calls - 1) {
      writeSync(out, text)
      text = ''
    }
  }
  closeSync(out)
  return { file, counted }
}
