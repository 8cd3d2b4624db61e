import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endingOf } from '../../src/cli/ending.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** Runs the built program together with other code in its process. */
function runBeside(code: string, line: string) {
  const cwd = tempDir({
    'scopes.yaml': 'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }',
    'beside.cjs': code,
  })
  const argv = [
    '--require',
    join(cwd, 'beside.cjs'),
    resolve('bin/scopectl.js'),
    ...line.split(' '),
  ]
  return runProcess(process.execPath, argv, { cwd, env: plainEnv(cwd) })
}

const CHECK = 'check --role reader --need read'
const NEVER = 'crypto.subtle.verify = () => new Promise(() => {})'

// Node in the binary does not support `--require`; its start uses the same function to end.
describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('a run', () => {
  test('that would end without an answer is a bug, although Node would exit with 0', async () => {
    const run = await runBeside(NEVER, CHECK)
    expect([run.exit, run.stdout]).toEqual([1, ''])
    expect(run.stderr).toContain('internal error: the run ended without an answer')
  })

  test('that ends without an answer and cannot print anything still has the right exit code', async () => {
    const run = await runBeside(`${NEVER}\nrequire('node:fs').closeSync(2)`, CHECK)
    expect(run).toEqual({ exit: 1, stdout: '', stderr: '' })
  })

  test('ends once it has answered, whatever is still open', async () => {
    const run = await runBeside('setInterval(() => {}, 1000)', CHECK)
    expect([run.exit, run.stdout.split('\n')[0]]).toEqual([0, 'allow'])
  })

  test('with a negative answer keeps its exit code', async () => {
    expect((await runBeside('', `${CHECK} --expect deny`)).exit).toBe(5)
  })
})

test('an answer without a code is not a yes', () => {
  const codes: number[] = []
  const exit = (code: number): never => {
    codes.push(code)
    return undefined as never
  }
  endingOf({ on: () => undefined, exit })(undefined as unknown as number)
  expect(codes).toEqual([1])
})
