import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git } from '../support/git.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { CATALOG, SUITE } from '../support/small-catalog.js'
import { tempDir } from '../support/temp-dir.js'

const USERS = 'users:\n  alice: { roles: [editor] }\n'
const PATH = wrapperDir()

/** Runs a line in a shell, as a user pastes it. */
function sh(line: string, cwd: string) {
  const env = plainEnv(cwd, PATH)
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' })
  return { exit: status, stdout, stderr }
}

/** What comes after `hint:` or `next:`. */
const lineAfter = (word: 'hint' | 'next', text: string): string =>
  new RegExp(`^${word}: (.*)$`, 'm').exec(text)?.[1] ?? ''

describe('users convert', () => {
  test('into the file that the shell has just made is answered with a line that works', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
    const first = sh('scopectl users convert --to csv > users.csv', cwd)
    expect(first.exit).toBe(2)
    expect(first.stderr).toContain(
      'error[empty-second-file]: `users.csv` is empty, and `users.yaml` exists too',
    )
    // Whatever is asked next says the same, and not that two files are there to choose from.
    const asked = sh('scopectl can --user alice', cwd)
    expect(asked.stderr).toBe(first.stderr)
    const pasted = sh(lineAfter('hint', first.stderr).replace(/^.*use -o: /, ''), cwd)
    expect([pasted.exit, pasted.stderr]).toEqual([0, ''])
    expect(readFileSync(join(cwd, 'users.csv'), 'utf8')).toBe('user,roles\nalice,editor\n')
    expect(sh(lineAfter('next', pasted.stdout), cwd).exit).toBe(0)
    expect(sh('scopectl can --user alice', cwd)).toMatchObject({ exit: 0, stderr: '' })
  })

  test('says nothing of the old file where that one is no longer read', async () => {
    const cwd = tempDir({ 'scopes.yaml': `users: old.yaml\n${CATALOG}`, 'old.yaml': USERS })
    const { stdout } = await scopectl(['users', 'convert', '-o', 'users.csv'], { cwd })
    expect(stdout).toBe('users.csv written: 1 user, no client\n')
  })

  test('two files with something in them remain two files, and two empty ones', async () => {
    for (const other of ['user,roles\n', '']) {
      const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.csv': other, 'users.yaml': other })
      const { stderr } = await scopectl(['can', '--role', 'editor', '--users-file', 'users.csv'], {
        cwd,
      })
      expect(stderr).not.toContain('empty-second-file')
      expect((await scopectl(['users', 'list'], { cwd })).stderr).toContain('error[two-files]')
    }
  })

  test('an empty scopes.json beside the catalog is named as such', async () => {
    const cwd = tempDir({ 'scopes.yaml': CATALOG, 'scopes.json': '' })
    const { exit, stderr } = await scopectl(['can', '--role', 'editor'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toContain('`scopes.json` is empty, and `scopes.yaml` exists too')
    expect(lineAfter('hint', stderr)).toBe('rm scopes.json')
  })
})

describe('next: test --suggest', () => {
  const world = () =>
    tempDir({
      'api/scopes.yaml': `${CATALOG}profiles: { p: { issuer: https://p.test } }\n`,
      'api/users.yaml': USERS,
      'api/scopes.test.yaml': SUITE,
      'api/vars.env': 'A=1\n',
    })

  test.each([
    ['', 'api'],
    ['-c api/scopes.yaml', '.'],
    ['-c api/scopes.yaml --profile p --env api/vars.env --at 2026-01-01 --leeway 30s', '.'],
    ['--filter "role *" --no-tokens', 'api'],
    ['scopes.test.yaml --users-file users.yaml', 'api'],
  ])('with `%s` keeps the flags, and its file is found', (flags, folder) => {
    const root = world()
    const cwd = join(root, folder)
    const covered = sh(`scopectl test --coverage ${flags}`, cwd)
    expect(covered.exit).toBe(0)
    const next = lineAfter('next', covered.stdout)
    for (const flag of flags.match(/--(?:profile|env|users-file|no-tokens|filter|leeway)/g) ?? [])
      expect(next).toContain(flag)
    expect(next).toMatch(/ > \S*more\.scopes\.test\.yaml$/)
    expect(sh(next, cwd).exit).toBe(0)
    expect(existsSync(join(root, 'api/more.scopes.test.yaml'))).toBe(true)
    const again = sh(`scopectl test --coverage ${flags.split(' --filter')[0]} --json`, cwd)
    const { suites } = JSON.parse(again.stdout)
    if (!flags.includes('scopes.test.yaml') && !flags.includes('--filter')) {
      expect(suites).toHaveLength(2)
      expect(JSON.parse(again.stdout).coverage.gaps).toEqual([])
    }
  })

  test('takes another name where that one is taken, and is not printed for a suite from stdin', () => {
    const cwd = join(world(), 'api')
    writeFileSync(join(cwd, 'more.scopes.test.yaml'), SUITE)
    const covered = sh('scopectl test --coverage', cwd)
    expect(lineAfter('next', covered.stdout)).toMatch(/ > more-2\.scopes\.test\.yaml$/)
    const piped = sh('scopectl test --coverage - < scopes.test.yaml', cwd)
    expect(piped.stdout).toContain('not covered')
    expect(lineAfter('next', piped.stdout)).toBe('')
  })
})

describe.skipIf(process.platform === 'win32')('a repository of another user', () => {
  test('is answered with the git command to run', async () => {
    const cwd = tempDir()
    const repository = join(cwd, "with space & o'quote")
    mkdirSync(repository)
    writeFileSync(join(repository, 'scopes.yaml'), CATALOG)
    git(repository, 'init', '-q', '-b', 'main')
    git(repository, 'add', '.')
    git(repository, 'commit', '-qm', 'one')
    // git itself, told to take the folder for somebody else's, as its own tests do.
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
    const bin = tempDir()
    const script = `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec '${real}' "$@"\n`
    execFileSync('sh', ['-c', 'cat >"$1" && chmod 755 "$1"', 'sh', join(bin, 'git')], {
      input: script,
    })
    const env = { ...plainEnv(cwd, bin), HOME: cwd }
    const diff = () => scopectl(['diff', 'HEAD'], { cwd: repository, env })
    const { exit, stderr } = await diff()
    expect(exit).toBe(2)
    expect(stderr).toContain('error[git-not-trusted]')
    const hint = lineAfter('hint', stderr)
    expect(hint).toMatch(/^git config --global --add safe\.directory /)
    execFileSync('sh', ['-c', hint], { cwd: repository, env })
    expect((await diff()).exit).toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')('a folder that cannot be written', () => {
  const NOBODY = 65534
  const root = process.getuid?.() === 0

  /** Root may write anywhere: then the program runs as somebody else. */
  function run(cwd: string, ...args: string[]) {
    const uid = root ? { uid: NOBODY, gid: NOBODY } : {}
    const env = plainEnv(cwd)
    const all = [resolve('bin/scopectl.js'), ...args]
    const done = spawnSync(process.execPath, all, { cwd, env, encoding: 'utf8', ...uid })
    return { exit: done.status, stdout: done.stdout, stderr: done.stderr }
  }

  function readOnly(files: Readonly<Record<string, string>>): string {
    const cwd = tempDir(files)
    chmodSync(cwd, 0o555)
    if (root) chownSync(dirname(join(cwd, 'x')), 0, 0)
    return cwd
  }

  test('cannot hold a key ring, and the message says what to do', () => {
    const cwd = readOnly({ 'scopes.yaml': CATALOG })
    for (const args of [
      ['token', '--role', 'editor'],
      ['keys', 'new'],
    ]) {
      const { exit, stdout, stderr } = run(cwd, ...args)
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
      expect(stderr).toContain(
        'error[ring-unwritable]: cannot write the development key to `.scopectl`: permission denied',
      )
      expect(stderr).toContain('key: env:SECRET_KEY')
    }
    // What is advised works.
    const keyed = CATALOG.replace('token: {', 'token: { algorithm: HS256, key: env:SECRET_KEY,')
    const other = tempDir({ 'scopes.yaml': keyed })
    const env = { ...plainEnv(other), SECRET_KEY: 'x'.repeat(40) }
    const line = [resolve('bin/scopectl.js'), 'token', '--role', 'editor']
    expect(spawnSync(process.execPath, line, { cwd: other, env }).status).toBe(0)
  })

  test.each([
    [['lock'], 'access.lock'],
    [['users', 'convert', '-o', 'users.csv'], 'users.csv'],
  ])('%j says what to do', (args, file) => {
    const { exit, stderr } = run(readOnly({ 'scopes.yaml': CATALOG, 'users.yaml': USERS }), ...args)
    expect(exit).toBe(2)
    expect(stderr).toContain(`error[file-unwritable]: cannot write \`${file}\`: permission denied`)
    expect(lineAfter('hint', stderr)).toContain('write permission')
  })
})
