import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CTRL_C, converse, SPACE } from '../support/conversation.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'
import { contents, optionsOf, prepared, WRITERS } from '../support/writers.js'

const READERS: readonly (readonly string[])[] = [
  ['check', '--user', 'bob', '--need', 'read'],
  ['can', '--anonymous'],
  ['matrix'],
  ['lint'],
  ['test'],
  ['test', '--watch'],
  ['lock', '--check'],
  ['diff'],
  ['verify', 'file:token.txt'],
  ['check', '--need', 'read', '--token', 'file:token.txt', '--env', 'some.env'],
  ['users', 'list'],
  ['keys', 'jwks'],
  ['serve', '--port', '0'],
]
const LINES = [
  ...READERS.map((args) => [args.join(' '), { args }] as const),
  ...Object.entries(WRITERS).filter(([, { args }]) => !args.includes('OLDEST')),
]

test.runIf(process.platform !== 'win32').concurrent.each(LINES)(
  'in a folder that was deleted, %s is exit 2',
  async (_name, writer) => {
    const cwd = tempDir()
    const script = 'rm -rf "$PWD"; exec "$@"'
    const args = ['-c', script, 'sh', join(wrapperDir(), 'scopectl'), ...writer.args]
    const options = { cwd, env: plainEnv(tempDir()), ...optionsOf(writer) }
    const { exit, stdout, stderr } = await runProcess('sh', args, options)
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error\[folder-gone\]/m)
  },
)

/** matrix and graph make the folder. */
const TARGETS = Object.entries(WRITERS).filter(
  ([name, { args }]) => args.includes('-o') && !/^(matrix|graph)/.test(name),
)
test.concurrent.each(TARGETS)(
  '%s into a folder that was deleted changes nothing',
  async (_name, writer) => {
    const cwd = await prepared(writer)
    const before = contents(cwd)
    const at = writer.args.indexOf('-o') + 1
    const target = join('gone', writer.args[at] ?? '')
    const { exit, stderr } = await scopectl(writer.args.with(at, target), {
      cwd,
      ...optionsOf(writer),
    })
    expect([exit, stderr]).toEqual([2, expect.stringContaining('gone')])
    expect(stderr).not.toContain('report it')
    expect(contents(cwd)).toEqual(before)
  },
)

test('serve whose folder is deleted keeps its answers, sees the folder again, and ends', async () => {
  const cwd = files()
  const copy = tempDir()
  cpSync(cwd, copy, { recursive: true })
  const server = await serving(cwd)
  const status = async () => (await fetch(`${server.url}/health`)).status
  expect(await status()).toBe(200)
  rmSync(cwd, { recursive: true })
  await server.line(({ event }) => event === 'kept')
  expect(await status()).toBe(200)
  cpSync(copy, cwd, { recursive: true })
  await server.line(({ event }) => event === 'reloaded')
  expect([await status(), await server.stop()]).toEqual([200, 0])
})

test('test --watch whose folder is deleted reports it, and runs again when it is back', async () => {
  const suite = 'tests: [{ as: { user: bob }, allow: [GET /items/] }]'
  const cwd = files()
  cpSync(join(tempDir({ s: suite }), 's'), join(cwd, 'scopes.test.yaml'))
  const copy = tempDir()
  cpSync(cwd, copy, { recursive: true })
  const user = converse(['test', '--watch'], cwd)
  await user.answer(/1 passed[\s\S]*watching/, SPACE)
  rmSync(cwd, { recursive: true })
  await user.answer(/error\[[\s\S]*watching/, SPACE)
  mkdirSync(cwd)
  cpSync(copy, cwd, { recursive: true })
  await user.answer(/1 passed[\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})
