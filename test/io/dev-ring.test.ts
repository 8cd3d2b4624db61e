import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { thumbprint } from '../../src/core/token/key-rules.js'
import { createRing, readRing, removeKey, rotateRing } from '../../src/io/dev-ring.js'
import { withLock } from '../../src/io/lock-file.js'
import { bundled } from '../support/bundled.js'
import { codesOf, context, folder, NOW, problemsOf } from './support.js'

const mode = (path: string): string => (lstatSync(path).mode & 0o777).toString(8)

test('a missing ring is undefined, and reading does not create one', async () => {
  const dir = folder()
  expect(await readRing(dir, context(dir))).toBeUndefined()
  expect(readdirSync(dir)).toEqual([])
})

test('SEC2, SEC6: first use: 0700, 0600, ignores itself, kid is the thumbprint, reported once', async () => {
  const dir = folder()
  const ctx = context(dir)
  const { ring, note } = await createRing(dir, ctx)
  expect(note).toMatchObject({ code: 'ring-made', args: { folder: '.scopectl' } })
  expect(mode(join(dir, '.scopectl'))).toBe('700')
  expect(mode(join(dir, '.scopectl/keys.json'))).toBe('600')
  expect(readFileSync(join(dir, '.scopectl/.gitignore'), 'utf8')).toBe('*\n')
  expect(readdirSync(join(dir, '.scopectl')).sort()).toEqual(['.gitignore', 'keys.json'])
  expect(ring.keys).toHaveLength(1)
  expect(ring.signing.kid).toBe(await thumbprint(ring.signing.jwk))
  expect(ring.signing).toMatchObject({ alg: 'ES256', created: new Date(NOW * 1000).toISOString() })
  expect(await createRing(dir, ctx)).toEqual({ ring, note: undefined })
})

test.each(['', '# mine\n', '*\n!keys.json\n'])(
  'SEC6: a .gitignore that does not cover the first key is replaced: %j',
  async (text) => {
    const dir = folder()
    const ignore = join(dir, '.scopectl/.gitignore')
    mkdirSync(join(dir, '.scopectl'), { mode: 0o700 })
    writeFileSync(ignore, text)
    await createRing(dir, context(dir))
    expect(readFileSync(ignore, 'utf8')).toBe('*\n')
    // The next text is from somebody who knows of the key.
    writeFileSync(ignore, text)
    await rotateRing(dir, context(dir))
    expect(readFileSync(ignore, 'utf8')).toBe(text)
  },
)

test('SEC6: one that covers it is kept', async () => {
  const dir = folder()
  const ignore = join(dir, '.scopectl/.gitignore')
  mkdirSync(join(dir, '.scopectl'), { mode: 0o700 })
  writeFileSync(ignore, '# mine\r\n*\r\n')
  await createRing(dir, context(dir))
  expect(readFileSync(ignore, 'utf8')).toBe('# mine\r\n*\r\n')
})

test('SEC3: simultaneous first uses, in threads, end with one key that all of them use', async () => {
  const dir = folder()
  const bundle = await bundled(`import { parentPort, workerData } from 'node:worker_threads'
    import { createRing } from './src/io/dev-ring.ts'
    const ctx = { now: () => 0, cwd: workerData.dir, uid: process.geteuid?.() }
    parentPort.once('message', async () => {
      const { ring, note } = await createRing(workerData.dir, ctx)
      parentPort.postMessage({ kid: ring.signing.kid, made: note !== undefined })
    })
    parentPort.postMessage('ready')`)
  const workers = Array.from({ length: 8 }, () => new Worker(bundle, { workerData: { dir } }))
  const next = (worker: Worker) =>
    new Promise<unknown>((done, failed) => worker.once('message', done).once('error', failed))
  await Promise.all(workers.map(next))
  const answers = workers.map(next)
  for (const worker of workers) worker.postMessage('go')
  const results = (await Promise.all(answers)) as { kid: string; made: boolean }[]
  await Promise.all(workers.map((worker) => worker.terminate()))
  expect(new Set(results.map(({ kid }) => kid)).size).toBe(1)
  expect(results.filter(({ made }) => made)).toHaveLength(1)
  expect(readdirSync(join(dir, '.scopectl')).sort()).toEqual(['.gitignore', 'keys.json'])
})

test('rotate: the new key signs, the old one is kept; many at once lose none', async () => {
  const dir = folder()
  const ctx = context(dir)
  const { ring: first } = await createRing(dir, ctx)
  const second = await rotateRing(dir, ctx)
  expect(second.keys[0]).toEqual(first.signing)
  expect(second.signing.kid).not.toBe(first.signing.kid)
  await Promise.all(Array.from({ length: 10 }, () => rotateRing(dir, ctx)))
  expect((await readRing(dir, ctx))?.keys).toHaveLength(12)
  expect(mode(join(dir, '.scopectl/keys.json'))).toBe('600')
})

test('remove: an old key can be removed, the signing one and an unknown one cannot', async () => {
  const dir = folder()
  const ctx = context(dir)
  expect(await codesOf(() => removeKey(dir, 'x', ctx))).toEqual(['ring-missing'])
  const { ring: first } = await createRing(dir, ctx)
  const only = await problemsOf(() => removeKey(dir, first.signing.kid, ctx))
  expect(only).toMatchObject([{ code: 'ring-key-signs', args: { only: true } }])
  const { signing } = await rotateRing(dir, ctx)
  expect(await problemsOf(() => removeKey(dir, signing.kid, ctx))).toMatchObject([
    { code: 'ring-key-signs', args: { only: false } },
  ])
  expect(await codesOf(() => removeKey(dir, 'x', ctx))).toEqual(['ring-no-key'])
  expect((await removeKey(dir, first.signing.kid, ctx)).keys).toEqual([signing])
})

