import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled } from '../support/bundled.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = 'scopes: { read: Read }\nroutes: { GET /items/: read }\n'
const LOCK = '.scopectl/keys.lock'
const ringFiles = (dir: string) => readdirSync(join(dir, '.scopectl')).sort()

/** A folder with a ring whose lock is held by a process of its own, which is then killed. */
async function abandoned(end: 'killed' | 'running' = 'killed') {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  expect((await scopectl(['keys', 'rotate'], { cwd })).exit).toBe(0)
  const code = await bundled(`import { withLock } from './src/io/lock-file.ts'
    setInterval(() => {}, 1000)
    withLock(process.argv[2], 'keys.lock', () => {
      process.stdout.write('held')
      return new Promise(() => {})
    })`)
  const child = spawn(process.execPath, [code, join(cwd, LOCK)], { stdio: ['ignore', 'pipe', 2] })
  await once(child.stdout, 'data')
  const kill = async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  if (end === 'killed') await kill()
  expect(existsSync(join(cwd, LOCK))).toBe(true)
  return { cwd, kill, record: JSON.parse(readFileSync(join(cwd, LOCK), 'utf8')) }
}
const rotate = (cwd: string) => scopectl(['keys', 'rotate'], { cwd })
const count = (cwd: string): number =>
  JSON.parse(readFileSync(join(cwd, '.scopectl/keys.json'), 'utf8')).keys.length

test('50 processes at once take over the lock of a killed one, one after the other', async () => {
  const { cwd } = await abandoned()
  const runs = await Promise.all(Array.from({ length: 50 }, () => rotate(cwd)))
  // Some may have waited for too long on a busy machine, which they report.
  const done = runs.filter(({ exit }) => exit === 0).length
  for (const { exit, stderr } of runs)
    if (exit !== 0) expect(stderr).toMatch(/^error\[ring-locked\]/)
  expect(done).toBeGreaterThan(0)
  expect(count(cwd)).toBe(1 + done)
  expect(ringFiles(cwd)).toEqual(['.gitignore', 'keys.json'])
})

test('the lock of a running process is respected until it ends', async () => {
  const { cwd, kill } = await abandoned('running')
  const waited = await rotate(cwd)
  expect([waited.exit, count(cwd)]).toEqual([2, 1])
  expect(waited.stderr).toMatch(/^error\[ring-locked\]/)
  await kill()
  expect([(await rotate(cwd)).exit, count(cwd)]).toEqual([0, 2])
})

test.each<[string, (record: Record<string, unknown>) => unknown, number]>([
  ['of another machine', (record) => ({ ...record, host: 'elsewhere' }), 2],
  ['of a number that another process has now', (record) => ({ ...record, pid: process.pid }), 0],
  ['without a process', () => '', 2],
])('a lock %s', async (_what, change, exit) => {
  const { cwd, record } = await abandoned()
  writeFileSync(join(cwd, LOCK), JSON.stringify(change(record)))
  expect((await rotate(cwd)).exit).toBe(exit)
  expect(existsSync(join(cwd, LOCK))).toBe(exit === 2)
})

test('a process that was killed while it removed such a lock holds nobody up', async () => {
  const { cwd, record } = await abandoned()
  const other = { ...record, id: '0123456789abcdef' }
  writeFileSync(join(cwd, `${LOCK}.${record.id}`), JSON.stringify(other))
  expect((await rotate(cwd)).exit).toBe(0)
  expect(ringFiles(cwd)).toEqual(['.gitignore', 'keys.json'])
})
