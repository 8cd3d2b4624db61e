import { type ChildProcess, spawn } from 'node:child_process'
import type { JsonWebKey } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { WRITING_CATALOG, writingApi } from '../support/writing-api.js'

/** Creates the item again that the path names, and writes down what it was told. */
const HOOK = `const { appendFileSync } = require('node:fs')
const { SCOPECTL_URL, SCOPECTL_ROUTE, SCOPECTL_METHOD, SCOPECTL_PATH } = process.env
appendFileSync('hooks.log', [process.argv[2], SCOPECTL_METHOD, SCOPECTL_PATH, SCOPECTL_ROUTE].join(' ') + '\\n')
if (process.argv[2] === 'before') fetch(SCOPECTL_URL + 'test/7', { method: 'PUT' })
`
const FLAGS = ['--methods', 'POST,DELETE', '--allow-writes', '--param', 'id=7']

let cwd: string
let jwk: JsonWebKey
beforeAll(async () => {
  cwd = tempDir({ 'scopes.yaml': WRITING_CATALOG, 'hook.cjs': HOOK })
  expect((await scopectl(['keys', 'new'], { cwd })).exit).toBe(0)
  jwk = JSON.parse((await scopectl(['keys', 'jwks'], { cwd })).stdout).keys[0]
})

test('--before and --after run around each write, and are told which', async () => {
  const api = await writingApi(jwk, 'gone-403')
  const hooks = ['--before', 'node hook.cjs before', '--after', '["node", "hook.cjs", "after"]']
  const run = await scopectl(['probe', api.url, '--json', ...FLAGS, ...hooks], { cwd })
  const { findings, targets } = JSON.parse(run.stdout)
  expect(findings).toEqual([])
  expect(targets.map(({ state }: { state: string }) => state)).toEqual(Array(4).fill('clean'))
  expect(run.exit).toBe(0)
  const lines = readFileSync(join(cwd, 'hooks.log'), 'utf8').trim().split('\n')
  expect(lines).toContain('before DELETE /items/7 DELETE /items/{id}')
  const count = (which: string): number =>
    lines.filter((line) => line.startsWith(`${which} `)).length
  expect(count('before')).toBe(count('after'))
  expect(lines.at(-1)).toMatch(/^after /)
})

test('a command that fails ends the run with exit 2 and its last words: probe-command-failed', async () => {
  const api = await writingApi(jwk)
  const fails = `node -e "console.error('first'); console.error('no \u001b[31m database'); process.exit(7)"`
  const run = await scopectl(['probe', api.url, ...FLAGS, '--before', fails], { cwd })
  expect(run.exit).toBe(2)
  expect(run.stderr).toContain('exited with 7')
  expect(run.stderr).toContain('no \\u{1b}[31m database')
  expect(run.stderr).not.toContain('first')
  expect(api.log.filter((line) => /^(POST|DELETE)/.test(line))).toEqual([])
  const missing = ['--before', './not-here']
  const gone = await scopectl(['probe', api.url, '--json', ...FLAGS, ...missing], { cwd })
  const failed = { code: 'probe-command-failed', message: expect.stringContaining('ENOENT') }
  expect(JSON.parse(gone.stdout).notes).toContainEqual(expect.objectContaining(failed))
  expect(gone.exit).toBe(2)
})

test('no shell reads a command', async () => {
  const api = await writingApi(jwk)
  const piped = ['--before', 'echo x > shell.txt']
  const run = await scopectl(['probe', api.url, ...FLAGS, ...piped], { cwd })
  expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('probe-bad-command')])
  expect(existsSync(join(cwd, 'shell.txt'))).toBe(false)
  expect(api.log).toEqual([])
})

test('after ctrl-c, what was created is removed, and what was found is printed', async () => {
  const folder = tempDir({
    'scopes.yaml': `${WRITING_CATALOG}probe: { fixtures: [{ create: POST /items/, remove: "DELETE /items/{id}", id: /data/id }] }\n`,
  })
  expect((await scopectl(['keys', 'new'], { cwd: folder })).exit).toBe(0)
  const { keys } = JSON.parse((await scopectl(['keys', 'jwks'], { cwd: folder })).stdout)
  const api = await writingApi(keys[0])
  let child: ChildProcess | undefined
  let isInterrupted = false
  api.onRequest = (line) => {
    // The item of this request exists while it is being answered. A second signal would end the process.
    if (isInterrupted || !/^POST \/items\/\d+\/close/.test(line)) return
    isInterrupted = true
    child?.kill('SIGINT')
  }
  const flags = ['--methods', 'POST,DELETE', '--allow-writes', '--json']
  child = spawn(join(wrapperDir(), 'scopectl'), ['probe', api.url, ...flags], {
    cwd: folder,
    env: plainEnv(folder),
  })
  let stdout = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  await new Promise((resolve) => child?.on('close', resolve))
  const { notes, targets } = JSON.parse(stdout)
  expect(notes.map(({ code }: { code: string }) => code)).toEqual(['probe-interrupted'])
  expect(targets[0]).toMatchObject({ route: 'GET /health', state: 'clean' })
  expect([...api.items.keys()]).toEqual(['7'])
})
