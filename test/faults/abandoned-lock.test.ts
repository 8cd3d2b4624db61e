import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { withLock } from '../../src/io/lock-file.js'
import { age, killedAt, repository, visibleKeys } from '../support/killed.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = 'scopes: { read: Read }\nroutes: { GET /items/: read }\n'
const USERS = 'users: { a: { scopes: [read] } }\n'
const LOCK = '.scopectl/keys.lock'
const ROTATE = ['keys', 'rotate']
const rotate = (cwd: string) => scopectl(ROTATE, { cwd })
const kids = (cwd: string): string[] =>
  JSON.parse(readFileSync(join(cwd, '.scopectl/keys.json'), 'utf8')).keys.map(
    ({ kid }: { kid: string }) => kid,
  )
const ringFiles = (cwd: string) => readdirSync(join(cwd, '.scopectl')).sort()
const CLEAN = ['.gitignore', 'keys.json']

/** A ring with two keys, and the lock of a process that was killed before it had added the third: it had moved two `.gitignore`. */
let template: string
beforeAll(async () => {
  template = repository({ 'scopes.yaml': CATALOG })
  for (const _ of [1, 2]) expect((await rotate(template)).exit).toBe(0)
  expect(ringFiles(template)).toEqual(CLEAN)
  expect(killedAt('rename:2', ROTATE, template)).toBe('killed')
  expect(ringFiles(template)).toEqual([expect.any(String), ...CLEAN, 'keys.lock'].sort())
})
function abandoned() {
  const cwd = tempDir()
  cpSync(template, cwd, { recursive: true })
  return { cwd, record: JSON.parse(readFileSync(join(cwd, LOCK), 'utf8')) }
}

test('of 50 processes that take over the lock of a killed one, none undoes what another has done', async () => {
  const { cwd } = abandoned()
  const runs = await Promise.all(Array.from({ length: 50 }, () => rotate(cwd)))
  const done = runs.filter(({ exit }) => exit === 0).length
  // Some may have waited for too long on a busy machine, which they report.
  for (const { exit, stderr } of runs)
    if (exit !== 0) expect([exit, stderr]).toEqual([2, expect.stringMatching(/\[ring-locked\]/)])
  expect(done).toBeGreaterThan(0)
  expect(new Set(kids(cwd)).size).toBe(2 + done)
  expect(ringFiles(cwd)).toEqual(CLEAN)
})

test('50 processes remove the same key behind such a lock: one does, and one key is left', async () => {
  const { cwd } = abandoned()
  const [old = '', signing] = kids(cwd)
  const remove = () => scopectl(['keys', 'remove', old], { cwd })
  const runs = await Promise.all(Array.from({ length: 50 }, remove))
  expect(runs.filter(({ exit }) => exit === 0)).toHaveLength(1)
  expect(kids(cwd)).toEqual([signing])
  expect(ringFiles(cwd)).toEqual(CLEAN)
})

test('50 first uses at once make one key', async () => {
  const cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  const sign = () => scopectl(['token', '--user', 'a'], { cwd })
  const runs = await Promise.all(Array.from({ length: 50 }, sign))
  expect(runs.filter(({ exit }) => exit !== 0)).toEqual([])
  expect(kids(cwd)).toHaveLength(1)
  expect(ringFiles(cwd)).toEqual(CLEAN)
})

test('the lock of a running process is respected until it is released', async () => {
  const { cwd } = abandoned()
  await withLock(join(cwd, LOCK), LOCK, async () => {
    const waited = await rotate(cwd)
    expect([waited.exit, kids(cwd).length]).toEqual([2, 2])
    expect(waited.stderr).toMatch(/\[ring-locked\]/)
  })
  expect([(await rotate(cwd)).exit, kids(cwd).length]).toEqual([0, 3])
})

type Change = (record: Record<string, unknown>) => unknown
const HELD: [string, Change, RegExp][] = [
  [
    'of another machine',
    (record) => ({ ...record, host: 'elsewhere' }),
    /has held the lock for 5 s/,
  ],
  ['without a process', () => '', /keys\.lock` is empty or damaged/],
  ['with an id that is a path', (record) => ({ ...record, id: '../../x' }), /empty or damaged/],
]
test.each(HELD)('a lock %s is not taken over', async (_what, change, says) => {
  const { cwd, record } = abandoned()
  writeFileSync(join(cwd, LOCK), JSON.stringify(change(record)))
  const { exit, stderr } = await rotate(cwd)
  expect([exit, existsSync(join(cwd, LOCK)), stderr]).toEqual([
    2,
    true,
    expect.stringMatching(says),
  ])
})

type Make = (path: string) => unknown
const ODD: [string, Make][] = [
  ['FIFO', (path) => execFileSync('mkfifo', [path])],
  ['folder', (path) => mkdirSync(path)],
  ['link to itself', (path) => symlinkSync(path, path)],
]
test.each(ODD)('a %s in the place of the lock is not waited for', async (_what, make) => {
  const path = join(tempDir(), 'keys.lock')
  make(path)
  const held = withLock(path, LOCK, () => 'done', 0.1)
  await expect(held).rejects.toThrow(/ring-locked/)
  expect(lstatSync(path).isFile()).toBe(false)
})

// Other systems do not tell when a process started.
test.runIf(process.platform === 'linux')('nor does it matter who has its number now', async () => {
  const { cwd, record } = abandoned()
  writeFileSync(join(cwd, LOCK), JSON.stringify({ ...record, pid: process.pid }))
  expect([(await rotate(cwd)).exit, ringFiles(cwd)]).toEqual([0, CLEAN])
})

test('a process that is killed at any moment of taking over holds nobody up', async () => {
  let moment = 0
  for (let end = 'killed'; end === 'killed'; moment++) {
    const { cwd } = abandoned()
    end = killedAt(`:${moment}`, ROTATE, cwd)
    expect(visibleKeys(cwd)).toEqual([])
    age(join(cwd, '.scopectl'))
    expect([moment, (await rotate(cwd)).exit]).toEqual([moment, 0])
    expect([moment, ringFiles(cwd)]).toEqual([moment, CLEAN])
    expect([3, 4]).toContain(kids(cwd).length)
  }
  expect(moment).toBeGreaterThan(20)
})
