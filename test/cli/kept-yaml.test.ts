import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  POST /items: write
`
const DENIED = { exit: 4, stdout: expect.stringMatching(/^deny 403/), stderr: expect.anything() }
const ALLOWED = { exit: 0, stdout: expect.stringMatching(/^allow/), stderr: '' }

/** An installation of its own, whose folder nobody else writes to. */
let [home, cache] = ['', '']
beforeEach(() => {
  home = tempDir({ 'scopes.yaml': CATALOG })
  cache = join(home, 'dist/.cache')
  for (const folder of ['bin', 'dist'])
    cpSync(folder, join(home, folder), { recursive: true, filter: (path) => !/\.cache/.test(path) })
})

const run = (line: string, cwd = home, env: Record<string, string> = {}) =>
  runProcess(process.execPath, [join(home, 'bin/scopectl.js'), ...line.split(' ')], {
    cwd,
    env: { ...plainEnv(cwd), ...env },
  })
const ask = (env: Record<string, string> = {}) => run('check --role reader --need write', home, env)
const files = () =>
  existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('yaml-')) : []
const file = () => join(cache, files()[0] ?? 'none')
const kept = () => JSON.parse(readFileSync(file(), 'utf8'))

/** What would be a wrong allow, if it were believed. */
function plant(change: (kept: ReturnType<typeof JSON.parse>) => void): void {
  const planted = kept()
  planted.value.roles.reader.scopes = ['read', 'write']
  change(planted)
  writeFileSync(file(), JSON.stringify(planted))
}

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('what a catalog said', () => {
  test('is kept with the program, and nothing of the users', async () => {
    writeFileSync(join(home, 'users.yaml'), 'users: { alice: { roles: [reader] } }\n')
    expect((await run('check --user alice --need read')).exit).toBe(0)
    expect(files()).toHaveLength(1)
    expect([statSync(cache).mode & 0o777, statSync(file()).mode & 0o777]).toEqual([
      0o755 & ~process.umask(),
      0o600,
    ])
    expect(kept()).toMatchObject({ text: CATALOG, value: { scopes: { read: 'Read' } } })
    expect(readFileSync(file(), 'utf8')).not.toContain('alice')
  })

  test('and is used: whoever may write there is believed', async () => {
    expect(await ask()).toEqual(DENIED)
    plant(() => {})
    expect(await ask()).toEqual(ALLOWED) // so that the tests below show something
  })

  test('has the places: mistakes are shown as they are the first time', async () => {
    const text = `${CATALOG}  DELETE /items: wirte\n`
    writeFileSync(join(home, 'scopes.yaml'), text)
    const first = await ask()
    expect(first).toMatchObject({ exit: 2, stderr: expect.stringContaining('scopes.yaml:6:18') })
    expect(kept().text).toBe(text)
    expect(await ask()).toEqual(first)
  })

  test('is held against the rules like a file', async () => {
    await ask()
    plant((planted) => planted.value.roles.reader.scopes.push('everything'))
    expect(await ask()).toMatchObject({ exit: 2, stderr: expect.stringContaining('everything') })
  })

  test('is nothing to another text', async () => {
    expect(await ask()).toEqual(DENIED)
    writeFileSync(join(home, 'scopes.yaml'), CATALOG.replace('[read]', '[read, write]'))
    expect(await ask()).toEqual(ALLOWED)
    writeFileSync(join(home, 'scopes.yaml'), CATALOG)
    expect(await ask()).toEqual(DENIED)
  })

  test.each<[string, () => void]>([
    ['of another build', () => plant((planted) => Object.assign(planted, { build: 'other' }))],
    [
      'with another text beside it',
      () => plant((planted) => Object.assign(planted, { text: `${CATALOG}\n` })),
    ],
    [
      'without places',
      () => plant((planted) => Object.assign(planted, { places: 'none', root: null })),
    ],
    ['cut off', () => writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, -9))],
    ['empty', () => writeFileSync(file(), '')],
    ['no object', () => writeFileSync(file(), 'null')],
  ])('is read again where it is %s', async (_what, spoil) => {
    await ask()
    spoil()
    expect(await ask()).toEqual(DENIED)
    expect(await ask()).toEqual(DENIED)
    expect(kept()).toMatchObject({
      text: CATALOG,
      value: { roles: { reader: { scopes: ['read'] } } },
    })
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('a suite', () => {
  const SUITE = 'tests: [{ as: { role: reader }, forbidden: [POST /items] }]\n'
  const world = (suite: string) =>
    tempDir({
      'scopes.json': JSON.stringify({
        scopes: { read: 'Read', write: 'Write' },
        roles: { reader: { scopes: ['read'] } },
        routes: { 'POST /items': 'write' },
      }),
      'scopes.test.yaml': suite,
    })

  test('is kept too; JSON never is', async () => {
    const cwd = world(SUITE)
    expect([(await run('test', cwd)).exit, (await run('test', cwd)).exit]).toEqual([0, 0])
    expect([files().length, kept().text]).toEqual([1, SUITE])
  })

  test('with users of its own is not: they may have secrets', async () => {
    expect((await run('test', world(`users: { bob: { roles: [reader] } }\n${SUITE}`))).exit).toBe(0)
    expect(files()).toEqual([])
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('nothing is kept', () => {
  test.each([
    ['of a text that is no YAML', `${CATALOG}${CATALOG}`],
    ['of a users file that is named as a catalog', 'users: { bob: { password: hunter2 } }\n'],
    ['of clients', 'clients: { bot: { secret: hunter2 } }\n'],
  ])('%s', async (_what, text) => {
    writeFileSync(join(home, 'scopes.yaml'), text)
    expect((await ask()).exit).toBe(2)
    expect(files()).toEqual([])
  })

  test("by Node's own switch, nor taken", async () => {
    await ask()
    plant(() => {})
    expect(await ask({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(DENIED)
    rmSync(cache, { recursive: true })
    await ask({ NODE_DISABLE_COMPILE_CACHE: '1' })
    expect(existsSync(cache)).toBe(false)
  })

  test('in a folder that a checkout could bring', async () => {
    await ask()
    plant(() => {})
    const planted = readFileSync(file())
    rmSync(cache, { recursive: true })
    for (const folder of ['.cache/scopectl', '.scopectl', '.cache']) {
      mkdirSync(join(home, folder), { recursive: true, mode: 0o700 })
      for (let i = 0; i < 64; i++)
        writeFileSync(join(home, folder, `yaml-${i}.json`), planted, { mode: 0o600 })
    }
    const env = { HOME: home, XDG_CACHE_HOME: join(home, '.cache') }
    expect(await ask(env)).toEqual(DENIED)
  })

  test.each<[string, () => void]>([
    ['where a file is in the way', () => writeFileSync(cache, '')],
    ['where a link leads nowhere', () => symlinkSync('nowhere', cache)],
    [
      'where all that was kept is a folder',
      () => {
        for (let i = 0; i < 64; i++) mkdirSync(join(cache, `yaml-${i}.json/x`), { recursive: true })
      },
    ],
  ])('%s: no matter, and nothing is left over', async (_what, spoil) => {
    spoil()
    for (let i = 0; i < 2; i++) expect(await ask()).toEqual(DENIED)
    const half = existsSync(cache) && statSync(cache).isDirectory() ? readdirSync(cache) : []
    expect(half.filter((name) => /json\.|\.\d+$/.test(name))).toEqual([])
  })
})
