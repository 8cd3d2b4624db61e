import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { streamOf } from '../../src/cli/descriptor.js'
import type { OutputStream } from '../../src/cli/sink.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const never = (): OutputStream => {
  throw new Error('the stream was asked for')
}

test('a file is written directly, to the last byte, and a failure is reported', async () => {
  const path = join(tempDir(), 'out')
  const fd = openSync(path, 'w')
  const output = streamOf(fd, never, 'linux')
  const write = (text: string) =>
    new Promise<Error | null | undefined>((done) => output.write(text, done))
  expect(await write('grüße\n'.repeat(100_000))).toBeUndefined()
  closeSync(fd)
  expect(readFileSync(path, 'utf8')).toBe('grüße\n'.repeat(100_000))
  // Open, but not for writing: the number of a closed one may now belong to another test's file.
  const readOnly = openSync(path, 'r')
  const refused = streamOf(readOnly, never, 'linux')
  expect(await new Promise((done) => refused.write('more', done))).toMatchObject({ code: 'EBADF' })
  closeSync(readOnly)
})

test.each([
  ['on Windows', 1, 'win32'],
  ['of a closed descriptor', 999, 'linux'],
])('the stream does the work %s', (_when, fd, platform) => {
  const stream: OutputStream = { write: () => true, on: () => stream }
  expect(streamOf(fd, () => stream, platform)).toBe(stream)
})

const shell = (line: string, cwd: string) =>
  runProcess('sh', ['-c', line], { cwd, env: plainEnv(cwd, wrapperDir()) })

const routes = Array.from({ length: 4000 }, (_, i) => `  GET /things/number-${i}: read`).join('\n')
const BIG = `scopes: { read: Read }\nroles: { reader: { scopes: [read] } }\nroutes:\n${routes}\n`

test('a full non-blocking pipe: nothing is lost', async () => {
  const cwd = tempDir({
    'scopes.yaml': BIG,
    // While it runs, the pipe that it shares with scopectl does not block.
    'neighbour.cjs': "process.stdout.write(''); setTimeout(() => {}, 2500)",
  })
  const neighbour = `'${process.execPath}' neighbour.cjs`
  const line = `(${neighbour} & sleep 0.7; scopectl can --role reader) | (sleep 2; cat)`
  const { stdout } = await shell(line, cwd)
  expect(stdout.split('\n').filter((line) => line.includes('/things/'))).toHaveLength(4000)
  expect(stdout).toMatch(/^4000 of 4000 routes$/m)
})

test('a reader that closes the pipe is not a failure', async () => {
  const cwd = tempDir({ 'scopes.yaml': BIG })
  const { stdout } = await shell('(scopectl can --role reader; echo $? >exit) | head -1', cwd)
  expect(stdout).toMatch(/^\s+\S+ .*\/things\/number-0 /)
  expect(readFileSync(join(cwd, 'exit'), 'utf8')).toBe('0\n')
})
