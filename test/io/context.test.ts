import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Problem } from '../../src/core/problem.js'
import { realContext } from '../../src/io/context.js'
import { LINE_LIMIT } from '../../src/io/split-lines.js'
import { bundled } from '../support/bundled.js'
import { codesOf, folder } from './support.js'

function withStdin(stream: PassThrough) {
  const told: Problem[] = []
  const host = {
    cwd: () => '/here',
    env: { A: '1' },
    stdin: stream as unknown as NodeJS.ReadStream & { fd: 0 },
  }
  return { ctx: realContext(host, (note) => told.push(note)), told }
}
/** Time that passes only when a test says so, however busy the machine is. */
function fakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
}
const streamOf = (...chunks: (string | Buffer)[]): PassThrough => {
  const stream = new PassThrough()
  for (const chunk of chunks) stream.write(chunk)
  stream.end()
  return stream
}

test('what it provides from outside', () => {
  const { ctx } = withStdin(new PassThrough())
  expect(ctx.cwd).toBe('/here')
  expect(ctx.env['A']).toBe('1')
  expect(Number.isInteger(ctx.now())).toBe(true)
  const seconds = () => Math.floor(Date.now() / 1000)
  const [before, now, after] = [seconds(), ctx.now(), seconds()]
  expect(now >= before && now <= after).toBe(true)
  expect(ctx.random(32)).toHaveLength(32)
  expect(ctx.random(32)).not.toEqual(ctx.random(32))
})

test('a current folder that was deleted is an answer, not a crash', async () => {
  const gone = Object.assign(new Error('x'), { code: 'ENOENT' })
  const host = {
    env: {},
    stdin: process.stdin,
    cwd: () => {
      throw gone
    },
  }
  expect(await codesOf(() => realContext(host, () => {}).cwd)).toEqual(['folder-gone'])
})

describe('bytes', () => {
  test('to the end, up to the limit and not beyond', async () => {
    const { ctx } = withStdin(streamOf('ab', 'cd'))
    expect(Buffer.from(await ctx.stdin.bytes(4, 'a token')).toString()).toBe('abcd')
    expect(
      await codesOf(() => withStdin(streamOf('ab', 'cd')).ctx.stdin.bytes(3, 'a token')),
    ).toEqual(['stdin-too-big'])
  })

  test('silent for 2 s: reported once, then it keeps waiting', async () => {
    fakeTime()
    const stream = new PassThrough()
    const { ctx, told } = withStdin(stream)
    const bytes = ctx.stdin.bytes(10, 'a token')
    const slow = new PassThrough()
    slow.write('y') // something arrived: it is no longer silent
    const other = withStdin(slow)
    const slowBytes = other.ctx.stdin.bytes(10, 'a token')
    await new Promise((done) => setImmediate(done))
    await vi.advanceTimersByTimeAsync(1999)
    expect(told).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toEqual([{ code: 'stdin-silent', args: { awaited: 'a token' }, at: undefined }])
    stream.end('x')
    expect(await bytes).toHaveLength(1)
    expect(told).toHaveLength(1)
    slow.end()
    expect(await slowBytes).toHaveLength(1)
    expect(other.told).toEqual([])
  })
})

describe('lines', () => {
  const lines = async (...chunks: (string | Buffer)[]) => {
    const all: string[] = []
    for await (const line of withStdin(streamOf(...chunks)).ctx.stdin.lines('questions'))
      all.push(line)
    return all
  }
  test('LF and CRLF, across chunks, with and without a final one; U+2028 is not a line end', async () => {
    expect(await lines('a\nb', 'c\r', '\n\nd')).toEqual(['a', 'bc', '', 'd'])
    expect(await lines('a\n')).toEqual(['a'])
    expect(await lines('a\u2028b\rc\n')).toEqual(['a\u2028b\rc'])
    const [e1, e2] = [Buffer.from([0xc3]), Buffer.from([0xa9, 0x0a])]
    expect(await lines(e1, e2)).toEqual(['é'])
  })
  test('bad UTF-8 and endless lines', async () => {
    expect(await codesOf(() => lines('a\n', Buffer.from([0xff, 0x0a])))).toEqual(['stdin-not-utf8'])
    expect(await codesOf(() => lines('x'.repeat(LINE_LIMIT + 1)))).toEqual(['query-too-long'])
    expect(await lines(`${'x'.repeat(LINE_LIMIT)}\n`)).toHaveLength(1)
  })
})

describe('the kind of stdin, in a process', () => {
  let script = ''
  beforeAll(async () => {
    script = await bundled(`import { realContext } from './src/io/context.ts'
      process.stdout.write(realContext(process, () => {}).stdin.kind)`)
  })
  const kind = (stdin: 'pipe' | 'ignore' | number) =>
    new Promise<string>((done) => {
      const child = spawn(process.execPath, [script], {
        stdio: [stdin, 'pipe', 'inherit'],
      })
      let out = ''
      child.stdout?.on('data', (chunk) => {
        out += chunk
      })
      child.on('close', () => done(out))
    })
  test('pipe, file, /dev/null; it ends although the pipe stays open', async () => {
    const fd = openSync(join(folder({ f: 'x' }), 'f'), 'r')
    expect(await Promise.all([kind('pipe'), kind(fd), kind('ignore')])).toEqual([
      'pipe',
      'file',
      'other',
    ])
    closeSync(fd)
  })
})

test('progress is shown once a task has taken over a second, and then not too often', async () => {
  const drawn: string[] = []
  const host = { cwd: () => '/', env: {}, stdin: new PassThrough() as never }
  const ctx = realContext(
    host,
    () => {},
    (done, total) => drawn.push(`${done}/${total}`),
  )
  fakeTime()
  const pause = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  ctx.progress(0, 9)
  await pause(500)
  ctx.progress(1, 9)
  await pause(600)
  ctx.progress(2, 9)
  ctx.progress(3, 9)
  await pause(150)
  ctx.progress(4, 9)
  // Another task has its own second.
  ctx.progress(0, 5)
  ctx.progress(1, 5)
  expect(drawn).toEqual(['2/9', '4/9'])
})
