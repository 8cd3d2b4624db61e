import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// What a red gate prints first, and what it proposes.

const CATALOG = `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles:
  reader: { scopes: [read], default: true }
  writer: { scopes: [write] }
routes:
  GET /items/: read
  POST /items/: write
`

test.each([
  [[], 'warning'],
  [['--deny-warnings'], 'error'],
])('lint %j --format github: annotations are as severe as the exit code', async (flags, level) => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG.replace('Write }', 'Write, spare: Spare }') })
  const { exit, stdout } = await scopectl(['lint', ...flags, '--format', 'github'], { cwd })
  expect(exit).toBe(level === 'error' ? 5 : 0)
  expect(stdout).not.toBe('')
  for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(RegExp(`^::${level} `))
})

test('lock --check with several kinds of change counts them in its first line', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  await scopectl(['lock'], { cwd })
  const opened = CATALOG.replace('[read], default', '[read, write], default')
    .replace('GET /items/: read', 'GET /items/: public')
    .replace('writer: { scopes: [write] }', 'writer: { scopes: [read, write] }')
  writeFileSync(join(cwd, 'scopes.yaml'), opened)
  const { exit, stdout } = await scopectl(['lock', '--check'], { cwd })
  expect(exit).toBe(5)
  const [first = ''] = stdout.split('\n')
  expect(first).toMatch(/^access\.lock differs: \d gains?, 1 opened/)
  expect(stdout.split(first.replace('access.lock differs: ', ''))).toHaveLength(2)
})

test('lock --check with an undecided route does not propose only a line that stays red', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  await scopectl(['lock'], { cwd })
  writeFileSync(join(cwd, 'scopes.yaml'), CATALOG.replace(': write\n', ': undecided\n'))
  const { exit, stdout } = await scopectl(['lock', '--check'], { cwd })
  expect(exit).toBe(5)
  expect(stdout).toMatch(
    /\nafter review: scopectl lock\nundecided: decide it, or allow it for now: scopectl lock --check --allow-undecided 1\n$/,
  )
  await scopectl(['lock'], { cwd })
  const allowed = await scopectl(['lock', '--check', '--allow-undecided', '1'], { cwd })
  expect(allowed.exit).toBe(0)
})

test('--fail-on twice: the kinds are separated by commas', async () => {
  const { stderr } = await scopectl(['diff', '--fail-on', 'gain', '--fail-on', 'opened'])
  expect(stderr).toContain('separate the kinds by commas')
})
