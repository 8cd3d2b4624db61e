import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { CATALOG, SUITE } from '../support/small-catalog.js'
import { tempDir } from '../support/temp-dir.js'

const TABLE = 'route,editor\nGET /a,403\n'

/** The last line of a text is what the two sides disagree about. */
const conflicting = (text: string, style: 'merge' | 'diff3' = 'merge'): string => {
  const lines = text.trimEnd().split('\n')
  const last = lines.pop() ?? ''
  const base = style === 'diff3' ? ['||||||| 0a1b2c3', last] : []
  const sides = ['<<<<<<< HEAD', last, ...base, '=======', last, '>>>>>>> feature/x']
  return `${[...lines, ...sides].join('\n')}\n`
}
const lineOf = (text: string): number => text.split('\n').indexOf('<<<<<<< HEAD') + 1

const USERS = {
  'users.yaml': 'users:\n  alice: { roles: [editor] }\n  bob: { roles: [editor] }\n',
  'users.json': '{ "users": {\n"alice": { "roles": ["editor"] }\n} }\n',
  'users.ndjson': '{"user":"alice","roles":["editor"]}\n{"user":"bob","roles":["editor"]}\n',
  'users.csv': 'user,roles\nalice,editor\nbob,editor\n',
}
const CASES: readonly [file: string, text: string, ...line: string[]][] = [
  ['scopes.yaml', CATALOG, 'can', '--role', 'editor'],
  ...Object.entries(USERS).map(
    ([file, text]) => [file, text, 'can', '--user', 'alice'] as [string, string, ...string[]],
  ),
  ['scopes.test.yaml', SUITE, 'test'],
  ['t.csv', TABLE, 'test', '--table', 't.csv'],
  ['vars.env', 'A=1\nSECRET=hunter2-hunter2\n', 'can', '--role', 'editor', '--env', 'vars.env'],
  ['api.yaml', 'openapi: 3.1.0\ninfo: {}\npaths: {}\n', 'drift', 'api.yaml'],
]

describe.concurrent.each(['merge', 'diff3'] as const)('a conflict in the style %s', (style) => {
  test.each(CASES)('in %s is reported with its line', async (file, text, ...line) => {
    const broken = conflicting(text, style)
    const cwd = tempDir({ 'scopes.yaml': CATALOG, [file]: broken })
    const { exit, stdout, stderr } = await scopectl(line, { cwd })
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain('error[merge-conflict]')
    expect(stderr).toContain(`merge conflict in \`${file}\``)
    expect(stderr).toContain(`${file}:${lineOf(broken)}:1`)
    expect(stderr).not.toContain('hunter2')
    expect(stderr.match(/error\[/g)).toHaveLength(1)
  })
})

describe.concurrent('a marker that was left behind', () => {
  test.each(['<<<<<<< HEAD', '=======', '>>>>>>> other', '||||||| base', '=========', '=======\r'])(
    '%j is one',
    async (marker) => {
      const cwd = tempDir({
        'scopes.yaml': CATALOG,
        'users.csv': `user,roles\nalice,editor\n${marker}\n`,
        'other.yaml': `${CATALOG}${marker}\n`,
      })
      const [users, catalog] = [
        await scopectl(['can', '--user', 'alice'], { cwd }),
        await scopectl(['can', '--role', 'editor', '-c', 'other.yaml'], { cwd }),
      ]
      for (const { exit, stderr } of [users, catalog]) {
        expect(exit).toBe(2)
        expect(stderr).toContain('error[merge-conflict]')
      }
    },
  )

  test('is not one inside a line, or with other characters after it', async () => {
    const cwd = tempDir({
      'scopes.yaml': `# ======= section\n#=======\n${CATALOG}`,
      'users.csv': 'user,roles,x-title\nalice,editor,<<<<<<< HEAD\n=======x,editor,\n',
    })
    const { exit, stderr } = await scopectl(['can', '--user', 'alice'], { cwd })
    expect([exit, stderr]).toEqual([0, ''])
  })
})

test('a conflict in a batch is reported for each marker, in its line', async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG,
    'asked.ndjson': conflicting('{"role":"editor","need":"read"}\n'),
  })
  const { exit, stdout } = await scopectl(['check', '--batch', 'asked.ndjson'], { cwd })
  expect(exit).toBe(2)
  for (const line of [1, 3, 5]) {
    expect(stdout).toContain(`line ${line}  invalid: merge conflict in \`asked.ndjson\``)
    expect(stdout).toContain(`  asked.ndjson:${line}:1\n`)
  }
})

test('a conflict in access.lock is resolved by writing it again', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  await scopectl(['lock'], { cwd })
  const lock = join(cwd, 'access.lock')
  writeFileSync(lock, conflicting(readFileSync(lock, 'utf8'), 'diff3'))
  const { exit, stderr } = await scopectl(['lock', '--check'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain('error[lock-conflict]')
  expect(stderr).toContain('scopectl lock')
  await scopectl(['lock'], { cwd })
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
})

test('a conflict in a key file or the key ring shows no key', async () => {
  const cwd = tempDir({
    'scopes.yaml': CATALOG.replace('{ issuer', '{ algorithm: HS256, key: "file:secret", issuer'),
    secret: conflicting('first\nhunter2-hunter2-hunter2-hunter2-hunter2\n'),
  })
  mkdirSync(join(cwd, '.scopectl'), { mode: 0o700 })
  const ring = join(cwd, '.scopectl', 'keys.json')
  writeFileSync(ring, conflicting('{ "keys": [\n"hunter2"\n'))
  chmodSync(ring, 0o600)
  const runs = [
    await scopectl(['token', '--role', 'editor'], { cwd }),
    await scopectl(['keys', 'list'], { cwd }),
  ]
  for (const { exit, stdout, stderr } of runs) {
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
    expect(stderr).toContain('error[merge-conflict]')
    expect(stderr).not.toContain('hunter2')
  }
})
