import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A CI job publishes access.xml, however the flag was spelt: an earlier report must not stay there.

const WORLD = {
  'scopes.yaml': `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items/: read }
`,
  'scopes.test.yaml': 'tests:\n  - as: { role: reader }\n    allow: [GET /items/]\n',
}
const GREEN = ['test', '--report=junit=access.xml']

const SPELLINGS: readonly (readonly string[])[] = [
  ['test', '--report', 'junit', 'access.xml'],
  ['test', '--format', 'junit', 'access.xml'],
  ['test', '--format', 'junit', '-o', 'access.xml'],
  ['test', '--reprot', 'junit=access.xml'],
  ['test', '--reports', 'junit=access.xml'],
  ['test', '--reports=junit=access.xml'],
  ['test', '--report', 'xml=access.xml'],
  ['test', '--report', 'JUnit=access.xml'],
  ['test', '--report', 'junit:access.xml'],
  ['test', '--junit', 'access.xml'],
  ['test', '--junit=access.xml'],
  ['tset', '--report', 'junit=access.xml'],
]

describe.concurrent('a report with a misspelt flag', () => {
  test.each(SPELLINGS)('%s %s %s %s', async (...args) => {
    const cwd = tempDir(WORLD)
    const first = await scopectl(args, { cwd })
    expect(first.exit).toBe(2)
    expect((await scopectl(GREEN, { cwd })).exit).toBe(0)
    const { exit } = await scopectl(args, { cwd })
    expect(exit).toBe(2)
    expect(readFileSync(join(cwd, 'access.xml'), 'utf8')).toMatch(/ errors="[1-9]/)
  })

  test('never replaces a file of another tool, and creates none', async () => {
    const foreign = '<?xml version="1.0"?>\n<project/>\n'
    for (const args of SPELLINGS.slice(0, -1)) {
      const cwd = tempDir(WORLD)
      await scopectl(args, { cwd })
      // The kind is wrong in these, and the flag is right: they may create the file.
      if (args[1] !== '--report') expect(existsSync(join(cwd, 'access.xml'))).toBe(false)
      writeFileSync(join(cwd, 'access.xml'), foreign)
      await scopectl(args, { cwd })
      expect(readFileSync(join(cwd, 'access.xml'), 'utf8')).toBe(foreign)
    }
  })
})

test.each([
  [['test', '--report', 'junit', 'access.xml'], '--report junit=access.xml'],
  [['test', '--format', 'tap', 'out.tap'], '--report tap=out.tap'],
  [['test', 'access.xml'], '--report junit=access.xml'],
])('%j is answered with the flag to write', async (args, flag) => {
  const { exit, stderr } = await scopectl(args, { cwd: tempDir(WORLD) })
  expect(exit).toBe(2)
  expect(stderr).toContain('error[report-file-apart]')
  expect(stderr).toContain(`did you mean \`${flag}\`?`)
})

test.each([
  [['test', '--format', 'junit', '-o', 'a.xml'], 'scopectl test --report junit=a.xml'],
  [['test', '-o', 'a.xml'], 'scopectl test --report junit=a.xml'],
  [['test', '--junit', 'a.xml'], 'scopectl test --report junit=a.xml'],
  [['test', '--output', 'json'], 'scopectl test --format json'],
  [['diff', '--format', 'csv', '--output=d.csv'], 'scopectl diff --format csv > d.csv'],
  [['lint', '--json', '-o', 'l.json'], 'scopectl lint --json > l.json'],
])('%j: the line to type', async (args, line) => {
  const { exit, stdout, stderr } = await scopectl(args, { cwd: tempDir(WORLD) })
  expect(exit).toBe(2)
  const hint = args.includes('--json') ? JSON.parse(stdout).problem.hint : stderr.trimEnd()
  expect(hint).toMatch(/try: /)
  expect(hint.endsWith(`try: ${line}`)).toBe(true)
})

test.each([
  ['lock', '-check', '--check'],
  ['lint', '-catalog=scopes.yaml', '--catalog'],
  ['check', '-user', '--user'],
  ['can', '-json', '--json'],
])('%s %s lacks a dash', async (command, flag, meant) => {
  const { exit, stderr } = await scopectl([command, flag], { cwd: tempDir(WORLD) })
  expect(exit).toBe(2)
  expect(stderr).toContain(`did you mean \`${meant}\`?`)
})

test('init without a terminal suggests the same line with --yes', async () => {
  const line = ['init', '--from', 'openapi.json', '--issuer', 'https://idp.test', '-c', 'a b.yaml']
  const { exit, stderr } = await scopectl(line, { cwd: tempDir() })
  expect(exit).toBe(2)
  expect(stderr).toContain(
    'try: scopectl init --from openapi.json --issuer https://idp.test -c "a b.yaml" --yes\n',
  )
  const secret = await scopectl(['init', '--key', 'hunter2'], { cwd: tempDir() })
  expect(secret.stderr).not.toContain('hunter2')
  expect(secret.stderr).toContain('--yes')
})
