import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const TOKEN = 'token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope }\n'
const CLEAN = `${TOKEN}scopes: { read: Read data }\nroutes: { GET /items: read }\n`
const WARNS = `${TOKEN}scopes: { read: Read data }\nroutes: { GET /items: read, POST /items: public }\n`
const FAILS = `${TOKEN}scopes: { read: Read data }\nroutes: { GET /items: read, GET /x: undecided }\n`
const IGNORES = (rule: string) =>
  `${CLEAN}lint: { ignore: [{ rule: ${rule}, name: read, reason: soon }] }\n`
const BROKEN = `${TOKEN}scopes: { read: Read data }\nroutes: { GET /items: raed, GET /x: undecided }\n`

describe('the exit code is the same in every format, and with -q', () => {
  test.each([
    ['clean', CLEAN, 0, 0],
    ['warnings', WARNS, 0, 5],
    ['errors', FAILS, 5, 5],
    ['an ignore of a known rule that nothing needs', IGNORES('unused-scope'), 0, 5],
    ['an ignore of an unknown rule', IGNORES('unused-scop'), 5, 5],
    ['an ignore of an unknown rule of drift', IGNORES('drift-weakr'), 5, 5],
    ['broken', BROKEN, 2, 2],
  ])('%s', async (_, catalog, allowed, denied) => {
    const cwd = tempDir({ 'scopes.yaml': catalog })
    const manners = [[], ['--json'], ['--format', 'github'], ['-q'], ['-v']]
    const runs = await Promise.all(
      manners.flatMap((manner) => [
        scopectlHere(['lint', ...manner], { cwd }),
        scopectlHere(['lint', '--deny-warnings', ...manner], { cwd }),
      ]),
    )
    expect(runs.map(({ exit }) => exit)).toEqual(manners.flatMap(() => [allowed, denied]))
  })
})

test('the JSON document has each finding, and the problem if files do not load', async () => {
  const good = await scopectlHere(['lint', '--json'], { cwd: tempDir({ 'scopes.yaml': WARNS }) })
  expect(JSON.parse(good.stdout)).toMatchObject({
    ok: true,
    exit: 0,
    errors: 0,
    warnings: 1,
    ignored: 0,
    findings: [
      { rule: 'public-mutation', name: 'POST /items', severity: 'warning', line: 3, column: 29 },
    ],
  })
  const bad = await scopectlHere(['lint', '--json'], { cwd: tempDir({ 'scopes.yaml': BROKEN }) })
  expect(JSON.parse(bad.stdout)).toMatchObject({
    ok: false,
    exit: 2,
    problem: { code: 'unknown-scope', problems: [{ rule: 'unknown-scope', line: 3 }] },
    findings: [{ rule: 'invalid/unknown-scope', name: null, severity: 'error', line: 3 }],
  })
})

test('a broken users file with a valid catalog is a finding in that file', async () => {
  const cwd = tempDir({
    'scopes.yaml': CLEAN,
    'users.yaml': 'users: { ada: { roles: [nobody] } }\n',
  })
  const { stdout, exit } = await scopectlHere(['lint', '--format', 'github'], { cwd })
  expect(stdout).toMatch(
    /^::error file=users.yaml,line=1,col=\d+,title=scopectl invalid\/unknown-role::/,
  )
  expect(exit).toBe(2)
})

test('names from files cannot add commands, colours or lines', async () => {
  const evil = 'POST /a%0A::error::x'
  const catalog = `${TOKEN}scopes: { read: "x\\u202e\\e[31m\\n::error::y" }\nroutes: { GET /items: read, "${evil}": public }\n`
  const cwd = tempDir({ 'scopes.yaml': catalog })
  for (const format of ['text', 'github', 'json']) {
    const { stdout, stderr } = await scopectlHere(['lint', '--format', format], { cwd })
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\u202e|^::error::/mu)
  }
})

test('a development key that git tracks is an error', async () => {
  const cwd = tempDir({ 'scopes.yaml': CLEAN, '.scopectl/keys.json': '{}' })
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd, env: { PATH: process.env['PATH'] ?? '' } })
  git('init', '-q')
  expect((await scopectlHere(['lint'], { cwd })).exit).toBe(0)
  git('add', '-f', '.scopectl')
  const { stdout, exit } = await scopectlHere(['lint'], { cwd })
  expect(stdout).toContain('.scopectl/keys.json  error  tracked-development-key')
  expect(exit).toBe(5)
  const from = await scopectlHere(['lint', '-c', join(cwd, 'scopes.yaml')])
  expect(from.exit).toBe(5)
})

