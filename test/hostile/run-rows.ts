import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { RAW, STACK } from '../support/raw-output.js'
import type { Finished } from '../support/run-process.js'
import { scopectl } from '../support/scopectl.js'
import { type Line, serving } from '../support/serving.js'
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
    const args = [...one.args, ...(prepared.args ?? [])]
    const done = one.asked
      ? await served(one.asked, cwd, args, env)
      : await run(args, { cwd, env, ...input })
    expectCase(one, done)
    await one.after?.(done, cwd)
  } finally {
    await prepared.end?.()
  }
}

/** `serve` as a process, which is asked, and then ended: its log is its stdout. */
async function served(
  asked: NonNullable<Case['asked']>,
  cwd: string,
  [, ...flags]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Finished> {
  const server = await serving(cwd, flags, env)
  await asked(server)
  const exit = (await server.stop()) ?? Number.NaN
  return { exit, stdout: server.lines.map(shownLine).join(''), stderr: server.stderr() }
}

const shownLine = (line: Line): string => `${JSON.stringify(line)}\n`

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
