import { expect, test } from 'vitest'
import { env, FILES } from '../support/batch-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

test('in text, a limit, a challenge and an explanation are shown with their line', async () => {
  const cwd = tempDir({
    ...FILES,
    'b.jsonl': '{"need":"read","expect":"allow"}\n{"as":{"client":"ci"},"route":"POST /items"}\n',
  })
  const said = async (...flags: string[]) =>
    (await scopectl(['check', '--batch', 'b.jsonl', '--user', 'alice', ...flags], { cwd })).stdout
  expect(await said('--at-most', 'read')).toBe(
    'line 1  allow  (expected allow)  ✗ (at most read, surplus write)\n' +
      'line 2  deny 403 insufficient_scope  (at most read)\n0 passed, 2 failed\n',
  )
  expect(await said('--challenge')).toBe(
    'line 1  allow  (expected allow)\n  challenge  none: the request is allowed\n' +
      'line 2  deny 403 insufficient_scope\n' +
      '  challenge  Bearer error="insufficient_scope", scope="write"\n1 passed, 1 failed\n',
  )
  const explained = await said('--explain')
  expect(explained).toMatch(/^line 1 {2}allow {2}\(expected allow\)\n {2}✓ read /)
  expect(explained).toMatch(/\n {2}✗ write {2}not held; held by editor\n/)
})

test('a note that applies to many lines is printed once', async () => {
  const unscoped = { as: { user: 'alice', flaw: 'unscoped' }, need: 'read' }
  const other = { as: { user: 'alice', flaw: 'unscoped' }, need: 'write' }
  const lines = [unscoped, unscoped, other, unscoped, other]
  const { stdout, stderr } = await scopectl(['check', '--batch', '-', '--expect', '403'], {
    cwd: tempDir(FILES),
    env,
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  expect(stdout.match(/deny 403/g)).toHaveLength(5)
  expect(stderr.match(/^warning: the token has none of the claims/gm)).toHaveLength(1)
})
