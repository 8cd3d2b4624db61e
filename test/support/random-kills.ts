import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expectRepeatable, expectUnseen, expectWhole, type Scene, sceneOf } from './kill-scene.js'
import { plainEnv, wrapperDir } from './scopectl.js'
import { SEED } from './seed.js'
import { contents, copyOf, lineOf, optionsOf } from './writers.js'

/** How many runs ended by themselves, and how many were killed before and after their first change. */
export interface Ends {
  ended: number
  before: number
  after: number
}

/** Every so many kills, the command is run again. */
const REPEATED = 10
/** The next kill is later after one that came too early, and earlier than the end of a run that it came too late for. */
const STEP = 1.05
/** Of so many runs, at least one is killed. */
const MOST_ENDED = 5

/**
 * Kills so many runs of a command, at random moments around its writing: whatever the load is, they follow the runs
 * before. Each file must be the old or the new one, and the next run does what was not done.
 */
export async function killedAtRandom(name: string, times: number): Promise<Ends> {
  const scene = await sceneOf(name)
  const program = join(wrapperDir(), 'scopectl')
  const untouched = contents(scene.template)
  const factor = fc.double({ min: 0.9, max: 1.1, noNaN: true })
  const factors = fc.sample(factor, { numRuns: times * MOST_ENDED, seed: SEED })
  const ends: Ends = { ended: 0, before: 0, after: 0 }
  let wait = scene.milliseconds
  for (const [i, factor] of factors.entries()) {
    if (ends.before + ends.after === times) break
    const cwd = copyOf(scene.template)
    const { isKilled, took } = await killedAfter(wait * factor, scene, program, cwd)
    const now = contents(cwd)
    const end = isKilled ? (isDeepStrictEqual(now, untouched) ? 'before' : 'after') : 'ended'
    ends[end]++
    if (end === 'before') wait *= STEP
    // The load may have gone: a run shows how long it takes at most.
    if (end === 'ended') wait = Math.min(wait, took) / STEP
    expectWhole(scene, cwd)
    if (end !== 'after' && i % REPEATED > 0) continue
    expectUnseen(scene, cwd)
    if (i % REPEATED === 0) await expectRepeatable(scene, cwd)
  }
  return ends
}

async function killedAfter(
  ms: number,
  { writer }: Scene,
  program: string,
  cwd: string,
): Promise<{ isKilled: boolean; took: number }> {
  const stdio = ['pipe', 'ignore', 'ignore'] as const
  const started = performance.now()
  const child = spawn(program, lineOf(writer, cwd), { cwd, env: plainEnv(cwd), stdio: [...stdio] })
  child.stdin?.on('error', () => {})
  child.stdin?.end(optionsOf(writer).input)
  const ended = once(child, 'exit')
  await Promise.race([ended, sleep(ms)])
  child.kill('SIGKILL')
  const [, signal] = await ended
  return { isKilled: signal === 'SIGKILL', took: performance.now() - started }
}
