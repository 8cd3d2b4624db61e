import { expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

test('a token issued after the question was read is not in the future', async () => {
  const cwd = tempDir({
    'scopes.yaml': 'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }\n',
  })
  const line = '{ sleep 1.5; scopectl token --role reader; } | scopectl check --need read'
  const env = plainEnv(cwd, wrapperDir())
  const { stdout, exit } = await runProcess('sh', ['-c', line], { cwd, env })
  expect(stdout).toMatch(/^allow\n/)
  expect(exit).toBe(0)
})
