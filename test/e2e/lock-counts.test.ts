import { expect, test } from 'vitest'
import { commit, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'

const CATALOG = `scopes: { read: "", write: "" }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write] }
routes:
  GET /a: read
  POST /a: write
`

/** More than a lock has a line each for. */
const users = (more: readonly string[] = [], count = 1_001): string =>
  ['users:', ...Array.from({ length: count }, (_, i) => `  u${i}: { roles: [editor] }`), ...more]
    .join('\n')
    .concat('\n')
const oneLess = users().replace('u5: { roles: [editor] }', 'u5: {}')

async function locked(): Promise<string> {
  const cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': users() })
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  commit(cwd, {}, 'locked')
  return cwd
}

const check = async (cwd: string, ...more: string[]) =>
  (await scopectl(['lock', '--check', ...more], { cwd })).stdout

test('one of many users changed: it says so, and the line it gives shows which one', async () => {
  const cwd = await locked()
  write(cwd, { 'users.yaml': oneLess })
  commit(cwd, {}, 'u5 is no longer an editor')
  const stdout = await check(cwd)
  const [, revision = ''] = /scopectl diff ([0-9a-f]{10})\n/.exec(stdout) ?? []
  expect(stdout).toBe(`access.lock differs: users changed
  ~  users  changed (1001 before and now)
to see what changed: scopectl diff ${revision}
after review: scopectl lock
`)
  const diff = await scopectl(['diff', revision], { cwd })
  expect(diff.stdout).toContain('LOSS  u5  POST /a  lost write')
  expect(await check(cwd, '--format', 'github')).toContain(`users changed%0A+ user * 1001 sha256:`)
})

test('the line repeats the flags, and other numbers are shown as they are', async () => {
  const cwd = await locked()
  write(cwd, { 'users.yaml': users(['  new: { roles: [editor] }']) })
  const stdout = await check(cwd, '-c', './scopes.yaml')
  expect(stdout).toContain('  ~  users  1001 before, 1002 now\n')
  expect(stdout).toMatch(/^to see what changed: scopectl diff -c \.\/scopes\.yaml [0-9a-f]{10}$/m)
})

test('a lock that is not committed: the last commit, if it has the entries of the lock', async () => {
  const cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': oneLess })
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  write(cwd, { 'users.yaml': users() })
  expect(await check(cwd)).toContain('to see what changed: scopectl diff HEAD\n')
  const { since } = JSON.parse(await check(cwd, '--json'))
  expect(since).toEqual({ revision: 'HEAD', other_entries: false })
})

test('no revision has the entries of the lock: it says so, and compares with the last commit', async () => {
  const cwd = repository({ 'scopes.yaml': CATALOG, 'users.yaml': oneLess })
  expect((await scopectl(['lock'], { cwd })).exit).toBe(0)
  write(cwd, { 'users.yaml': users() })
  // Committed together: the files of that commit do not give this lock.
  commit(cwd, {}, 'all')
  expect(await check(cwd)).toBe(`access.lock differs: users changed
  ~  users  changed (1001 before and now)
the lock has a digest of more than 1,000 entries, and no commit has these entries
after review: scopectl lock
`)
  write(cwd, { 'users.yaml': users(['  new: { roles: [editor] }']) })
  expect(await check(cwd, '--format', 'github')).toContain(
    'no commit has these entries%0Ato compare with the last commit: scopectl diff HEAD%0A',
  )
})