test("the repository's own catalog has no findings except those with a reason", async () => {
  const { stdout, exit } = await scopectlHere(['lint', '--deny-warnings'], { cwd: process.cwd() })
  expect(stdout).toBe('')
  expect(exit).toBe(0)
})

const MANY = `${TOKEN}scopes: { read: Read data, dead: Dead, deader: Dead too }
roles: { editor: { scopes: [read] }, author: { scopes: [read] }, dull: { scopes: [dead, deader] } }
routes: { GET /items: read, POST /items: public, PUT /admin/x: public, GET /admin/y: undecided }
`

describe('filters show a part, and the exit code counts everything', () => {
  const cwd = tempDir({ 'scopes.yaml': MANY })
  const lint = (...flags: string[]) => scopectlHere(['lint', ...flags], { cwd })
  const shown = async (...flags: string[]): Promise<string[]> =>
    JSON.parse((await lint(...flags, '--json')).stdout).findings.map(
      ({ rule, name }: { rule: string; name: string }) => `${rule} ${name}`,
    )

  test('by role, scope, path and method', async () => {
    expect(await shown('--role', 'author')).toEqual(['equal-roles author'])
    expect(await shown('--scope', 'dead')).toEqual(['unused-scope dead'])
    expect(await shown('--scope', 'dead*')).toEqual(['unused-scope dead', 'unused-scope deader'])
    expect(await shown('--path', '/admin/*')).toEqual([
      'public-mutation PUT /admin/x',
      'undecided-route GET /admin/y',
    ])
    expect(await shown('--path', '/admin/*', '--method', 'PUT')).toEqual([
      'public-mutation PUT /admin/x',
    ])
  })

  test('an error that is hidden still fails the gate, in every format, and is counted', async () => {
    for (const flags of [[], ['--json'], ['--format', 'github'], ['-q']]) {
      expect((await lint('--role', 'author', ...flags)).exit).toBe(5)
    }
    const { stdout, stderr } = await lint('--role', 'author')
    expect(stdout).toMatch(/ warn {3}equal-roles/)
    expect(stdout).not.toContain('undecided-route')
    expect(stderr).toContain('hides 1 error and 4 warnings; the exit code counts them')
    const json = JSON.parse((await lint('--role', 'author', '--json')).stdout)
    expect(json).toMatchObject({ errors: 0, warnings: 1, hidden: { errors: 1, warnings: 4 } })
    expect(json.notes).toMatchObject([{ code: 'findings-hidden' }])
    const none = await lint('--method', 'GET', '--path', '/items')
    expect([none.exit, none.stdout]).toEqual([5, 'no finding matches the filter\n'])
  })

  test('hidden warnings are denied too', async () => {
    const clean = tempDir({ 'scopes.yaml': WARNS })
    const flags = ['lint', '--method', 'GET']
    expect((await scopectlHere(flags, { cwd: clean })).exit).toBe(0)
    const denied = await scopectlHere([...flags, '--deny-warnings'], { cwd: clean })
    expect(denied.exit).toBe(5)
    expect(denied.stderr).toContain('hides 1 warning; the exit code counts it')
  })

  test('files that do not load are shown whatever the filter', async () => {
    const broken = tempDir({ 'scopes.yaml': BROKEN })
    const { exit, stdout } = await scopectlHere(['lint', '--path', '/nothing'], { cwd: broken })
    expect(exit).toBe(2)
    expect(stdout).toContain('invalid/unknown-scope')
  })

  test('--explain takes none', async () => {
    expect((await lint('--explain', 'unused-scope', '--role', 'editor')).exit).toBe(2)
  })

  test('totals per rule, errors first', async () => {
    const lines = (await lint()).stdout.trimEnd().split('\n')
    expect(lines.slice(-5, -1)).toEqual([
      '  1  error  undecided-route',
      '  2  warn   unused-scope',
      '  2  warn   public-mutation',
      '  1  warn   equal-roles',
    ])
    const { totals } = JSON.parse((await lint('--json')).stdout)
    expect(totals[1]).toEqual({ rule: 'unused-scope', severity: 'warning', count: 2 })
  })
})

test('the totals tell the errors of a rule from its warnings', async () => {
  const catalog = `${CLEAN}lint:
  ignore:
    - { rule: unused-scop, name: read, reason: misspelt }
    - { rule: unused-scope, name: read, reason: not needed }
`
  const { stdout, exit } = await scopectlHere(['lint'], {
    cwd: tempDir({ 'scopes.yaml': catalog }),
  })
  expect(exit).toBe(5)
  expect(stdout).toContain(
    '  1  error  unused-ignore\n  1  warn   unused-ignore\n1 error, 1 warning',
  )
})
