import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { attempt, readBytes, readText } from '../../src/io/read-file.js'
import { codesOf, folder, placesOf, problemsOf } from './support.js'

describe('YAML14: what is not a file is refused, and nothing hangs', () => {
  test('a folder, a FIFO, a device, a socket', async () => {
    const dir = folder()
    mkdirSync(join(dir, 'sub'))
    execFileSync('mkfifo', [join(dir, 'fifo')])
    const server = createServer().listen(join(dir, 'socket'))
    onTestFinished(() => void server.close())
    await new Promise((done) => server.once('listening', done))
    const kinds: unknown[] = []
    for (const path of [join(dir, 'sub'), join(dir, 'fifo'), '/dev/zero', join(dir, 'socket')]) {
      const [found] = await problemsOf(() => readBytes(path, 1000))
      kinds.push([found?.code, (found?.args as { kind: string } | undefined)?.kind])
    }
    expect(kinds).toEqual(
      ['folder', 'pipe', 'device', 'socket'].map((kind) => ['file-not-regular', kind]),
    )
  })

  test('a symlink loop, a missing file, one below a file', async () => {
    const dir = folder({ file: 'x' })
    symlinkSync('loop', join(dir, 'loop'))
    expect(await codesOf(() => readBytes(join(dir, 'loop'), 10))).toEqual(['file-loop'])
    expect(await codesOf(() => readBytes(join(dir, 'nope'), 10))).toEqual(['file-missing'])
    expect(await codesOf(() => readBytes(join(dir, 'file', 'x'), 10))).toEqual(['file-missing'])
  })

  test('a link to a file is followed; a link to a device is not opened', async () => {
    const dir = folder({ file: 'x' })
    symlinkSync('file', join(dir, 'good'))
    symlinkSync('/dev/zero', join(dir, 'bad'))
    expect(Buffer.from(readBytes(join(dir, 'good'), 10).bytes).toString()).toBe('x')
    expect(await codesOf(() => readBytes(join(dir, 'bad'), 10))).toEqual(['file-not-regular'])
  })

  test('an unreadable file (simulating the system error, since tests may run as root)', async () => {
    const denied = Object.assign(new Error('x'), { code: 'EACCES', syscall: 'open' })
    const work = () =>
      attempt('f', undefined, () => {
        throw denied
      })
    expect(await problemsOf(work)).toMatchObject([
      { code: 'file-unreadable', args: { why: 'EACCES' } },
    ])
  })
})

test('the limit applies to what is read, whatever size is reported', async () => {
  const dir = folder({ ten: 'x'.repeat(10) })
  expect(readBytes(join(dir, 'ten'), 10).bytes).toHaveLength(10)
  expect(await codesOf(() => readBytes(join(dir, 'ten'), 9))).toEqual(['file-too-big'])
  // Files in /proc have no size; this one is not empty.
  if (process.platform === 'linux') {
    expect(readBytes('/proc/self/status', 100_000).bytes.length).toBeGreaterThan(10)
    expect(await codesOf(() => readBytes('/proc/self/status', 10))).toEqual(['file-too-big'])
  }
})

test('YAML11: a 50 MB file is refused at once', async () => {
  const dir = folder()
  writeFileSync(join(dir, 'big'), Buffer.alloc(50_000_000, 'x'))
  expect(await codesOf(() => readText(join(dir, 'big')))).toEqual(['file-too-big'])
})

describe('YAML9: encodings', () => {
  const of = (bytes: number[] | string) => {
    const dir = folder({ f: typeof bytes === 'string' ? bytes : Uint8Array.from(bytes) })
    return () => readText(join(dir, 'f'), 'f')
  }
  test('one byte order mark is dropped, a second one is kept', () => {
    expect(of('\ufeffa')()).toBe('a')
    expect(of('\ufeff\ufeffa')()).toBe('\ufeffa')
  })
  test.each([
    ['UTF-16LE with mark', [0xff, 0xfe, 0x61, 0], 'UTF-16'],
    ['UTF-16BE with mark', [0xfe, 0xff, 0, 0x61], 'UTF-16'],
    ['UTF-16LE without', [0x61, 0, 0x3a, 0], 'UTF-16'],
    ['UTF-16BE without', [0, 0x61, 0, 0x3a], 'UTF-16'],
    ['UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'UTF-32'],
  ])('%s is reported', async (_name, bytes, looks) => {
    expect(await problemsOf(of(bytes))).toMatchObject([{ code: 'file-not-utf8', args: { looks } }])
  })
  test('latin-1, with its location, after a real replacement character', async () => {
    const bytes = [...Buffer.from('a: \ufffd\nb: x'), 0xe9, 0x0a]
    expect(await placesOf(of(bytes))).toEqual(['2:5+1 file-not-utf8'])
  })
  test('NUL', async () => {
    expect(await placesOf(of('a: b\nc: \0\n'))).toEqual(['2:4+1 bad-character'])
  })
})
