import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled } from '../support/bundled.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** A repository, as a user has it. */
function repository(): string {
  const cwd = tempDir()
  execFileSync('git', ['init', '-q', cwd])
  return cwd
}
/** What `git add` would add. */
const visible = (cwd: string): string[] =>
  execFileSync('git', ['-C', cwd, 'status', '--porcelain', '-uall'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3))
const scratch = (cwd: string) => readdirSync(cwd).filter((name) => name.startsWith('.scopectl-'))

/** Runs `code` up to where it writes `ready` to stdout, and kills it there. */
async function killed(code: string, cwd: string): Promise<void> {
  const file = await bundled(code)
  const child = spawn(process.execPath, [file], { cwd, stdio: ['ignore', 'pipe', 2] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}
/** The text of a file stops in the middle: the process waits there to be killed. */
const HALF = `function* half(text: string) {
  yield text
  require('node:fs').writeSync(1, 'ready')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}`

test('a key that was half written when the process was killed is invisible to git, and removed by the next run', async () => {
  const cwd = repository()
  await killed(
    `import { writeNew } from './src/io/write-file.ts'
    ${HALF}
    writeNew(process.cwd() + '/k.json', half('{"d":"geheim'.repeat(100_000)), 0o600)`,
    cwd,
  )
  const [left = '', ...others] = scratch(cwd)
  expect(others).toEqual([])
  expect(readFileSync(join(cwd, left, 'file'), 'utf8')).toContain('geheim')
  expect(visible(cwd)).toEqual([])
  const made = await scopectl(['keys', 'new', '--algorithm', 'ES256', '-o', 'k.json'], { cwd })
  expect([made.exit, scratch(cwd), visible(cwd)]).toEqual([0, [], ['k.json']])
})

test('what a running process writes is not touched', async () => {
  const cwd = repository()
  const file = await bundled(`import { makeScratch } from './src/io/scratch-folder.ts'
    makeScratch(process.cwd(), 'write')
    process.stdout.write('ready')
    setInterval(() => {}, 1000)`)
  const child = spawn(process.execPath, [file], { cwd, stdio: ['ignore', 'pipe', 2] })
  await once(child.stdout, 'data')
  const make = (name: string) =>
    scopectl(['keys', 'new', '--algorithm', 'ES256', '-o', name], { cwd })
  expect([(await make('a.json')).exit, scratch(cwd).length]).toEqual([0, 1])
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect([(await make('b.json')).exit, scratch(cwd)]).toEqual([0, []])
})

const FILES = ['scopes.yaml', 'users.yaml', 'scopes.test.yaml', 'access.lock'] as const

/** `init` that is killed after `written` of four files, the next one being half written. */
const interrupted = (written: number, cwd: string) =>
  killed(
    `import { writeAll } from './src/io/init-files.ts'
    ${HALF}
    const files = ${JSON.stringify(FILES)}.map((name) => ({
      path: process.cwd() + '/' + name, shown: name, text: 'text of ' + name,
    }))
    const next = files[${written}]
    Object.defineProperty(next, 'text', { get: () => next.asked++ ? half('x') : 'x' })
    next.asked = 0
    writeAll(files, undefined, false)`,
    cwd,
  )

test.each([0, 1, 2, 3])(
  'init undoes what one has left that was killed after %i files',
  async (written) => {
    const cwd = repository()
    await interrupted(written, cwd)
    expect(FILES.filter((name) => existsSync(join(cwd, name)))).toEqual(FILES.slice(0, written))
    expect(visible(cwd).sort()).toEqual(FILES.slice(0, written).sort())
    const run = await scopectl(['init', '--yes'], { cwd })
    expect([run.exit, run.stderr, scratch(cwd)]).toEqual([0, expect.any(String), []])
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
  },
)

test('init keeps a file that was edited since, and refuses as before', async () => {
  const cwd = repository()
  await interrupted(2, cwd)
  writeFileSync(join(cwd, 'users.yaml'), 'users: {}\n')
  const run = await scopectl(['init', '--yes'], { cwd })
  expect([run.exit, readFileSync(join(cwd, 'users.yaml'), 'utf8')]).toEqual([2, 'users: {}\n'])
  expect(run.stderr).toMatch(/^error\[init-exists\].*users.yaml/)
})

test('init, killed at forty different moments, can always be run again', async () => {
  const cwd = repository()
  const program = join(wrapperDir(), 'scopectl')
  for (let i = 0; i < 40; i++) {
    const child = spawn(program, ['init', '--yes'], { cwd, env: plainEnv(cwd), stdio: 'ignore' })
    const ended = once(child, 'exit')
    // Whenever that is: each moment must be fine.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100 + 10 * i))])
    child.kill('SIGKILL')
    const [exit] = await ended
    if (exit === 0) for (const name of FILES) execFileSync('rm', [join(cwd, name)])
  }
  const run = await scopectl(['init', '--yes'], { cwd })
  expect([run.exit, scratch(cwd)]).toEqual([0, []])
})
