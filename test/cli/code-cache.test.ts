import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG =
  'scopes: { read: Read, write: Write }\nroles: { reader: { scopes: [read] } }\nroutes: { POST /x: write }\n'

/** A separate installation, whose compiled code nothing else writes. */
let home = ''
beforeEach(() => {
  home = tempDir({ 'scopes.yaml': CATALOG })
  for (const folder of ['bin', 'dist'])
    cpSync(folder, join(home, folder), {
      recursive: true,
      filter: (path) => !/\.cache|dist\/bin/.test(path),
    })
})

const run = (line: string, env: Record<string, string> = {}) =>
  runProcess(process.execPath, [join(home, 'bin/scopectl.js'), ...line.split(' ')], {
    cwd: home,
    env: { ...plainEnv(home), ...env },
  })
const cache = () => join(home, 'dist/.cache')
const kept = () => (existsSync(cache()) ? readdirSync(cache()) : [])

const CHECK = 'check --role reader --need read'
/** A denial: exit 4. */
const DENIED = 'check --role reader --need write'

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('compiled code', () => {
  test('is stored for each command and used the next time', async () => {
    const first = await run(CHECK)
    expect([first.exit, first.stdout.split('\n')[0]]).toEqual([0, 'allow'])
    const files = kept()
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !file.includes('-check-'))).toEqual([])
    const compiled = files.map((file) => readFileSync(join(cache(), file)))
    expect(await run(CHECK)).toEqual(first)
    expect(kept().map((file) => readFileSync(join(cache(), file)))).toEqual(compiled)
    await run('lint')
    expect(kept().filter((file) => file.includes('-lint-'))).not.toEqual([])
  })

  test('with random bits flipped is ignored: 200 runs, all with the right answer', async () => {
    const right = await run(DENIED)
    expect(right.exit).toBe(4)
    const sound = new Map(kept().map((file) => [file, readFileSync(join(cache(), file))]))
    const files = [...sound.keys()]
    const flips = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.nat(7))
    for (const [file, place, bit] of fc.sample(flips, { numRuns: 200, seed: 20 })) {
      const broken = Buffer.from(sound.get(file) ?? [])
      const at = place % broken.length
      broken[at] = (broken[at] ?? 0) ^ (1 << bit)
      writeFileSync(join(cache(), file), broken)
      expect(await run(DENIED), `${file}: bit flipped in byte ${at}`).toEqual(right)
      expect(readFileSync(join(cache(), file)).equals(broken), 'was replaced').toBe(false)
      writeFileSync(join(cache(), file), sound.get(file) ?? '')
    }
  })

  test.each<[string, (sound: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('x')],
    ['cut off', (sound) => sound.subarray(0, 5000)],
    ['longer', (sound) => Buffer.concat([sound, Buffer.alloc(1)])],
    ['all zeros', (sound) => Buffer.alloc(sound.length)],
    ['without its digest', (sound) => sound.subarray(32)],
  ])('that is %s is ignored and replaced', async (_what, damage) => {
    const first = await run(DENIED)
    const files = kept()
    for (const file of files) {
      const sound = readFileSync(join(cache(), file))
      writeFileSync(join(cache(), file), damage(sound))
      expect(await run(DENIED)).toEqual(first)
      expect(readFileSync(join(cache(), file)).length).toBeGreaterThan(50_000)
    }
    expect(kept()).toEqual(files)
  })

  test('under the name of another command is ignored', async () => {
    await run(CHECK)
    const [file = ''] = kept()
    const other = file.replace('-check-', '-can-')
    renameSync(join(cache(), file), join(cache(), other))
    const before = readFileSync(join(cache(), other))
    expect((await run('can --role reader')).exit).toBe(0)
    expect(readFileSync(join(cache(), other)).equals(before)).toBe(false)
  })

  test.each([
    ['an invalid command line', 'check --nede read', {}],
    ['an unknown command', 'chekc', {}],
    ['a request for help', 'check --help', {}],
    ['a request for the version', '--version', {}],
    ["Node's own switch", CHECK, { NODE_DISABLE_COMPILE_CACHE: '1' }],
  ])('is not stored after %s', async (_what, line, env) => {
    await run(line, env)
    expect(kept()).toEqual([])
  })

  test('is not needed: if it cannot be stored, each run compiles', async () => {
    writeFileSync(cache(), 'a file where the folder would be')
    expect((await run(CHECK)).exit).toBe(0)
    expect((await run(CHECK)).exit).toBe(0)
  })

  test('is not needed: if it cannot be read, each run compiles', async () => {
    const first = await run(CHECK)
    for (const file of kept()) {
      rmSync(join(cache(), file))
      mkdirSync(join(cache(), file))
    }
    expect(await run(CHECK)).toEqual(first)
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('a damaged installation', () => {
  const chunk = (name: RegExp) => readdirSync(join(home, 'dist')).find((file) => name.test(file))

  describe.each([/^scopectl\.cjs$/, /^start-/, /^check-.{8}\.cjs$/, /^shared-/])('%s', (name) => {
    test.each([
      ['in the middle', (text: string) => text.length / 2],
      ['where what is left is a program', lastStatement],
    ])('cut off %s gives no answer, whatever NODE_OPTIONS allow', async (_, end) => {
      const program = join(home, 'dist', chunk(name) ?? '')
      const text = readFileSync(program, 'latin1')
      writeFileSync(program, text.slice(0, end(text)))
      const broken = await run('matrix', { NODE_OPTIONS: '--unhandled-rejections=none' })
      expect([broken.exit, broken.stdout]).toEqual([1, ''])
    })
  })

  test('without the code for URLs still does everything that needs no URL', async () => {
    rmSync(join(home, 'dist', chunk(/^http-get-/) ?? ''))
    for (const line of [CHECK, 'token --role reader', 'lint', 'matrix'])
      expect([line, (await run(line)).exit]).toEqual([line, 0])
    const { exit, stderr } = await run('verify a.b.c --key http://127.0.0.1:1/jwks')
    expect(exit).toBe(1)
    expect(stderr).toContain('http-get-')
  })
})

/** The end of the last statement before the middle, or 0: an empty file is a program too. */
function lastStatement(text: string): number {
  for (let end = text.length >> 1; end > 0; end--) {
    if (!/[;}]/.test(text[end - 1] ?? '')) continue
    try {
      new Script(`(function(){${text.slice(0, end)}\n})`)
      return end
    } catch {
      // Inside a statement.
    }
  }
  return 0
}
