import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { SHOP, SILENT_SHOP } from '../support/shop-document.js'
import { tempDir } from '../support/temp-dir.js'

const USERS = `user,client,roles,is_admin,disabled
ada,,editor support,,
ben,,support,true,
cleo,,auditor,,true
,deploy-bot,auditor,,
`

const PROVIDER = [
  ...['--key', 'https://id.example.test/realms/shop/protocol/openid-connect/certs'],
  ...['--issuer', 'https://id.example.test/realms/shop', '--audience', 'shop'],
]

const text = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'utf8')

const world = (): string =>
  tempDir({
    'openapi.json': JSON.stringify(SHOP),
    'silent.json': JSON.stringify(SILENT_SHOP),
    'people/users.csv': USERS,
    'people/users.yaml': 'users:\n  ada: { roles: [editor], scopes: [items:read] }\n',
  })

async function gates(cwd: string): Promise<object> {
  const [lint, suites, lock] = await Promise.all([
    scopectlHere(['lint', '--deny-warnings'], { cwd }),
    scopectlHere(['test'], { cwd }),
    scopectlHere(['lock', '--check'], { cwd }),
  ])
  const said = [lint, suites, lock].map(({ exit, stdout }) => (exit === 0 ? 0 : stdout))
  return { lint: said[0], test: said[1], lock: said[2] }
}

const CLEAN = { lint: 0, test: 0, lock: 0 }

