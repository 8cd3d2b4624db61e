import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commit, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, write: Write }
roles: { editor: { scopes: [read, write] } }
routes: { GET /items: read }
`
const USERS = `users: { alice: { roles: [editor] } }
clients: { ci-bot: { scopes: [read] } }
`
const FILES = { 'scopes.yaml': CATALOG, 'users.yaml': USERS }

test.each([
  [['users', 'passwd', 'ci-bot', '--stdin'], 'it is a client: `--client ci-bot`'],
  [['users', 'passwd', 'ci-bto', '--stdin'], 'did you mean the client? `--client ci-bot`'],
  [['users', 'passwd', '--client', 'alice', '--stdin'], 'it is a user: `--user alice`'],
  [['check', '--user', 'ci-bot', '--need', 'read'], 'it is a client: `--client ci-bot`'],
  [['check', '--client', 'alcie', '--need', 'read'], 'did you mean the user? `--user alice`'],
  [['token', '--user', 'alice', '--scope', 'read,write'], 'without commas: `"read write"`'],
  [['check', '--user', 'alice', '--need', 'read,write'], 'without commas: `"read write"`'],
])('%j: %s', async (args, hint) => {
  const { exit, stderr } = await scopectl(args, { cwd: tempDir(FILES), input: 'a password' })
  expect([exit, stderr]).toEqual([2, expect.stringContaining(hint)])
})

test('conflict markers that were committed: editing the file would not help', async () => {
  const markers = '<<<<<<< HEAD\nversion: 1\n=======\nversion: 1\n>>>>>>> other\n'
  const cwd = repository({ 'scopes.yaml': `${markers}${CATALOG}` })
  const before = await scopectl(['lint'], { cwd })
  expect(before.stdout).toContain('delete the markers')
  write(cwd, { 'scopes.yaml': CATALOG })
  const { exit, stderr } = await scopectl(['diff', 'HEAD'], { cwd })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('the markers were committed')])
  commit(cwd, {})
  expect((await scopectl(['diff', 'HEAD'], { cwd })).exit).toBe(0)
})

test('init --algorithm without a key that has it: the lines of the hint work', async () => {
  const cwd = tempDir()
  const init = ['init', '--yes', '--algorithm', 'RS256']
  const { exit, stderr } = await scopectl(init, { cwd })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('init-algorithm-needs-key')])
  const line = /: scopectl (keys new .*) FILE$/m.exec(stderr)?.[1] ?? ''
  expect((await scopectl([...line.split(' '), 'key.json'], { cwd })).exit).toBe(0)
  expect((await scopectl([...init, '--key', 'file:key.json'], { cwd })).exit).toBe(0)
  expect((await scopectl(['token', '--user', 'alice'], { cwd })).exit).toBe(0)
})

test('init --algorithm ES256 needs no key', async () => {
  const cwd = tempDir()
  expect((await scopectl(['init', '--yes', '--algorithm', 'ES256'], { cwd })).exit).toBe(0)
  expect((await scopectl(['token', '--user', 'alice'], { cwd })).exit).toBe(0)
})

test('init --suite --force keeps a test with a refused token', async () => {
  const cwd = tempDir(FILES)
  for (const force of [[], ['--force']]) {
    expect((await scopectl(['init', '--suite', ...force], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.test.yaml'), 'utf8')).toContain('flaw: expired')
    expect((await scopectl(['test'], { cwd })).exit).toBe(0)
  }
})
