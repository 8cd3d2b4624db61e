import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { LINE_LIMIT } from '../../src/io/split-lines.js'
import { env, FILES } from '../support/batch-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A file of queries is read like stdin: line by line, each answered before the next one is read.

const ASK = '{"as":{"client":"ci"},"need":"read"}'
const LONG = `{"as":{"client":"ci"},"need":"${'x'.repeat(LINE_LIMIT)}"}`

async function both(text: string | Buffer) {
  const cwd = tempDir(FILES)
  appendFileSync(join(cwd, 'b.jsonl'), text)
  const file = await scopectl(['check', '--batch', 'b.jsonl', '--json', '--at', '1800000000'], {
    cwd,
    env,
  })
  const stdin = await scopectl(['check', '--batch', '-', '--json', '--at', '1800000000'], {
    cwd,
    env,
    input: text.toString(),
  })
  return { file, stdin }
}

test.each([
  ['no line feed at the end', `${ASK}\n${ASK}`, 0],
  ['CRLF', `${ASK}\r\n${ASK}\r\n`, 0],
  ['empty lines', `\n${ASK}\n\n\r\n${ASK}\n`, 0],
  ['a byte order mark', `\ufeff${ASK}\n`, 0],
  ['a conflict marker', `${ASK}\n<<<<<<< HEAD\n${ASK}\n`, 2],
  ['lines across many chunks', `${ASK}\n`.repeat(2000), 0],
])('%s: the same answers and exit code as from stdin', async (_what, text, exit) => {
  const { file, stdin } = await both(text)
  expect([file.exit, stdin.exit]).toEqual([exit, exit])
  expect(file.stdout.replaceAll('b.jsonl', 'stdin')).toBe(stdin.stdout)
  expect(file.stdout.split('\n').filter(Boolean)).toHaveLength(
    text.split(/\r?\n/).filter((line) => line !== '').length,
  )
})

test.each([
  ['a line that is too long', `${ASK}\n${LONG}\n`, 'query-too-long'],
  ['an endless line', `${ASK}\n${'x'.repeat(5 * LINE_LIMIT)}`, 'query-too-long'],
  ['a line that is not UTF-8', Buffer.from(`${ASK}\n\xff\n`, 'latin1'), 'queries-not-utf8'],
])('%s ends the batch with 2, after the answers above it', async (_what, text, code) => {
  const { file } = await both(text)
  expect(file.exit).toBe(2)
  expect(file.stderr + file.stdout).toContain(code)
  expect(JSON.parse(file.stdout.split('\n')[0] ?? '')).toMatchObject({ line: 1, decision: 'allow' })
})

test('the first line of a file is answered before the rest is read', async () => {
  const cwd = tempDir(FILES)
  const file = join(cwd, 'b.jsonl')
  const count = 3000
  writeFileSync(file, `${ASK}\n`.repeat(count))
  const args = [resolve('bin/scopectl.js'), 'check', '--batch', file, '--json']
  const run = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = once(run, 'close')
  await once(run.stdout, 'readable')
  // The answers are far more than a pipe holds, so the program waits for their reader long before the end of the file.
  appendFileSync(file, `${ASK}\n`)
  const answers = (await text(run.stdout)).trimEnd().split('\n')
  expect(await ended).toEqual([0, null])
  expect(JSON.parse(answers.at(-1) ?? '')).toMatchObject({ line: count + 1, decision: 'allow' })
})