describe('what init writes passes lint --deny-warnings, test and lock --check, and reads well', () => {
  test.each<[string, string[]]>([
    ['the example', []],
    ['a secret', ['--key', 'env:SECRET_KEY']],
    [
      'a secret, with the claims of its tokens',
      ['--key', 'env:K', '--issuer', 'http://localhost:9'],
    ],
    ['a provider', PROVIDER],
    [
      'a provider of which nothing is checked',
      [...PROVIDER.slice(0, 2), '--issuer', 'any', '--audience', 'none'],
    ],
    ['a document', ['--from', 'openapi.json']],
    ['a document, a provider', ['--from', 'openapi.json', ...PROVIDER]],
    ['a silent document', ['--from', 'silent.json', '--unstated', 'public']],
    [
      'a silent document of protected operations',
      ['--from', 'silent.json', '--unstated', 'authenticated'],
    ],
    ['users in CSV', ['--users-file', 'people/users.csv']],
    ['users in CSV, a document', ['--users-file', 'people/users.csv', '--from', 'openapi.json']],
    ['users in YAML, a document', ['--users-file', 'people/users.yaml', '--from', 'openapi.json']],
    ['everything', ['--users-file', 'people/users.csv', '--from', 'openapi.json', ...PROVIDER]],
  ])('%s', async (_variant, flags) => {
    const cwd = world()
    const { exit, stderr } = await scopectlHere(['init', '--yes', ...flags], { cwd })
    expect(exit, stderr).toBe(0)
    expect(await gates(cwd)).toEqual(CLEAN)
    const lines = ['scopes.yaml', 'scopes.test.yaml'].flatMap((file) => text(cwd, file).split('\n'))
    expect(lines.filter((line) => line.length > 100)).toEqual([])
    expect(lines.filter((line) => /\[ |\s\{\w|,\S/.test(line))).toEqual([])
  })

  test('what --unstated made public is not blamed on the document', async () => {
    const cwd = world()
    await scopectlHere(['init', '--yes', '--from', 'silent.json', '--unstated', 'public'], { cwd })
    expect(text(cwd, 'scopes.yaml')).toContain(
      '- { rule: public-mutation, name: POST /login, reason: public since the import }',
    )
  })

  test('operations whose security nobody has decided stay red, and the note says so', async () => {
    const cwd = world()
    const { exit, stderr } = await scopectlHere(['init', '--yes', '--from', 'silent.json'], { cwd })
    expect(exit).toBe(0)
    expect(stderr).toMatch(/1 route in `scopes\.yaml` is undecided/)
    expect(await gates(cwd)).toMatchObject({
      lint: expect.stringContaining('POST /login'),
      test: 0,
    })
  })

  test('a document in which nothing is decided has no suite, and decided routes get one', async () => {
    const paths = { '/a': { get: {} }, '/b': { post: {} } }
    const cwd = tempDir({ 'openapi.json': JSON.stringify({ openapi: '3.1.0', paths }) })
    const { exit, stdout, stderr } = await scopectlHere(
      ['init', '--yes', '--from', 'openapi.json'],
      {
        cwd,
      },
    )
    expect(exit).toBe(0)
    expect(stdout).not.toContain('scopes.test.yaml')
    expect(stderr).toContain('scopectl init --suite')
    writeFileSync(
      join(cwd, 'scopes.yaml'),
      text(cwd, 'scopes.yaml').replace('/a: undecided', '/a: public'),
    )
    expect((await scopectlHere(['init', '--suite'], { cwd })).exit).toBe(0)
    expect((await scopectlHere(['test'], { cwd })).exit).toBe(0)
  })
})

describe('the suite of a document', () => {
  const written = async (...flags: string[]): Promise<string> => {
    const cwd = world()
    await scopectlHere(['init', '--yes', '--from', 'openapi.json', ...flags], { cwd })
    return cwd
  }
  const edit = (cwd: string, from: string | RegExp, to: string): void => {
    const before = text(cwd, 'scopes.yaml')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(join(cwd, 'scopes.yaml'), after)
  }

  test('stays green once roles get their scopes, and other roles and users come', async () => {
    const cwd = await written('--users-file', 'people/users.csv')
    edit(cwd, 'editor: { scopes: [] }', 'editor: { scopes: [items:read, items:write] }')
    edit(cwd, 'support: { scopes: [] }', 'support: { extends: [editor], scopes: ["users:*"] }')
    edit(
      cwd,
      'auditor: { scopes: [] }',
      'auditor: { scopes: [reports] }\n  guest: { default: true, scopes: [items:read] }',
    )
    writeFileSync(join(cwd, 'people/users.csv'), 'user,roles,is_admin\nzoe,editor,\n')
    expect((await scopectlHere(['test'], { cwd })).exit).toBe(0)
  })

  test('stays green once other users take the place of the examples, and fewer scopes are granted', async () => {
    const cwd = await written()
    edit(cwd, /scopes: \[items:read, .*\]/, 'scopes: [items:read]')
    writeFileSync(join(cwd, 'users.yaml'), 'users: { zoe: { is_admin: true } }\n')
    expect((await scopectlHere(['test'], { cwd })).exit).toBe(0)
  })

  test.each([
    ['a route that becomes public', 'POST /items: items:write', 'POST /items: public'],
    ['one that any token opens', 'POST /items: items:write', 'POST /items: authenticated'],
    ['one that needs another scope', 'POST /items: items:write', 'POST /items: items:read'],
    ['one scope of two that is enough', 'items:read items:write', 'items:read'],
    ['a public route that is closed', 'GET /health: public', 'GET /health: authenticated'],
    ['a way in that is gone', '- reports\n', '- items:write\n'],
  ])('fails for %s', async (_what, from, to) => {
    const cwd = await written()
    edit(cwd, from, to)
    expect((await scopectlHere(['test'], { cwd })).exit).toBe(5)
  })
})

describe('a users file that exists', () => {
  test.each([[[]], [['--force']]])('is used as it is, with %j', async (flags) => {
    const cwd = world()
    const args = ['init', '--yes', '--users-file', 'people/users.csv', ...flags]
    const { stdout } = await scopectlHere([...args, '--json'], { cwd })
    expect(JSON.parse(stdout).written).not.toContain('people/users.csv')
    expect(text(cwd, 'people/users.csv')).toBe(USERS)
    expect(text(cwd, 'scopes.yaml')).toMatch(/^users: people\/users\.csv$/m)
    const roles = /^roles:\n((?: {2}.*\n)+)/m.exec(text(cwd, 'scopes.yaml'))?.[1]
    expect(roles?.match(/^ {2}\w+/gm)?.map((name) => name.trim())).toEqual([
      'editor',
      'support',
      'auditor',
      'admin',
    ])
    expect(roles).toContain('when: { is_admin: true }')
    const can = await scopectlHere(['can', '--user', 'ben', '--json'], { cwd })
    expect(can.exit).toBe(0)
  })

  test('beside the catalog needs no mention in it', async () => {
    const cwd = tempDir({ 'users.csv': USERS })
    expect((await scopectlHere(['init', '--yes', '--users-file', 'users.csv'], { cwd })).exit).toBe(
      0,
    )
    expect(text(cwd, 'scopes.yaml')).not.toContain('users:\u0020users.csv')
    expect((await scopectlHere(['check', '--user', 'ada', '--need', 'read'], { cwd })).exit).toBe(4)
  })

  test.each([
    ['an unknown column', 'user,roles,email\nada,,a@b.test\n', 'csv-unknown-column'],
    ['a password in clear', 'user,password\nada,hunter2\n', 'csv-not-hashed'],
    ['no header', 'ada,hunter2\n', 'csv-no-header'],
    ['nothing', '', 'file-empty'],
  ])('with %s is refused as it would be later; nothing is written', async (_what, csv, code) => {
    const cwd = tempDir({ 'users.csv': csv })
    const { exit, stderr } = await scopectlHere(['init', '--yes', '--users-file', 'users.csv'], {
      cwd,
    })
    expect([exit, stderr]).toEqual([2, expect.stringContaining(code)])
    expect(stderr).not.toContain('hunter2')
    expect(() => text(cwd, 'scopes.yaml')).toThrow('ENOENT')
  })

  test('is never created under a name that is not YAML', async () => {
    const { exit, stderr } = await scopectlHere(['init', '--yes', '--users-file', 'users.csv'])
    expect([exit, stderr]).toEqual([2, expect.stringContaining('`users.csv` does not exist')])
  })
})

describe('flags that cannot be meant', () => {
  test.each([
    ['init-needs-claims', PROVIDER.slice(0, 2)],
    ['key-url-insecure', ['--key', 'http://id.example.test/jwks']],
    ['key-source-unknown', ['--key', 'swordfish']],
    ['flag-needs', ['--unstated', 'public']],
    ['conflicting-flags', ['--suite', '--from', 'openapi.json']],
  ])('%s', async (code, flags) => {
    const cwd = world()
    const { exit, stderr } = await scopectlHere(['init', '--yes', ...flags], { cwd })
    expect([exit, stderr]).toEqual([2, expect.stringContaining(code)])
    expect(() => text(cwd, 'scopes.yaml')).toThrow('ENOENT')
  })

  test('the probable issuer of a provider is named', async () => {
    const keys = 'https://shop.eu.auth0.com/.well-known/jwks.json'
    const { stderr } = await scopectlHere(['init', '--yes', '--key', keys])
    expect(stderr).toContain('`https://shop.eu.auth0.com/`')
  })

  test('a key file is named as the catalog will look for it', async () => {
    const cwd = tempDir({ 'keys/public.pem': '', 'api/x': '' })
    const flags = ['--key', 'file:keys/public.pem', '-c', 'api/scopes.yaml']
    await scopectlHere(['init', '--yes', ...flags], { cwd })
    expect(text(cwd, 'api/scopes.yaml')).toContain('key: file:../keys/public.pem')
  })
})
