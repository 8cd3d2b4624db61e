import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const catalog = (more: Readonly<Record<string, string>> = {}) => `scopes: { read: "", write: "" }
roles:
  reader: { default: true, scopes: [${more['reader'] ?? 'read'}] }
  editor: { scopes: [${more['editor'] ?? ''}] }
routes:
  GET /a: read
  POST /a: write
${more['routes'] ?? ''}`
const FILES = { 'scopes.yaml': catalog(), 'users.yaml': 'users: { ann: { roles: [editor] } }\n' }

const read = (cwd: string, name = 'access.lock') => readFileSync(join(cwd, name), 'utf8')
const lock = (cwd: string, ...args: string[]) => scopectl(['lock', ...args], { cwd })

async function locked(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const cwd = tempDir(files)
  expect((await lock(cwd)).exit).toBe(0)
  return cwd
}

test('written next to the catalog, completely, and written again only if it differs', async () => {
  const cwd = tempDir({ 'api/scopes.yaml': FILES['scopes.yaml'] })
  const first = await lock(cwd, '-c', 'api/scopes.yaml')
  expect(first.stdout).toBe('api/access.lock written: 2 routes, 2 roles, no user, no client\n')
  const { mtimeMs } = lstatSync(join(cwd, 'api/access.lock'))
  const again = await lock(cwd, '-c', 'api/scopes.yaml')
  expect(again.stdout).toContain('is already up to date')
  expect(lstatSync(join(cwd, 'api/access.lock')).mtimeMs).toBe(mtimeMs)
  expect((await lock(join(cwd, 'api'), '--check')).exit).toBe(0)
})

test('--check: 0 right after lock, 5 after a change, and it writes nothing', async () => {
  const cwd = await locked()
  expect(await lock(cwd, '--check')).toEqual({
    exit: 0,
    stdout: 'access.lock is up to date\n',
    stderr: '',
  })
  const before = read(cwd)
  write(cwd, { 'scopes.yaml': catalog({ editor: 'write' }) })
  const { exit, stdout } = await lock(cwd, '--check')
  expect(exit).toBe(5)
  expect(stdout).toBe(`access.lock differs: editor gains 1 route
  +  allow  editor (1 user)  POST /a  via write,
                                      editor gained it (scopes.yaml:4)
  +  role   editor           has write
  +  user   ann              has write
1 gain
after review: scopectl lock
`)
  expect(read(cwd)).toBe(before)
  expect((await lock(cwd, '--check', '-q')).exit).toBe(5)
  const { kind, ok, same, changes, added } = JSON.parse(
    (await lock(cwd, '--check', '--json')).stdout,
  )
  expect({ kind, ok, same, added }).toEqual({
    kind: 'lock',
    ok: false,
    same: false,
    added: ['allow editor POST /a', 'role editor has read write', 'user ann has read write'],
  })
  expect(changes).toMatchObject([
    { kind: 'gain', who: { kind: 'role', name: 'editor', users: 1 }, route: 'POST /a', line: 4 },
  ])
  await lock(cwd)
  expect((await lock(cwd, '--check')).exit).toBe(0)
})

test('what a default role gains, everyone gains', async () => {
  const cwd = await locked()
  write(cwd, { 'scopes.yaml': catalog({ reader: 'read, write' }) })
  const { stdout } = await lock(cwd, '--check')
  expect(stdout).toMatch(/^access\.lock differs: everyone gains 1 route\n/)
  expect(stdout).toContain('everyone (1 user)  POST /a')
  expect(stdout).not.toMatch(/allow +(editor|reader)/)
})

test('gains come before losses', async () => {
  const cwd = await locked({ ...FILES, 'scopes.yaml': catalog({ editor: 'write' }) })
  write(cwd, {
    'scopes.yaml': catalog({ routes: '  GET /new: public\n' }).replace(
      'GET /a: read',
      'GET /a: public',
    ),
  })
  const { stdout } = await lock(cwd, '--check')
  const kinds = stdout
    .split('\n')
    .map((line) => /^ {2}([-+~?]) {2}(\w+)/.exec(line)?.slice(1).join(' '))
  expect(kinds.filter(Boolean).slice(0, 4)).toEqual(['+ opened', '+ opened', '+ route', '- allow'])
})

