import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fail } from '../../src/core/errors.js'
import { writeNew } from '../../src/io/write-file.js'
import { codesOf, folder } from './support.js'

const read = (path: string): string => readFileSync(path, 'utf8')

test('a new file, with its mode, and nothing left next to it', () => {
  const dir = folder()
  writeNew(join(dir, 'a'), 'text', 0o600)
  expect(read(join(dir, 'a'))).toBe('text')
  expect(lstatSync(join(dir, 'a')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['a'])
})

test('a text in parts is written completely, or leaves nothing behind', async () => {
  const dir = folder({ b: 'old' })
  const parts = Array.from({ length: 30_000 }, (_, i) => `line ${i} é😀\n`)
  writeNew(join(dir, 'a'), parts, 0o644)
  expect(read(join(dir, 'a'))).toBe(parts.join(''))
  function* breaking(): Generator<string> {
    yield* parts
    fail('file-changed', { file: 'users.csv' })
  }
  const work = () => writeNew(join(dir, 'b'), breaking(), 0o644, { force: true })
  expect(await codesOf(work)).toEqual(['file-changed'])
  expect(read(join(dir, 'b'))).toBe('old')
  expect(readdirSync(dir)).toEqual(['a', 'b'])
})

test('SEC3: never replaces another file without force', async () => {
  const dir = folder({ a: 'old' })
  expect(await codesOf(() => writeNew(join(dir, 'a'), 'new', 0o644))).toEqual(['file-exists'])
  expect(read(join(dir, 'a'))).toBe('old')
  writeNew(join(dir, 'a'), 'new', 0o644, { force: true })
  expect(read(join(dir, 'a'))).toBe('new')
  expect(readdirSync(dir)).toEqual(['a'])
})

test('SEC3: never through a symlink, dangling or not, force or not', async () => {
  const dir = folder({ target: 'old' })
  symlinkSync('target', join(dir, 'link'))
  symlinkSync('nowhere', join(dir, 'dangling'))
  for (const name of ['link', 'dangling']) {
    for (const force of [false, true]) {
      const work = () => writeNew(join(dir, name), 'new', 0o644, { force })
      expect(await codesOf(work)).toEqual(['file-is-symlink'])
    }
  }
  expect(read(join(dir, 'target'))).toBe('old')
  expect(existsSync(join(dir, 'nowhere'))).toBe(false)
})

test('a folder in its place, or no parent folder', async () => {
  const dir = folder()
  mkdirSync(join(dir, 'sub'))
  expect(await codesOf(() => writeNew(join(dir, 'sub'), 'x', 0o644, { force: true }))).toEqual([
    'file-not-regular',
  ])
  expect(await codesOf(() => writeNew(join(dir, 'no/x'), 'x', 0o644))).toEqual(['file-unwritable'])
})
