import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes:
  read: Read data
  write: Write data
  admin: { description: Everything, implies: [read, write] }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write] }
  root: { scopes: [admin] }
  "a: b": { scopes: [] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items: read
  PUT /items/{id}: read write
  DELETE /items/{id}: { any: [admin, { all: [write, { scheme: ApiKey }] }] }
  POST /exports: undecided
`

const SUITE = 'scopes.test.yaml'

async function written(catalog = CATALOG): Promise<string> {
  const cwd = tempDir({ 'scopes.yaml': catalog })
  const { exit, stdout, stderr } = await scopectl(['init', '--suite'], { cwd })
  expect(exit, stderr).toBe(0)
  expect(stdout).toContain('scopectl test')
  return cwd
}

describe('init --suite', () => {
  test('pins what each role and scope opens, and only that', async () => {
    const cwd = await written()
    const suite = readFileSync(join(cwd, SUITE), 'utf8')
    expect(suite).toContain(`  - as: { role: editor }
    allow_only:
      - GET /health
      - GET /me
      - GET /items
      - PUT /items/{id}
`)
    const { exit, stderr } = await scopectl(['test'], { cwd })
    expect([exit, stderr]).toEqual([0, expect.stringContaining('passed')])
    const coverage = await scopectl(['test', '--coverage', '--json'], { cwd })
    const [cells] = JSON.parse(coverage.stdout).coverage.gaps
    expect(cells?.kind).not.toBe('cell')
  })

  test.each([
    [
      'a role that gains a scope',
      'editor: { scopes: [write] }',
      'editor: { scopes: [write, admin] }',
    ],
    ['a role that loses one', 'editor: { scopes: [write] }', 'editor: { scopes: [] }'],
    ['a route that is opened', 'GET /items: read', 'GET /items: public'],
    ['one of two scopes that is enough', 'read write', 'write'],
    ['a new route for every user', 'POST /exports: undecided', 'POST /exports: read'],
  ])('fails for %s', async (_what, from, to) => {
    const cwd = await written()
    writeFileSync(join(cwd, 'scopes.yaml'), CATALOG.replace(from, to))
    expect((await scopectl(['test'], { cwd })).exit).toBe(5)
  })

  test('beside a catalog of another name, and from below', async () => {
    const cwd = tempDir({ 'api/access.yaml': CATALOG, 'web/scopes.yaml': CATALOG, 'web/src/x': '' })
    const named = await scopectl(['init', '--suite', '-c', 'api/access.yaml'], { cwd })
    const found = await scopectl(['init', '--suite'], { cwd: join(cwd, 'web/src') })
    expect([named.exit, found.exit]).toEqual([0, 0])
    expect(named.stdout).toContain('scopectl test --catalog api/access.yaml')
    const runs = [
      await scopectl(['test', '--catalog', 'api/access.yaml'], { cwd }),
      await scopectl(['test'], { cwd: join(cwd, 'web/src') }),
    ]
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0])
  })

  test('a suite that exists is not overwritten, and the message says what it may lack', async () => {
    const cwd = await written()
    const before = readFileSync(join(cwd, SUITE), 'utf8')
    writeFileSync(join(cwd, SUITE), `# mine\n${before}`)
    const { exit, stderr } = await scopectl(['init', '--suite'], { cwd })
    expect([exit, stderr]).toEqual([
      2,
      expect.stringMatching(/already exists[\s\S]*test --suggest/),
    ])
    expect(readFileSync(join(cwd, SUITE), 'utf8')).toBe(`# mine\n${before}`)
    const forced = await scopectl(['init', '--suite', '--force', '--json'], { cwd })
    const message = expect.stringContaining(
      'replaced `scopes.test.yaml`: 1 line of the old file is not in',
    )
    expect(JSON.parse(forced.stdout)).toMatchObject({
      exit: 0,
      notes: [{ code: 'init-replaced', message }],
    })
    expect(readFileSync(join(cwd, SUITE), 'utf8')).toBe(before)
    const again = await scopectl(['init', '--suite', '--force'], { cwd })
    expect([again.exit, again.stderr]).toEqual([0, ''])
  })

  test.each([
    ['no catalog', {}, 'catalog-missing'],
    [
      'no decided route',
      { 'scopes.yaml': 'scopes: {}\nroutes: { GET /a: undecided }\n' },
      'init-suite-empty',
    ],
  ])('%s: exit 2', async (_what, files, code) => {
    const { exit, stderr } = await scopectl(['init', '--suite'], { cwd: tempDir(files) })
    expect([exit, stderr]).toEqual([2, expect.stringContaining(code)])
  })
})

test.each([['test'], ['test --suggest']])(
  '%s without a suite names the command that writes one',
  async (line) => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG })
    const { exit, stderr } = await scopectl(line.split(' '), { cwd })
    expect([exit, stderr]).toEqual([2, expect.stringContaining('scopectl init --suite')])
  },
)

test('it names the catalog that was named', async () => {
  const cwd = tempDir({ 'my api/scopes.yaml': CATALOG })
  const { stderr } = await scopectl(['test', '-c', 'my api/scopes.yaml'], { cwd })
  expect(stderr).toContain('scopectl init --suite --catalog "my api/scopes.yaml"')
})

test('init beside a catalog names the command that writes a suite for it', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const { exit, stderr } = await scopectl(['init', '--yes'], { cwd })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('scopectl init --suite')])
})

test('init says what is left to do, and never overwrites', async () => {
  const document = { openapi: '3.0.3', info: { title: 't', version: '1' } }
  const paths = { '/a': { get: { responses: {} } } }
  const cwd = tempDir({ 'api.json': JSON.stringify({ ...document, paths }) })
  const init = async () => {
    const { stdout } = await scopectl(['init', '--yes', '--from', 'api.json', '--json'], { cwd })
    return JSON.parse(stdout)
  }
  const codes = (await init()).notes.map(({ code }: { code: string }) => code)
  expect(codes.filter((code: string) => code.startsWith('init-'))).toEqual([
    'init-undecided',
    'init-known-findings',
    'init-no-suite',
  ])
  expect(await init()).toMatchObject({ exit: 2, problem: { code: 'init-exists' } })
})
