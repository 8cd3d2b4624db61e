import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** An installation of its own, whose compiled code nobody else writes. */
let home = ''
beforeEach(() => {
  home = tempDir({ 'scopes.yaml': 'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }' })
  for (const folder of ['bin', 'dist'])
    cpSync(folder, join(home, folder), { recursive: true, filter: (path) => !/\.cache/.test(path) })
})

const run = (line: string, env: Record<string, string> = {}) =>
  runProcess(process.execPath, [join(home, 'bin/scopectl.js'), ...line.split(' ')], {
    cwd: home,
    env: { ...plainEnv(home), ...env },
  })
const cache = () => join(home, 'dist/.cache')
const kept = () => (existsSync(cache()) ? readdirSync(cache()) : [])

const CHECK = 'check --role reader --need read'
const VERSION = '--version'

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('compiled code', () => {
  test('is kept by what ran, for each command its own, and used the next time', async () => {
    const first = await run(CHECK)
    expect([first.exit, first.stdout.split('\n')[0]]).toEqual([0, 'allow'])
    const files = kept()
    expect(files.map((file) => file.endsWith('-check'))).toEqual([true])
    const compiled = files.map((file) => readFileSync(join(cache(), file)))
    expect(await run(CHECK)).toEqual(first)
    expect(kept().map((file) => readFileSync(join(cache(), file)))).toEqual(compiled)
    await run(VERSION)
    expect(kept().filter((file) => !files.includes(file))).toHaveLength(1)
  })

  test.each([
    CHECK,
    'check --need read --token env:TOKEN',
    'verify env:TOKEN',
    'token --role reader',
    VERSION,
  ])('is of one file in what is run in loops: %s', async (line) => {
    const TOKEN = (await run('token --role reader')).stdout.trim() // makes the development key
    rmSync(cache(), { recursive: true })
    expect((await run(line, { TOKEN })).exit).toBe(0)
    expect(kept()).toHaveLength(1)
  })

  test('that is no longer fit is made anew', async () => {
    const first = await run(VERSION)
    const [file = ''] = kept()
    const compiled = readFileSync(join(cache(), file))
    for (const broken of [Buffer.alloc(0), Buffer.from('x'), compiled.subarray(0, 5000)]) {
      writeFileSync(join(cache(), file), broken)
      expect(await run(VERSION)).toEqual(first)
      expect(readFileSync(join(cache(), file)).length).toBeGreaterThan(50_000)
    }
    expect(kept()).toEqual([file])
  })

  test('of another build is never looked at', async () => {
    const program = join(home, 'dist/scopectl.cjs')
    const text = readFileSync(program, 'utf8')
    await run(VERSION)
    // As long as before, which is all that V8 looks at; the hash in the first line says that it is another.
    writeFileSync(program, text.replace(/^\/\/../, '//__').replaceAll('`scopectl $', '`SCOPECTL $'))
    expect((await run(VERSION)).stdout).toMatch(/^SCOPECTL /)
    expect(kept()).toHaveLength(2)
  })

  test.each([
    ['a line that is not understood', 'check --nede read', {}],
    ['an unknown command', 'chekc', {}],
    ['a question for help', 'check --help', {}],
    ["Node's own switch", CHECK, { NODE_DISABLE_COMPILE_CACHE: '1' }],
  ])('is not kept after %s', async (_what, line, env) => {
    await run(line, env)
    expect(kept()).toEqual([])
  })

  test('cannot be kept: no matter', async () => {
    writeFileSync(cache(), 'a file where the folder would be')
    expect((await run(CHECK)).exit).toBe(0)
    expect((await run(CHECK)).exit).toBe(0)
  })

  test('cannot be read: no matter', async () => {
    const first = await run(CHECK)
    for (const file of kept()) {
      rmSync(join(cache(), file))
      mkdirSync(join(cache(), file))
    }
    expect(await run(CHECK)).toEqual(first)
  })

  test.each(['scopectl.cjs', 'more.cjs'])(
    'of a broken %s: no answer, whatever NODE_OPTIONS let pass',
    async (name) => {
      const program = join(home, 'dist', name)
      writeFileSync(program, readFileSync(program, 'utf8').slice(0, 50_000))
      const broken = await run('matrix', { NODE_OPTIONS: '--unhandled-rejections=none' })
      expect([broken.exit, broken.stdout]).toEqual([1, ''])
    },
  )
})

test.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)(
  'what reads URLs is loaded only to read one',
  async () => {
    rmSync(join(home, 'dist/undici.cjs'))
    for (const line of [CHECK, 'token --role reader', 'lint', 'matrix'])
      expect([line, (await run(line)).exit]).toEqual([line, 0])
    const { exit, stderr } = await run('verify a.b.c --key http://127.0.0.1:1/jwks')
    expect(exit).toBe(1)
    expect(stderr).toContain('undici.cjs')
  },
)
