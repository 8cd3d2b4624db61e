import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/io/yaml-source.js'
import { allFiles, filesRun } from '../support/files-run.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const FILES = ['scopes.yaml', 'users.yaml', 'scopes.test.yaml', 'access.lock'] as const
const ATTRIBUTE = 'access.lock merge=union eol=lf\n'

const inside = (cwd: string) => readdirSync(cwd).toSorted()
const text = (cwd: string, file: string) => readFileSync(join(cwd, file), 'utf8')

describe('init --yes', () => {
  test('writes files that load and work immediately', async () => {
    const cwd = tempDir()
    const { exit, stdout } = await scopectl(['init', '--yes', '--json'], { cwd })
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'init',
      ok: true,
      written: [...FILES, '.gitattributes'],
    })
    expect(inside(cwd)).toEqual(['.git', '.gitattributes', ...FILES].toSorted())
    const token = await scopectl(['token', '--user', 'alice'], { cwd })
    const check = await scopectl(['check', '--need', 'read'], { cwd, input: token.stdout })
    expect([token.exit, check.exit]).toEqual([0, 0])
  })

  test('the suite passes on the catalog', async () => {
    const cwd = tempDir()
    await scopectl(['init', '--yes'], { cwd })
    const suite = readYaml('suite', text(cwd, 'scopes.test.yaml')).value as Suite
    const questions = Object.entries(suite.table.rows).flatMap(([route, row]) =>
      row.split(' ').map((expected, i) => {
        const as = suite.subjects[suite.table.columns[i] ?? '']
        return { as, route, expect: expected }
      }),
    )
    for (const { as, ...lists } of suite.tests) {
      const subject = typeof as === 'string' ? suite.subjects[as] : as
      for (const [list, routes] of Object.entries(lists)) {
        const expected = { allow: '200', forbidden: '403', unauthorized: '401' }[list] ?? list
        for (const route of routes) questions.push({ as: subject, route, expect: expected })
      }
    }
    const input = questions.map((each) => `${JSON.stringify(each)}\n`).join('')
    const { exit, stderr } = await scopectl(['check', '--batch', '-'], { cwd, input })
    expect(stderr).not.toContain('error')
    expect(exit).toBe(0)
    expect(questions.length).toBeGreaterThan(30)
  })

  test('next to the file in --catalog, with the given names', async () => {
    const cwd = tempDir({ 'api/x': '' })
    const names = ['--catalog', 'api/access.yaml', '--users-file', 'people.yaml']
    const { exit } = await scopectl(['init', '--yes', ...names], { cwd })
    expect(exit).toBe(0)
    expect(inside(join(cwd, 'api'))).toEqual([
      '.gitattributes',
      'access.lock',
      'access.yaml',
      'scopes.test.yaml',
      'x',
    ])
    expect(text(cwd, 'api/access.yaml')).toContain('users: ../people.yaml')
    expect(text(cwd, 'api/scopes.test.yaml')).toContain('catalog: access.yaml')
    const check = ['check', '--user', 'alice', '--need', 'admin', '--catalog', 'api/access.yaml']
    expect((await scopectl(check, { cwd })).exit).toBe(0)
  })

  test('SCOPECTL_CATALOG determines the place, as for every command', async () => {
    const cwd = tempDir({ 'api/x': '' })
    const env = { SCOPECTL_CATALOG: 'api/scopes.yaml' }
    expect((await scopectl(['init', '--yes'], { cwd, env })).exit).toBe(0)
    expect(existsSync(join(cwd, 'api/scopes.yaml'))).toBe(true)
    expect((await scopectl(['can', '--user', 'alice'], { cwd, env })).exit).toBe(0)
  })
})

interface Suite {
  subjects: Record<string, object>
  tests: ({ as: string | object } & Record<string, string[]>)[]
  table: { columns: string[]; rows: Record<string, string> }
}

test.each([
  ['stdin is not a terminal', []],
  ['--no-input', ['--no-input']],
  ['--json', ['--json']],
])('%s and no --yes: exit 2, nothing written', async (_why, flags) => {
  const cwd = tempDir()
  const { exit, stdout, stderr } = await scopectl(['init', ...flags], { cwd, input: 'y\n' })
  expect(stdout + stderr).toMatch(/init-needs-yes[\s\S]*--yes/)
  expect(exit).toBe(2)
  expect(inside(cwd)).toEqual(['.git'])
})

