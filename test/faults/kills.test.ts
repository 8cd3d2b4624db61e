import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { age, killedAt, leftIn, visible } from '../support/killed.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { SEED } from '../support/seed.js'
import {
  contents,
  copyOf,
  lineOf,
  optionsOf,
  prepared,
  runWriter,
  WRITERS,
  type Writer,
} from '../support/writers.js'

const KILLED = [
  ['keys', 'keys rotate'],
  ['lock', 'lock again'],
  ['import', 'import openapi, an update'],
  ['users', 'users passwd'],
  ['init', 'init'],
] as const
const TIMES = 200

/** What must be the same in every run: of keys their number, of a password that there is one. */
function constant(files: Record<string, string>): Record<string, string> {
  const ours = Object.entries(files).filter(([name]) => !/\.tmp(\/|$)|keys\.lock/.test(name))
  return Object.fromEntries(
    ours.map(([name, text]) => [
      name,
      name.endsWith('keys.json')
        ? `${JSON.parse(text.slice(text.indexOf(' '))).keys.length} keys`
        : text.replace(/scrypt\$\S+/, 'scrypt'),
    ]),
  )
}

interface Scene {
  readonly writer: Writer
  /** A folder before the command. */
  readonly template: string
  readonly before: Record<string, string>
  readonly after: Record<string, string>
  readonly milliseconds: number
}
async function sceneOf(name: string): Promise<Scene> {
  const writer = WRITERS[name] as Writer
  const template = await prepared(writer)
  const done = copyOf(template)
  const start = performance.now()
  expect((await runWriter(writer, done)).exit).toBe(0)
  const milliseconds = performance.now() - start
  const [before, after] = [template, done].map((folder) => constant(contents(folder)))
  return { writer, template, before: before ?? {}, after: after ?? {}, milliseconds }
}

/** Each file is the old or the new one. */
function expectWhole({ before, after }: Scene, cwd: string): void {
  const now = constant(contents(cwd))
  for (const [name, text] of Object.entries(now))
    expect([before[name], after[name]], name).toContain(text)
  for (const name of Object.keys(before)) expect(now).toHaveProperty([name])
}

/** Git sees no other file. */
function expectUnseen({ before, after }: Scene, cwd: string): void {
  // The file that hides the others may still be empty.
  const seen = visible(cwd).filter((name) => !/\.tmp\/\.gitignore$/.test(name))
  for (const name of seen) expect({ ...before, ...after }).toHaveProperty([name])
}

/** The next run does what the killed one should have done, and nothing else is left. */
async function expectRepeatable({ writer, after, before }: Scene, cwd: string): Promise<void> {
  const wasComplete = isDeepStrictEqual(constant(contents(cwd)), after)
  const isDone = 'scopes.yaml' in constant(contents(cwd)) && !('scopes.yaml' in before)
  age(cwd)
  if (existsSync(join(cwd, '.scopectl'))) age(join(cwd, '.scopectl'))
  const { exit, stderr } = await runWriter(writer, cwd)
  if (exit !== 0)
    expect([exit, isDone, stderr]).toEqual([2, true, expect.stringMatching(/init-exists/)])
  const now = constant(contents(cwd))
  // A key may have been added twice.
  const { '.scopectl/keys.json': _, ...others } = now
  expect(others).toEqual(
    Object.fromEntries(Object.entries(after).filter(([name]) => name in others)),
  )
  expect(Object.keys(now)).toEqual(Object.keys(after))
  // A run that finds nothing to do writes nothing, and so removes nothing.
  if (!wasComplete) expect(leftIn(cwd)).toEqual([])
}

describe.each(KILLED)('%s', (_command, name) => {
  test('killed before each change of the file system', async () => {
    const scene = await sceneOf(name)
    const { writer, template } = scene
    let moment = 0
    for (let end = 'killed'; end === 'killed'; moment++) {
      const cwd = copyOf(template)
      end = killedAt(`:${moment}`, lineOf(writer, cwd), cwd, writer.input)
      expectWhole(scene, cwd)
      expectUnseen(scene, cwd)
      await expectRepeatable(scene, cwd)
    }
    expect(moment).toBeGreaterThan(7)
  })

  test.concurrent(`killed ${TIMES} times, whenever it is`, async () => {
    const scene = await sceneOf(name)
    const { writer, template, milliseconds } = scene
    const program = join(wrapperDir(), 'scopectl')
    const moments = fc.sample(fc.double({ min: 0.3, max: 1.2, noNaN: true }), {
      numRuns: TIMES,
      seed: SEED,
    })
    let killed = 0
    for (const [i, moment] of moments.entries()) {
      const cwd = copyOf(template)
      const child = spawn(program, lineOf(writer, cwd), { cwd, env: plainEnv(cwd) })
      if (await killedAfter(child, moment * milliseconds, writer)) killed++
      expectWhole(scene, cwd)
      if (i % 20 > 0) continue
      expectUnseen(scene, cwd)
      await expectRepeatable(scene, cwd)
    }
    expect(killed).toBeGreaterThan(0)
  })
})

/** Any moment must be fine, and so must a run that has ended before. */
async function killedAfter(child: ChildProcess, ms: number, writer: Writer): Promise<boolean> {
  child.stdin?.on('error', () => {})
  child.stdin?.end(optionsOf(writer).input)
  const ended = once(child, 'exit')
  await Promise.race([ended, sleep(ms)])
  child.kill('SIGKILL')
  const [, signal] = await ended
  return signal === 'SIGKILL'
}
