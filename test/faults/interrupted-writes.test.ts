import { spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeScratch, removeScratch } from '../../src/io/scratch-folder.js'
import { age, killedAt, leftIn, repository, visible, visibleKeys } from '../support/killed.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'

const NEW = ['keys', 'new', '--algorithm', 'ES256', '-o']
const INIT = ['init', '--yes']
const FILES = ['access.lock', 'scopes.test.yaml', 'scopes.yaml', 'users.yaml']
const ALL = ['.gitattributes', ...FILES]
/** In the order in which `init` creates them. */
const CREATED = ['scopes.yaml', 'users.yaml', 'scopes.test.yaml', 'access.lock']

test('a key file, killed at any moment: nothing that git sees has the key under another name', async () => {
  let moment = 0
  for (let end = 'killed'; end === 'killed'; moment++) {
    const cwd = repository()
    end = killedAt(`:${moment}`, [...NEW, 'k.json'], cwd)
    const seen = visible(cwd)
    expect([moment, seen]).toEqual([moment, existsSync(join(cwd, 'k.json')) ? ['k.json'] : []])
    expect(visibleKeys(cwd)).toEqual(seen)
    age(cwd)
    expect((await scopectl([...NEW, 'other.json'], { cwd })).exit).toBe(0)
    expect([moment, leftIn(cwd)]).toEqual([moment, []])
  }
  expect(moment).toBeGreaterThan(7)
})

test('what a running process writes is left alone', async () => {
  const cwd = repository()
  const scratch = makeScratch(cwd, 'write')
  expect((await scopectl([...NEW, 'k.json'], { cwd })).exit).toBe(0)
  expect(existsSync(scratch)).toBe(true)
  removeScratch(scratch)
  expect(leftIn(cwd)).toEqual([])
})

// Only root may give a folder away.
test.runIf(process.geteuid?.() === 0)('what another user has left is left alone', async () => {
  const cwd = repository()
  expect(killedAt('link:0', [...NEW, 'k.json'], cwd)).toBe('killed')
  const [left = ''] = leftIn(cwd)
  chownSync(join(cwd, left), 1, 1)
  expect((await scopectl([...NEW, 'k.json'], { cwd })).exit).toBe(0)
  expect(leftIn(cwd)).toEqual([left])
  chownSync(join(cwd, left), 0, 0)
  expect((await scopectl([...NEW, 'other.json'], { cwd })).exit).toBe(0)
  expect(leftIn(cwd)).toEqual([])
})

test('init, killed at any moment, is finished by the next run', async () => {
  let moment = 0
  for (let end = 'killed'; end === 'killed'; moment++) {
    const cwd = repository()
    end = killedAt(`:${moment}`, INIT, cwd)
    age(cwd)
    const again = await scopectl(INIT, { cwd })
    // After its last step there is nothing to finish, so it refuses as it does every time.
    const isComplete = again.exit === 2 && ALL.every((name) => existsSync(join(cwd, name)))
    expect([moment, again.exit === 0 || isComplete, again.stderr]).toEqual([
      moment,
      true,
      again.stderr,
    ])
    expect([moment, visible(cwd)]).toEqual([moment, ALL])
  }
  expect(moment).toBeGreaterThan(30)
})

test.each([1, 2, 3])('init is undone and done again after %i of its files', async (created) => {
  const cwd = repository()
  expect(killedAt(`link:${created}`, INIT, cwd)).toBe('killed')
  expect(visible(cwd)).toEqual(CREATED.slice(0, created).sort())
  const run = await scopectl(INIT, { cwd })
  expect([run.exit, leftIn(cwd), visible(cwd)]).toEqual([0, [], ALL])
  expect((await scopectl(['test'], { cwd })).exit).toBe(0)
})

test('init keeps a file that was edited after the interruption, with all others, and refuses', async () => {
  const cwd = repository()
  killedAt('link:2', INIT, cwd)
  writeFileSync(join(cwd, 'users.yaml'), 'users: {}\n')
  const run = await scopectl(INIT, { cwd })
  expect(run.exit).toBe(2)
  expect(run.stderr).toMatch(/\[init-exists\].*users\.yaml/)
  expect(readFileSync(join(cwd, 'users.yaml'), 'utf8')).toBe('users: {}\n')
  expect(visible(cwd)).toEqual(['scopes.yaml', 'users.yaml'])
})

test('init, killed twenty times at random, can always be run again', async () => {
  const cwd = repository()
  const program = join(wrapperDir(), 'scopectl')
  for (let i = 0; i < 20; i++) {
    // Whenever it is: any moment must be fine, and so must a run that has ended before.
    const child = spawn(program, INIT, { cwd, env: plainEnv(cwd), stdio: 'ignore' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([ended, sleep(100 + Math.random() * 300)])
    child.kill('SIGKILL')
    await ended
    expect(visible(cwd).filter((name) => !ALL.includes(name))).toEqual([])
    if (FILES.every((name) => existsSync(join(cwd, name))))
      for (const name of FILES) rmSync(join(cwd, name))
    age(cwd)
  }
  const run = await scopectl(INIT, { cwd })
  expect([run.exit, run.stderr, visible(cwd)]).toEqual([0, run.stderr, ALL])
})
