import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { sinkOf } from '../../src/cli/sink.js'
import { FILES } from '../support/batch-world.js'
import { tempDir } from '../support/temp-dir.js'

test('nothing is kept of what was written: a batch may have any number of lines', async () => {
  setFlagsFromString('--expose_gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const stream = createWriteStream('/dev/null')
  const sink = sinkOf(() => stream)
  await sink.write('first\n')
  const before = used()
  for (let i = 0; i < 20_000; i++) await sink.write('line\n')
  expect(used() - before).toBeLessThan(2_000_000)
  stream.destroy()
})

test('the first line of a batch is answered before the input ends', async () => {
  const cwd = tempDir(FILES)
  const cli = new URL('../../bin/scopectl.js', import.meta.url).pathname
  const args = [cli, 'check', '--batch', '-', '--scopes', 'read']
  const run = spawn(process.execPath, args, { cwd, stdio: ['pipe', 'pipe', 'ignore'] })
  run.stdin.write('{"need":"read"}\n')
  const [first] = await once(run.stdout, 'data')
  expect(String(first)).toContain('line 1')
  run.stdin.end()
  const [code] = await once(run, 'close')
  expect(code).toBe(0)
})
