import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPasswordHash } from '../../src/core/users/password-hash.js'
import { matchesHash } from '../../src/io/server/scrypt.js'
import { CTRL_C, converse, ENTER } from '../support/conversation.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** What would show the password if it were not hidden. */
const CTRL_T = '\u0014'
const CATALOG = 'scopes: { read: Read }\nroutes: { GET /: read }\n'
const USERS = '# who\nusers:\n  alice: {} # she\nclients:\n  ci: { scopes: [read] }\n'
const files = (users = USERS) => tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': users })
const usersOf = (cwd: string) => readFileSync(join(cwd, 'users.yaml'), 'utf8')

/** Whether the hash in the file is for this password. */
async function holds(cwd: string, setting: string, password: string): Promise<boolean> {
  const text = new RegExp(`${setting}: (scrypt\\S+)`).exec(usersOf(cwd))?.[1] ?? ''
  const hash = readPasswordHash(text)
  if (typeof hash === 'string') throw new Error(`no hash: ${text}`)
  return matchesHash(hash, password)
}

test('from stdin, for a user and for a client: a hash, and the rest of the file unchanged', async () => {
  const cwd = files()
  const user = await scopectl(['users', 'passwd', 'alice', '--stdin', '--json'], {
    cwd,
    input: 'pass word\r\n',
  })
  expect(user.exit).toBe(0)
  expect(JSON.parse(user.stdout)).toMatchObject({
    kind: 'users',
    did: 'passwd',
    of: 'user',
    name: 'alice',
    file: 'users.yaml',
  })
  const client = await scopectl(['users', 'passwd', '--client', 'ci', '--stdin'], {
    cwd,
    input: 's3cret',
  })
  expect([client.exit, client.stdout]).toEqual([0, 'secret of ci is set in users.yaml\n'])
  expect(usersOf(cwd).replaceAll(/scrypt[\w$-]+/g, 'HASH')).toBe(
    '# who\nusers:\n  alice: { password: HASH } # she\nclients:\n  ci: { scopes: [read], secret: HASH }\n',
  )
  expect(await holds(cwd, 'password', 'pass word')).toBe(true)
  expect(await holds(cwd, 'password', 'pass word ')).toBe(false)
  expect(await holds(cwd, 'secret', 's3cret')).toBe(true)
  expect(`${user.stdout}${user.stderr}${client.stderr}`).not.toMatch(/pass word|s3cret|scrypt/)
  // The same password again gives another hash, because of the salt.
  const before = usersOf(cwd)
  await scopectl(['users', 'passwd', 'alice', '--stdin'], { cwd, input: 'pass word' })
  expect(usersOf(cwd)).not.toBe(before)
  expect(statSync(join(cwd, 'users.yaml')).mode & 0o777).toBe(0o644 & ~process.umask())
})

test('text that looks the same is the same password, however the keyboard encodes it', async () => {
  const cwd = files()
  await scopectl(['users', 'passwd', 'alice', '--stdin'], { cwd, input: 'caf\u00e9' })
  expect(await holds(cwd, 'password', 'cafe\u0301')).toBe(true)
})

test('at a terminal it is asked for twice, and never shown', async () => {
  const cwd = files()
  const talk = converse(['users', 'passwd', 'alice'], cwd)
  await talk.answer(/New password/, `${CTRL_T}w`, ...'onderland', ENTER)
  await talk.answer(/Repeat it/, ...'wrong', ENTER)
  await talk.answer(/does not match/, ...'\u007f'.repeat(5), ...'wonderland', ENTER)
  const { exit, raw } = await talk.end()
  expect(exit).toBe(0)
  expect(raw).not.toMatch(/wonderland|wrong/)
  expect(await holds(cwd, 'password', 'wonderland')).toBe(true)
})

test('Ctrl-C leaves the file unchanged', async () => {
  const cwd = files()
  const talk = converse(['users', 'passwd', 'alice'], cwd)
  await talk.answer(/New password/, CTRL_C)
  const { exit, shown } = await talk.end()
  expect(exit).toBe(2)
  expect(shown).toContain('nothing was written')
  expect(usersOf(cwd)).toBe(USERS)
})

test.each<[string, string[], string | undefined, string]>([
  ['nobody', ['--stdin'], 'x', 'passwd-for-whom'],
  ['two', ['alice', '--client', 'ci', '--stdin'], 'x', 'conflicting-flags'],
  ['an unknown user', ['alcie', '--stdin'], 'x', 'no-such-user'],
  ['a client instead of a user', ['ci', '--stdin'], 'x', 'no-such-user'],
  ['an unknown client', ['--client', 'cli', '--stdin'], 'x', 'no-such-client'],
  ['an empty one', ['alice', '--stdin'], '\n', 'password-blank'],
  ['a long one', ['alice', '--stdin'], 'x'.repeat(1025), 'password-too-long'],
  ['a pipe without a flag to read it', ['alice'], 'x', 'password-needs-terminal'],
])('%s: exit 2, and nothing is written', async (_what, args, input, code) => {
  const cwd = files()
  const run = await scopectl(['users', 'passwd', ...args, '--json'], {
    cwd,
    ...(input ? { input } : {}),
  })
  expect([run.exit, JSON.parse(run.stdout).problem.code]).toEqual([2, code])
  expect(usersOf(cwd)).toBe(USERS)
})

test('a plain-text password is refused without being shown, and fixed by passwd', async () => {
  const cwd = files('users:\n  alice: { password: "hunter2", roles: [nobody] }\n')
  const check = await scopectl(['can', '--user', 'alice'], { cwd })
  expect(check.exit).toBe(2)
  expect(check.stderr).toContain('password-not-hashed')
  expect(check.stderr).toContain('hint: scopectl users passwd alice')
  expect(check.stderr + check.stdout).not.toContain('hunter2')

  const clear = files('users:\n  alice: { password: hunter2 }\n')
  const run = await scopectl(['users', 'passwd', 'alice', '--stdin'], {
    cwd: clear,
    input: 'better',
  })
  expect(run.exit).toBe(0)
  expect(await holds(clear, 'password', 'better')).toBe(true)
})