describe('undecided routes', () => {
  const routes = '  POST /b: undecided\n  POST /c: undecided\n'

  test('are written with a warning, and fail the check until that many are allowed', async () => {
    const cwd = tempDir({ ...FILES, 'scopes.yaml': catalog({ routes }) })
    const { exit, stderr } = await lock(cwd)
    expect([exit, stderr]).toEqual([0, expect.stringContaining('2 routes are undecided')])
    const check = (...args: string[]) => lock(cwd, '--check', ...args)
    const failed = await check()
    expect([failed.exit, failed.stdout]).toEqual([
      5,
      expect.stringMatching(/^access\.lock is up to date, but 2 routes are undecided\n/),
    ])
    expect((await check('--allow-undecided', '1')).exit).toBe(5)
    expect(await check('--allow-undecided', '2')).toMatchObject({ exit: 0, stderr: '' })
    const slack = await check('--allow-undecided', '3')
    expect([slack.exit, slack.stderr]).toEqual([0, expect.stringContaining('--allow-undecided 2')])
  })

  test.each(['-1', '1.5', 'two', '1e1'])('--allow-undecided=%j is not a number', async (count) => {
    const { exit, stderr } = await lock(await locked(), '--check', `--allow-undecided=${count}`)
    expect([exit, stderr]).toEqual([2, expect.stringContaining('bad-count')])
  })

  test('--allow-undecided without --check is an error', async () => {
    expect((await lock(await locked(), '--allow-undecided', '1')).exit).toBe(2)
  })
})

describe('a missing lock is exit 2, with the command to type', () => {
  test('none', async () => {
    const { exit, stderr } = await lock(
      tempDir({ 'my.yaml': catalog() }),
      '--check',
      '-c',
      'my.yaml',
    )
    expect(exit).toBe(2)
    expect(stderr).toContain('error[lock-missing]')
    expect(stderr).toContain('scopectl lock -c my.yaml')
  })

  test.each([
    ['empty', '', 'lock-empty'],
    ['of another kind', 'hello\n', 'lock-line'],
    ['in conflict', '<<<<<<< HEAD\nallow a GET /b\n=======\n>>>>>>> x\n', 'lock-conflict'],
    ['not UTF-8', Buffer.from([0x61, 0xff]).toString('latin1'), 'lock-line'],
  ])('%s', async (_what, text, code) => {
    const cwd = tempDir({ ...FILES, 'access.lock': text })
    const { exit, stderr } = await lock(cwd, '--check')
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`error[${code}]`)])
    expect(stderr).toContain('scopectl lock')
    expect((await lock(cwd)).exit).toBe(0)
    expect((await lock(cwd, '--check')).exit).toBe(0)
  })

  test('a folder in its place, or an unreadable one', async () => {
    const cwd = tempDir(FILES)
    mkdirSync(join(cwd, 'access.lock'))
    expect((await lock(cwd, '--check')).exit).toBe(2)
    expect((await lock(cwd)).exit).toBe(2)
    if (process.geteuid?.() === 0) return
    const other = await locked()
    chmodSync(join(other, 'access.lock'), 0)
    expect((await lock(other, '--check')).exit).toBe(2)
  })
})

test('SEC3: never written through a symlink', async () => {
  const cwd = tempDir(FILES)
  symlinkSync('elsewhere', join(cwd, 'access.lock'))
  const { exit, stderr } = await lock(cwd)
  expect([exit, stderr]).toEqual([2, expect.stringContaining('file-is-symlink')])
  expect(existsSync(join(cwd, 'elsewhere'))).toBe(false)
})

test('selecting a profile changes nothing: the lock has them all', async () => {
  const profiles = 'profiles: { staging: { issuer: any } }\n'
  const cwd = await locked({ ...FILES, 'scopes.yaml': `${profiles}${catalog()}` })
  expect((await lock(cwd, '--check', '--profile', 'staging')).exit).toBe(0)
  expect(read(cwd)).toContain('trust staging issuer any ')
  write(cwd, { 'scopes.yaml': `${profiles.replace('any', 'x')}${catalog()}` })
  const { exit, stdout } = await lock(cwd, '--check')
  expect([exit, stdout]).toEqual([5, expect.stringContaining('was any, now x')])
})

test('two branches merge by union without markers, and the check says that it must be written again', async () => {
  const cwd = repository({ ...FILES, '.gitattributes': 'access.lock merge=union eol=lf\n' })
  await lock(cwd)
  commit(cwd, {})
  git(cwd, 'checkout', '-q', '-b', 'one')
  write(cwd, { 'scopes.yaml': catalog({ editor: 'write' }) })
  await lock(cwd)
  commit(cwd, {})
  git(cwd, 'checkout', '-q', 'main')
  write(cwd, { 'users.yaml': 'users: { ann: { roles: [editor], scopes: [write] } }\n' })
  await lock(cwd)
  commit(cwd, {})
  git(cwd, 'merge', '-q', '--no-edit', 'one')
  expect(read(cwd)).not.toContain('<<<<')
  const check = await lock(cwd, '--check')
  expect([0, 5]).toContain(check.exit)
  await lock(cwd)
  expect((await lock(cwd, '--check')).exit).toBe(0)
})