describe('SEC2: what others may open is refused, like in ssh', () => {
  const made = async () => {
    const dir = folder()
    const ctx = context(dir)
    await createRing(dir, ctx)
    return { dir, ctx, ring: join(dir, '.scopectl'), file: join(dir, '.scopectl/keys.json') }
  }

  test.each([0o640, 0o604, 0o660])('a file of mode %o', async (bits) => {
    const { dir, ctx, file } = await made()
    chmodSync(file, bits)
    expect(await codesOf(() => readRing(dir, ctx))).toEqual(['ring-open'])
    expect(await codesOf(() => createRing(dir, ctx))).toEqual(['ring-open'])
    expect(await codesOf(() => rotateRing(dir, ctx))).toEqual(['ring-open'])
  })

  test('an open folder, also one that existed before the first use', async () => {
    const { dir, ctx, ring } = await made()
    chmodSync(ring, 0o755)
    expect(await problemsOf(() => readRing(dir, ctx))).toMatchObject([
      { code: 'ring-open', args: { mode: '0755', want: '700' } },
    ])
    const other = folder({ '.scopectl/x': '' })
    chmodSync(join(other, '.scopectl'), 0o770)
    expect(await codesOf(() => createRing(other, context(other)))).toEqual(['ring-open'])
    expect(readdirSync(join(other, '.scopectl'))).toEqual(['x'])
  })

  test('somebody else owns it', async () => {
    const { dir, ctx, file } = await made()
    const uid = (ctx.uid ?? 0) + 1
    expect(await codesOf(() => readRing(dir, { ...ctx, uid }))).toEqual(['ring-other-owner'])
    if (ctx.uid !== 0) return
    chownSync(file, uid, 0)
    expect(await codesOf(() => readRing(dir, ctx))).toEqual(['ring-other-owner'])
  })

  test('on Windows (no uid) neither mode nor owner is checked', async () => {
    const { dir, ctx, file } = await made()
    chmodSync(file, 0o644)
    expect((await readRing(dir, { ...ctx, uid: undefined }))?.keys).toHaveLength(1)
  })

  test('SEC3: a symlink for the file or the folder, even a broken one', async () => {
    const { dir: target, ring, file } = await made()
    const linked = folder()
    symlinkSync(ring, join(linked, '.scopectl'))
    expect(await codesOf(() => readRing(linked, context(linked)))).toEqual(['ring-symlink'])
    expect(await codesOf(() => createRing(linked, context(linked)))).toEqual(['ring-symlink'])
    for (const to of [file, join(target, 'nowhere')]) {
      const dir = folder()
      mkdirSync(join(dir, '.scopectl'), { mode: 0o700 })
      symlinkSync(to, join(dir, '.scopectl/keys.json'))
      expect(await codesOf(() => createRing(dir, context(dir)))).toEqual(['ring-symlink'])
    }
    expect(readdirSync(target)).toEqual(['.scopectl'])
  })
})

test('a ring that was tampered with is refused, without showing a byte of it', async () => {
  const dir = folder()
  const ctx = context(dir)
  const { ring } = await createRing(dir, ctx)
  const { jwk, created } = ring.signing
  const key = { ...jwk, created }
  const file = join(dir, '.scopectl/keys.json')
  const bad: [unknown, string][] = [
    ['nonsense', 'not-a-set'],
    [{ keys: [] }, 'no-key'],
    [{ keys: [{ ...key, kid: 'x' }] }, 'wrong-kid'],
    [{ keys: [{ ...key, d: undefined }] }, 'foreign-key'],
    [{ keys: [{ ...key, x: 'é' }] }, 'damaged-key'],
    [{ keys: [{ ...key, y: `${key.y}AA` }] }, 'damaged-key'],
    [{ keys: [{ ...key, d: 'AAAA' }] }, 'damaged-key'],
    [{ keys: [{ ...key, use: 'enc' }] }, 'damaged-key'],
    [{ keys: [key, key] }, 'same-key-twice'],
    [{ keys: [{ ...key, created: 1 }] }, 'no-time'],
    [{ keys: [{ kty: 'oct', k: 'YQ' }] }, 'foreign-key'],
  ]
  for (const [content, why] of bad) {
    writeFileSync(file, JSON.stringify(content))
    const problems = await problemsOf(() => readRing(dir, ctx))
    expect(problems).toMatchObject([{ code: 'ring-unreadable', args: { why } }])
    expect(JSON.stringify(problems)).not.toContain(jwk.d)
  }
})

test('a stale lock is reported, not removed', async () => {
  const dir = folder({ lock: '' })
  const work = () => withLock(join(dir, 'lock'), 'shown/lock', () => 1, 0.1)
  expect(await problemsOf(work)).toMatchObject([
    { code: 'ring-locked', args: { lock: 'shown/lock', named: false } },
  ])
  expect(readdirSync(dir)).toEqual(['lock'])
  expect(await withLock(join(dir, 'other'), 'other', () => 1)).toBe(1)
  await expect(
    withLock(join(dir, 'other'), 'other', () => Promise.reject(new Error('x'))),
  ).rejects.toThrow('x')
  expect(readdirSync(dir)).toEqual(['lock'])
})
