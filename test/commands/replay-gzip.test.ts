import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { call, FILES, ndjson, SECRET } from '../support/replay-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const calls = (count: number): Buffer =>
  gzipSync(
    // Text that gzip cannot shorten: the file has more than one piece.
    ndjson(
      Array.from({ length: count }, () => call({ note: randomBytes(300).toString('base64') })),
    ),
  )
const SMALL = calls(3)
const LARGE = calls(1000)
const zeros = (count: number): Buffer => Buffer.alloc(count)

async function replayed(...parts: readonly Buffer[]) {
  const cwd = tempDir(FILES)
  writeFileSync(join(cwd, 'a.ndjson.gz'), Buffer.concat(parts))
  const { exit, stdout } = await scopectl(['replay', 'a.ndjson.gz', '--json'], {
    cwd,
    env: { KEY: SECRET },
  })
  const { problem, counts } = JSON.parse(stdout)
  return [exit, problem?.code ?? counts.lines]
}

test.each([
  ['one member', [SMALL], 3],
  ['several members', [SMALL, LARGE, SMALL], 1006],
  ['zeros at the end, as tapes have', [SMALL, zeros(512)], 3],
  ['more zeros than a piece has', [LARGE, zeros(300_000)], 1000],
])('%s: every line is read', async (_, parts, lines) => {
  expect(await replayed(...parts)).toEqual([0, lines])
})

test.each([
  ['cut off, whatever was read of it', [LARGE.subarray(0, -20)]],
  ['a member after zeros', [SMALL, zeros(512), SMALL]],
  ['a member after one zero', [SMALL, zeros(1), LARGE]],
  ['a member after more zeros than a piece has', [LARGE, zeros(300_000), SMALL]],
  ['other bytes after zeros', [SMALL, zeros(9), Buffer.from('x')]],
  ['other bytes at the end', [SMALL, Buffer.from('x')]],
])('%s: an error, and never a report of a part', async (_, parts) => {
  expect(await replayed(...parts)).toEqual([2, 'replay-gzip'])
})
