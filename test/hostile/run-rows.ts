import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { RAW, STACK } from '../support/raw-output.js'
import type { Finished } from '../support/run-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import type { Case, Row } from './row.js'
import { WORLD } from './world.js'

/** Runs every case and control of the rows, each titled with the id of its row. */
export function runRows(rows: readonly Row[]): void {
  describe.each(rows)('$id: $input', ({ id, cases, controls }) => {
    test(`${id}: has cases, and controls that are accepted`, () => {
      expect(cases).not.toEqual([])
      expect(controls.map(({ exit }) => exit)).toEqual(controls.map(() => 0))
      expect(controls).not.toEqual([])
    })
    test.each(cases)(`${id}: $what`, runCase)
    test.each(controls)(`${id}: accepted: $what`, runCase)
  })
}

async function runCase(one: Case): Promise<void> {
  const dir = tempDir(WORLD)
  for (const [name, content] of Object.entries(one.files ?? {})) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  await one.setUp?.(dir)
  const prepared = (await one.prepare?.(dir)) ?? {}
  try {
    const run = one.child ? scopectl : scopectlHere
    const env = { ...one.env, ...prepared.env }
    const cwd = join(dir, one.cwd ?? '')
    const input = one.stdin === undefined ? {} : { input: one.stdin }
    expectCase(one, await run([...one.args, ...(prepared.args ?? [])], { cwd, env, ...input }))
  } finally {
    await prepared.end?.()
  }
}

function expectCase({ exit, stdout, stderr, never }: Case, done: Finished): void {
  const said = `${done.stdout}${done.stderr}`
  expect(done.exit, said).toBe(exit)
  expect(exit, 'exit 1 is only ever a bug').not.toBe(1)
  if (stdout) expect(done.stdout).toMatch(stdout)
  if (stderr) expect(done.stderr).toMatch(stderr)
  if (never) expect(said).not.toMatch(never)
  expect(said).not.toMatch(STACK)
  expect(said).not.toMatch(RAW)
}
