import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A run that ends with exit 2 checked nothing. CI must show that where it shows results: as an annotation, and in place
// of the report of an earlier run.

const CATALOG = `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles:
  reader: { scopes: [read] }
routes:
  GET /items/: read
`
const SUITE = `tests:
  - as: { role: reader }
    allow:
      - GET /items/
`
const CONFLICT = CATALOG.replace(
  '  reader',
  '<<<<<<< HEAD\n  reader: { scopes: [write] }\n=======\n  reader',
).concat('>>>>>>> other\n')

const world = (more: Readonly<Record<string, string>> = {}) =>
  tempDir({ 'scopes.yaml': CATALOG, 'scopes.test.yaml': SUITE, ...more })

describe.concurrent('--format github marks why a run ended with exit 2', () => {
  test.each([
    [['lint']],
    [['test']],
    [['lock', '--check']],
    [['drift', 'openapi.json']],
    [['diff', 'scopes.yaml', 'old.yaml']],
  ])('%j: a merge conflict', async (args) => {
    const cwd = world({ 'scopes.yaml': CONFLICT, 'old.yaml': CATALOG, 'openapi.json': '{}' })
    const plain = await scopectl(args, { cwd })
    const { exit, stdout, stderr } = await scopectl([...args, '--format', 'github'], { cwd })
    expect([plain.exit, exit]).toEqual([2, 2])
    expect(stdout).toMatch(
      /^::error file=scopes\.yaml,line=4,col=1,title=scopectl [a-z%3A /-]*merge-conflict::/im,
    )
    if (args[0] !== 'lint') expect(stderr).toBe(plain.stderr)
  })

  test.each<[string, readonly string[], RegExp]>([
    [
      'no lock',
      ['lock', '--check'],
      /^::error file=access\.lock,title=scopectl lock%3A lock-missing::/,
    ],
    [
      'no suite',
      ['test', 'none.yaml'],
      /^::error (file=none\.yaml,)?title=scopectl test%3A [a-z-]+::/,
    ],
    ['no revision', ['diff', 'nowhere'], /^::error title=scopectl diff%3A [a-z-]+::/],
    ['no document', ['drift', 'none.json'], /^::error file=none\.json,title=scopectl drift%3A /],
    ['an unknown flag', ['lint', '--strict'], /^::error title=scopectl lint%3A unknown-flag::/],
    ['an unknown command', ['lnt'], /^::error title=scopectl%3A unknown-command::/],
  ])('%s', async (_, args, line) => {
    const cwd = world()
    git(cwd, 'init', '-q')
    for (const flag of [['--format', 'github'], ['--format=github']]) {
      const { exit, stdout, stderr } = await scopectl([...args, ...flag], { cwd })
      expect(exit).toBe(2)
      expect(stdout).toMatch(line)
      expect(stdout.split('\n')).toHaveLength(2)
      expect(stderr).toMatch(/^error\[/)
    }
  })

  test('each problem of a file, and no name in it starts a command', async () => {
    const evil = '"a\\n::error::b %0A ##[add-path]c"'
    const cwd = world({
      'scopes.yaml': CATALOG.replace('[read]', `[${evil}, other]`),
    })
    const { exit, stdout } = await scopectl(['test', '--report', 'github'], { cwd })
    expect(exit).toBe(2)
    const lines = stdout.split('\n').slice(0, -1)
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.filter((line) => !line.startsWith('::error file=scopes.yaml,line=4,'))).toEqual([])
    expect(stdout).not.toMatch(/##\[|[^%]%0A ##|\n::error::/)
  })
})

const FORMATS = ['junit', 'json', 'tap', 'github', 'text'] as const
/** What breaks a run that worked: before, while, and after the files are known. */
const BREAKS: readonly [string, readonly string[], Readonly<Record<string, string>>][] = [
  ['a merge conflict', [], { 'scopes.yaml': CONFLICT }],
  ['an invalid suite', [], { 'scopes.test.yaml': 'tests: []\n' }],
  ['a missing suite', ['none.yaml'], {}],
  ['an unknown flag', ['--bial'], {}],
  ['a filter that matches nothing', ['--filter', 'x'], {}],
]

describe.concurrent('the report of an earlier run does not survive a run that checked nothing', () => {
  test.each(BREAKS)('%s', async (_, args, files) => {
    const cwd = world()
    const reports = FORMATS.flatMap((format) => ['--report', `${format}=out/${format}`])
    const first = await scopectl(['test', ...reports], { cwd })
    expect(first.exit).toBe(0)
    const read = () => FORMATS.map((format) => readFileSync(join(cwd, 'out', format), 'utf8'))
    const before = read()
    for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text)
    const { exit, stderr } = await scopectl(['test', ...args, ...reports], { cwd })
    expect(exit).toBe(2)
    const [, code = 'none'] = /^error\[(.*?)\]/.exec(stderr) ?? []
    const [junit = '', json = '', tap = '', github = '', text = ''] = read()
    expect(before.map((each, i) => each === read()[i])).toEqual(FORMATS.map(() => false))
    expect(junit).toMatch(/<testsuites name="scopectl" tests="\d+" failures="0" errors="[1-9]/)
    expect(junit).toContain(`type="${code}"`)
    expect(JSON.parse(json)).toMatchObject({ kind: 'test', ok: false, exit: 2, problem: { code } })
    expect(tap).toMatch(/^TAP version 14\nBail out! ./)
    expect(github).toMatch(/^::error /)
    expect(text.startsWith(`error[${code}]: `)).toBe(true)
    const again = await scopectl(['test', ...args, ...reports], { cwd })
    expect(again.stderr).toBe(stderr)
  })

  test('and where there was none, the report says so', async () => {
    const cwd = tempDir({ 'scopes.test.yaml': SUITE })
    const { exit } = await scopectl(['test', '--report=junit=a.xml'], { cwd })
    expect(exit).toBe(2)
    expect(readFileSync(join(cwd, 'a.xml'), 'utf8')).toContain('<error message=')
  })

  test('but a file that is not a report is never replaced (`report-kept`)', async () => {
    for (const name of ['scopes.yaml', 'scopes.test.yaml', 'users.yaml', 'notes.txt']) {
      const cwd = world({ 'scopes.yaml': CONFLICT, 'users.yaml': 'users: {}\n', 'notes.txt': 'x' })
      const before = readFileSync(join(cwd, name), 'utf8')
      for (const format of FORMATS) {
        const { exit, stderr } = await scopectl(['test', '--report', `${format}=${name}`], { cwd })
        expect(exit).toBe(2)
        expect(stderr).toContain(`warning: \`${name}\` was not replaced`)
        expect(readFileSync(join(cwd, name), 'utf8')).toBe(before)
      }
    }
  })

  test('on stdout too', async () => {
    const cwd = world({ 'scopes.yaml': CONFLICT })
    const junit = await scopectl(['test', '--report', 'junit'], { cwd })
    expect(junit.stdout).toContain('type="merge-conflict"')
    const tap = await scopectl(['test', '--format', 'tap'], { cwd })
    expect(tap.stdout).toMatch(/^TAP version 14\nBail out! /)
    expect(existsSync(join(cwd, 'junit'))).toBe(false)
  })
})
