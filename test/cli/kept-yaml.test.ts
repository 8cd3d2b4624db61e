import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes:
  GET /items: read
  POST /items: write
`
const DENIED = { exit: 4, stdout: expect.stringMatching(/^deny 403/), stderr: expect.anything() }
const ALLOWED = { exit: 0, stdout: expect.stringMatching(/^allow/), stderr: '' }

let [home, cache, file] = ['', '', '']
beforeEach(async () => {
  home = tempDir({ 'scopes.yaml': CATALOG })
  cache = join(home, '.cache/scopectl')
  expect(await ask()).toEqual(DENIED)
  file = join(cache, readdirSync(cache)[0] ?? '')
})

const ask = (env: Record<string, string> = {}, line = 'check --role reader --need write') =>
  scopectl(line.split(' '), { cwd: home, env: { XDG_CACHE_HOME: '', ...env } })
const kept = () => JSON.parse(readFileSync(file, 'utf8'))

/** What would be a wrong allow, if it were believed. */
function plant(change: (kept: ReturnType<typeof JSON.parse>) => void): void {
  const planted = kept()
  planted.value.roles.reader.scopes = ['read', 'write']
  change(planted)
  writeFileSync(file, JSON.stringify(planted))
}

describe('what a catalog said is kept', () => {
  test('for its owner alone, one file a catalog, and nothing of the users', async () => {
    writeFileSync(join(home, 'users.yaml'), 'users: { alice: { roles: [reader] } }\n')
    await ask({}, 'check --user alice --need read')
    expect(readdirSync(cache)).toHaveLength(1)
    expect([statSync(cache).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600])
    expect(kept()).toMatchObject({ text: CATALOG, value: { scopes: { read: 'Read' } } })
    expect(readFileSync(file, 'utf8')).not.toContain('alice')
  })

  test('and used: whoever may write there is believed', async () => {
    plant(() => {})
    expect(await ask()).toEqual(ALLOWED) // so that the tests below show something
  })

  test('of a suite too, but not of JSON', async () => {
    const suite = 'tests: [{ as: { role: reader }, forbidden: [POST /items] }]\n'
    const catalog = JSON.stringify(kept().value)
    const cwd = tempDir({ 'scopes.json': catalog, 'scopes.test.yaml': suite })
    const run = () => scopectl(['test'], { cwd, env: { XDG_CACHE_HOME: cwd } })
    const first = await run()
    expect([first.exit, (await run()).exit]).toEqual([0, 0])
    const [only = '', ...others] = readdirSync(join(cwd, 'scopectl'))
    expect(others).toEqual([])
    expect(JSON.parse(readFileSync(join(cwd, 'scopectl', only), 'utf8')).text).toBe(suite)
  })

  test('with its places: mistakes are shown as they are the first time', async () => {
    const text = `${CATALOG}  DELETE /items: wirte\n`
    writeFileSync(join(home, 'scopes.yaml'), text)
    const first = await ask()
    expect(first).toMatchObject({ exit: 2, stderr: expect.stringContaining('scopes.yaml:6:18') })
    expect(kept().text).toBe(text)
    expect(await ask()).toEqual(first)
  })

  test('in XDG_CACHE_HOME, if that is absolute', async () => {
    const other = tempDir()
    await ask({ XDG_CACHE_HOME: other })
    expect(readdirSync(join(other, 'scopectl'))).toHaveLength(1)
    await ask({ XDG_CACHE_HOME: 'here' })
    expect(existsSync(join(home, 'here'))).toBe(false)
  })
})

describe('it is not believed', () => {
  test('for another text', async () => {
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
    ['cut off', () => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -9))],
    ['no JSON', () => writeFileSync(file, '{')],
    ['no object', () => writeFileSync(file, 'null')],
    [
      'without places',
      () => plant((planted) => Object.assign(planted, { places: 'none', root: null })),
    ],
    [
      'open to others',
      () => {
        plant(() => {})
        chmodSync(file, 0o644)
      },
    ],
    [
      'a link',
      () => {
        plant(() => {})
        renameSync(file, join(home, 'planted.json'))
        symlinkSync(join(home, 'planted.json'), file)
      },
    ],
  ])('%s', async (_what, spoil) => {
    spoil()
    expect(await ask()).toEqual(DENIED)
    expect(await ask()).toEqual(DENIED)
    expect(kept()).toMatchObject({
      text: CATALOG,
      value: { roles: { reader: { scopes: ['read'] } } },
    })
  })

  test.skipIf(process.geteuid?.() !== 0)("when it is somebody else's", async () => {
    plant(() => {})
    chownSync(file, 65_534, 65_534)
    expect(await ask()).toEqual(DENIED)
  })
})

test('what is kept is held against the rules like a file', async () => {
  plant((planted) => {
    planted.value.roles.reader.scopes = ['read', 'everything']
  })
  expect(await ask()).toMatchObject({ exit: 2, stderr: expect.stringContaining('everything') })
})

describe('nothing is kept', () => {
  test('of a text with mistakes', async () => {
    writeFileSync(join(home, 'scopes.yaml'), `${CATALOG}${CATALOG}`)
    expect((await ask()).exit).toBe(2)
    expect(kept().text).toBe(CATALOG)
  })

  test("by Node's own switch, nor taken", async () => {
    plant(() => {})
    expect(await ask({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(DENIED)
    const other = tempDir()
    await ask({ NODE_DISABLE_COMPILE_CACHE: '1', XDG_CACHE_HOME: other })
    expect(existsSync(join(other, 'scopectl'))).toBe(false)
  })

  test('where nothing can be written: no matter', async () => {
    const other = tempDir({ scopectl: 'a file where the folder would be' })
    expect(await ask({ XDG_CACHE_HOME: other })).toEqual(DENIED)
    expect(await ask({ XDG_CACHE_HOME: '/proc' })).toEqual(DENIED)
  })
})
