import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canGive, canHide, given, UID } from '../support/other-user.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = 'k'.repeat(32)
const catalog = (key: string): string => `
token: { issuer: http://localhost:8000, audience: api${key} }
scopes: { read: Read }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /a: read }
`
const HS256 = (key: string): string => catalog(`, algorithm: HS256, key: "${key}"`)
const FILES = {
  'scopes.yaml': catalog(''),
  'users.yaml': 'users: { bob: {} }\n',
  'scopes.test.yaml': 'subjects: { r: { role: reader } }\ntests: [{ as: r, allow: [GET /a] }]\n',
  'queries.ndjson': '{"route":"GET /a"}\n',
  'api.json':
    '{"openapi":"3.1.0","info":{"title":"A","version":"1"},"paths":{"/a":{"get":{"responses":{}}}}}',
  'key.txt': SECRET,
  'some.env': `KEY=${SECRET}\n`,
}
const ASK = ['check', '--user', 'bob', '--need', 'read']
const PRESENT = ['check', '--token', 'file:token.txt', '--need', 'read']
type Case = readonly [file: string, args: readonly string[], key: string | undefined]
type Line = readonly [file: string, args: readonly string[], key?: string]
const LINES: readonly Line[] = [
  ['scopes.yaml', ASK],
  ['users.yaml', ASK],
  ['scopes.yaml', ['can', '--user', 'bob']],
  ['users.yaml', ['users', 'list']],
  ['scopes.yaml', ['lint']],
  ['key.txt', PRESENT, 'file:key.txt'],
  ['some.env', [...PRESENT, '--env', 'some.env'], 'env:KEY'],
  ['.scopectl/keys.json', PRESENT],
  ['.scopectl/keys.json', ['token', '--user', 'bob']],
  ['.scopectl/keys.json', ['keys', 'list']],
  ['token.txt', PRESENT],
  ['token.txt', ['verify', 'file:token.txt']],
  ['scopes.test.yaml', ['test']],
  ['queries.ndjson', ['check', '--batch', 'queries.ndjson', '--user', 'bob']],
  ['access.lock', ['lock', '--check']],
  ['api.json', ['import', 'openapi', 'api.json', '-o', 'new.yaml']],
  ['api.json', ['export', 'openapi', '--merge', 'api.json']],
  ['users.yaml', ['users', 'convert', '-o', 'other.ndjson']],
  ['users.yaml', ['serve', '--port', '0']],
]
const CASES = LINES.map(([file, args, key]): Case => [file, args, key])

/** A folder of the user, with a ring, a token and a lock. */
async function world(key?: string): Promise<string> {
  const cwd = tempDir({ ...FILES, ...(key && { 'scopes.yaml': HS256(key) }) })
  given(cwd)
  const env = ['--env', 'some.env']
  const run = (args: string[]) => scopectl(args, { cwd, uid: UID })
  const token = await run(['token', '--user', 'bob', ...env])
  expect([token.exit, token.stderr]).toEqual([0, token.stderr])
  expect((await run(['lock'])).exit).toBe(0)
  writeFileSync(join(cwd, 'token.txt'), token.stdout)
  return given(cwd)
}

/** Exit 2, the file, and the reason. */
async function expectRefused(args: readonly string[], cwd: string, file: string): Promise<void> {
  const { exit, stdout, stderr } = await scopectl(args, { cwd, uid: UID })
  expect([args, exit, stderr]).toEqual([args, 2, expect.stringMatching(/permission denied/)])
  expect(stderr).toContain(file)
  expect(stderr).not.toMatch(/report it|^ +at |node:/m)
  expect(stdout).not.toMatch(/allow|passed/)
}

describe.runIf(canHide)('as a user who may not read everything', () => {
  test.concurrent.each(CASES)('%s without permission: %j', async (file, args, key) => {
    const cwd = await world(key)
    if (args[0] !== 'serve')
      expect((await scopectl(args, { cwd, uid: UID })).exit, args.join(' ')).toBe(0)
    chmodSync(join(cwd, file), 0)
    await expectRefused(args, cwd, file)
  })

  const FOLDERS = CASES.filter(([file]) => file !== '.scopectl/keys.json')
  test.concurrent.each(
    [['can be listed but not entered', 0o444] as const, ['cannot be listed', 0] as const].flatMap(
      (mode) => FOLDERS.map((each) => [...mode, ...each] as const),
    ),
  )('a folder that %s (%i) around %s: %j', async (_what, mode, _file, args, key) => {
    const cwd = await world(key)
    const inner = join(cwd, 'inner')
    mkdirSync(inner)
    for (const name of readdirSync(cwd))
      if (name !== 'inner') renameSync(join(cwd, name), join(inner, name))
    given(cwd)
    const line = [
      '-c',
      'inner/scopes.yaml',
      ...args.map((word) => (word in FILES ? join('inner', word) : word)),
    ]
    chmodSync(inner, mode)
    await expectRefused(line, cwd, 'inner')
    chmodSync(inner, 0o700)
  })

  test.concurrent.each(['test', 'tests'])(
    'suites in a folder %s that cannot be read',
    async (name) => {
      const cwd = await world()
      mkdirSync(join(cwd, name))
      given(cwd)
      expect((await scopectl(['test'], { cwd, uid: UID })).exit).toBe(0)
      chmodSync(join(cwd, name), 0)
      await expectRefused(['test'], cwd, name)
    },
  )
})

describe.runIf(canGive)('what belongs to another user', () => {
  test.each(['.scopectl', '.scopectl/keys.json'])(
    '%s is not trusted, and nothing is signed',
    async (name) => {
      const cwd = await world()
      chownSync(join(cwd, name), 0, 0)
      // As a folder of somebody else that is open enough to be used.
      chmodSync(join(cwd, name), name.endsWith('json') ? 0o644 : 0o755)
      for (const args of [
        PRESENT,
        ['token', '--user', 'bob'],
        ['keys', 'rotate'],
        ['serve', '--port', '0'],
      ]) {
        const { exit, stdout, stderr } = await scopectl(args, { cwd, uid: UID })
        expect([args, exit, stdout]).toEqual([args, 2, ''])
        expect(stderr).toMatch(/^error\[ring-other-owner\]: .*\.scopectl/)
      }
    },
  )

  test('scopes.yaml may: whoever can change it is trusted', async () => {
    const cwd = await world()
    chownSync(join(cwd, 'scopes.yaml'), 0, 0)
    expect((await scopectl(ASK, { cwd, uid: UID })).exit).toBe(0)
  })
})