describe('what already exists', () => {
  test('is named, all of it, and nothing is written', async () => {
    const cwd = tempDir({ 'users.yaml': 'u', 'scopes.test.yaml': 's' })
    const { exit, stderr } = await scopectl(['init', '--yes'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toMatch(/`users\.yaml`[\s\S]*`scopes\.test\.yaml`/)
    expect(stderr).toContain('--force')
    expect(inside(cwd)).toEqual(['.git', 'scopes.test.yaml', 'users.yaml'])
    expect(text(cwd, 'users.yaml')).toBe('u')
  })

  test('is overwritten with --force', async () => {
    const cwd = tempDir({
      'scopes.yaml': 'old',
      'users.yaml': 'old',
      'scopes.test.yaml': 'old',
      'access.lock': 'old',
    })
    const { exit } = await scopectl(['init', '--yes', '--force'], { cwd })
    expect(exit).toBe(0)
    for (const file of FILES) expect(text(cwd, file)).not.toBe('old')
  })

  test.each([[[]], [['--force']]])('a symlink is never written through %j', async (flags) => {
    const cwd = tempDir({ target: 'mine' })
    symlinkSync('target', join(cwd, 'users.yaml'))
    const { exit, stderr } = await scopectl(['init', '--yes', ...flags], { cwd })
    expect(stderr).toContain('file-is-symlink')
    expect(exit).toBe(2)
    expect(text(cwd, 'target')).toBe('mine')
    expect(inside(cwd)).toEqual(['.git', 'target', 'users.yaml'])
  })

  test('a broken symlink, a folder, a JSON twin, a missing folder, a JSON name, one name for two files', async () => {
    const [loose, folder, twin] = [tempDir(), tempDir(), tempDir({ 'scopes.json': '{}' })]
    symlinkSync('nowhere', join(loose, 'scopes.yaml'))
    mkdirSync(join(folder, 'scopes.test.yaml'))
    const runs = await Promise.all([
      scopectl(['init', '--yes', '--force'], { cwd: loose }),
      scopectl(['init', '--yes', '--force'], { cwd: folder }),
      scopectl(['init', '--yes', '--force'], { cwd: twin }),
      scopectl(['init', '--yes', '-c', 'none/scopes.yaml']),
      scopectl(['init', '--yes', '-c', 'my.json']),
      scopectl(['init', '--yes', '--force', '-c', 'users.yaml']),
    ])
    expect(runs.map(({ exit }) => exit)).toEqual([2, 2, 2, 2, 2, 2])
    const said = runs.map(({ stderr }) => /error\[([\w-]+)\]/.exec(stderr)?.[1])
    expect(said).toEqual([
      'file-is-symlink',
      'file-not-regular',
      'init-twin-beside',
      'file-unwritable',
      'init-not-yaml',
      'init-same-file',
    ])
  })

  test.each(['users.json', 'users.ndjson', 'users.csv'])(
    '%s next to what it would write',
    async (twin) => {
      const cwd = tempDir({ [twin]: '' })
      const { exit, stderr } = await scopectl(['init', '--yes', '--force'], { cwd })
      expect([exit, stderr.split('\n')[0]]).toEqual([
        2,
        expect.stringContaining(`\`${twin}\` already exists`),
      ])
      expect(inside(cwd)).toEqual(['.git', twin])
    },
  )

  test('of many simultaneous runs, one writes everything, and the others nothing', async () => {
    const cwd = tempDir()
    const runs = await Promise.all([1, 2, 3, 4].map(() => scopectl(['init', '--yes'], { cwd })))
    expect(runs.map(({ exit }) => exit).toSorted()).toEqual([0, 2, 2, 2])
    expect(inside(cwd)).toEqual(['.git', '.gitattributes', ...FILES].toSorted())
  })
})

describe('.gitattributes', () => {
  test('is extended, once, and keeps its mode', async () => {
    const cwd = tempDir({ '.gitattributes': '* text=auto' })
    chmodSync(join(cwd, '.gitattributes'), 0o640)
    await scopectl(['init', '--yes'], { cwd })
    await scopectl(['init', '--yes', '--force'], { cwd })
    const after = text(cwd, '.gitattributes')
    expect(after).toMatch(/^\* text=auto\n#.*\n/)
    expect(after.split(ATTRIBUTE)).toHaveLength(2)
    expect(statSync(join(cwd, '.gitattributes')).mode & 0o777).toBe(0o640)
  })

  test('is not changed if it already mentions the lock', async () => {
    const cwd = tempDir({ '.gitattributes': 'access.lock -merge\n' })
    const { exit, stdout } = await scopectl(['init', '--yes', '--json'], { cwd })
    expect(exit).toBe(0)
    expect(JSON.parse(stdout).written).not.toContain('.gitattributes')
    expect(text(cwd, '.gitattributes')).toBe('access.lock -merge\n')
  })

  test('that is a symlink stops init before anything is written', async () => {
    const cwd = tempDir({ target: '' })
    symlinkSync('target', join(cwd, '.gitattributes'))
    expect((await scopectl(['init', '--yes'], { cwd })).exit).toBe(2)
    expect(inside(cwd)).toEqual(['.git', '.gitattributes', 'target'])
  })
})

describe.skipIf(process.env['SCOPECTL_BINARY'] !== undefined)('the prompts', () => {
  const hasPrompts = (text: string) => text.includes('User force closed the prompt')

  test('are in the build, and neither check nor init --yes loads them', async () => {
    const cwd = tempDir()
    const byInit = await filesRun(['init', '--yes'], cwd)
    const byCheck = await filesRun(['check', '--user', 'alice', '--need', 'read'], cwd)
    expect(allFiles().some(hasPrompts)).toBe(true)
    expect([byInit.length > 2, byInit.some(hasPrompts)]).toEqual([true, false])
    expect([byCheck.length > 2, byCheck.some(hasPrompts)]).toEqual([true, false])
  })
})
