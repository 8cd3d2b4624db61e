import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { NEW, OLD, USERS } from './diff-world.js'

const ALL = 'gain,weaker,trust,claims,new-route'

/** A pull request that adds a catalog to a repository that had none. */
function pullRequest(base: Record<string, string> = { 'README.md': '' }): string {
  const dir = repository(base)
  git(dir, 'switch', '-qc', 'change')
  commit(dir, { 'scopes.yaml': OLD, 'users.yaml': USERS })
  return dir
}
const diff = (cwd: string, ...args: string[]) => scopectl(['diff', ...args], { cwd })

/** The command line in a hint, run by a shell where `scopectl` is this program. */
function paste(cwd: string, line: string): { exit: number; said: string } {
  const bin = join(import.meta.dirname, '../../bin/scopectl.js')
  const script = `scopectl() { "${process.execPath}" "${bin}" "$@"; }\n${line}`
  try {
    const said = execFileSync('sh', ['-c', script], { cwd, encoding: 'utf8', stdio: 'pipe' })
    return { exit: 0, said }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string }
    return { exit: status, said: stderr }
  }
}

describe('a pull request that adds the catalog', () => {
  test.each([['main'], ['main...HEAD'], ['main..HEAD'], ['main', 'HEAD'], []])(
    'diff %j says which flag it needs, and with it everything is new',
    async (...revisions) => {
      const dir = pullRequest()
      const refused = await diff(dir, ...revisions)
      expect([refused.exit, refused.stdout]).toEqual([2, ''])
      expect(refused.stderr).toMatch(/hint: .*--new-catalog\n$/)
      const { exit, stdout, stderr } = await diff(dir, ...revisions, '--new-catalog')
      expect(exit, stderr).toBe(0)
      expect(stdout).toMatch(/NEW-ROUTE +editor +GET \/a /)
      expect(stderr).toContain('everything counts as new')
    },
  )

  test('a gate is never green without a word: new routes count', async () => {
    const dir = pullRequest()
    expect((await diff(dir, 'main', '--new-catalog', '--fail-on', ALL)).exit).toBe(5)
    expect((await diff(dir, 'main', '--new-catalog', '--fail-on', 'any')).exit).toBe(5)
    const narrow = await diff(dir, 'main', '--new-catalog', '--fail-on', 'gain', '--json')
    const codes = JSON.parse(narrow.stdout).notes.map(({ code }: { code: string }) => code)
    expect(codes).toEqual(['catalog-is-new', 'fail-on-uncounted'])
  })

  test('the flag may stay in the job: with a catalog in the base it changes nothing', async () => {
    const dir = pullRequest()
    git(dir, 'switch', '-qc', 'next')
    write(dir, { 'scopes.yaml': NEW })
    const args = ['change', '--fail-on', ALL]
    expect(await diff(dir, ...args, '--new-catalog')).toMatchObject(await diff(dir, ...args))
  })

  test('another service of the repository may have a catalog already', async () => {
    const dir = pullRequest({ 'other/scopes.yaml': OLD })
    expect((await diff(dir, 'main', '--new-catalog')).exit).toBe(0)
  })
})

describe('with --new-catalog, a catalog that is only elsewhere is still exit 2', () => {
  test('a misspelt path, a misspelt branch, a newer side without the catalog', async () => {
    const dir = pullRequest()
    for (const args of [['main', '-c', 'scoeps.yaml'], ['mian'], ['HEAD', 'main'], ['HEAD..main']])
      expect((await diff(dir, ...args, '--new-catalog')).exit, args.join(' ')).toBe(2)
  })

  test('a branch that a shallow clone lacks', async () => {
    const origin = pullRequest()
    git(origin, 'switch', '-q', 'main')
    const dir = tempDir()
    git(dir, 'clone', '-q', '--depth=1', '--branch=change', `file://${origin}`, 'clone')
    const cwd = join(dir, 'clone')
    expect((await diff(cwd, 'origin/main', '--new-catalog')).exit).toBe(2)
    expect((await diff(cwd, '--new-catalog')).exit).toBe(2)
  })

  test('a users file that the older revision does not have', async () => {
    const dir = pullRequest({ 'scopes.yaml': OLD })
    write(dir, { 'people.yaml': USERS })
    const args = ['main', '--users-file', 'people.yaml', '--new-catalog', '--json']
    const { exit, stdout } = await diff(dir, ...args)
    const { code, hint } = JSON.parse(stdout).problem
    expect([exit, code]).toEqual([2, 'revision-lacks-file'])
    expect(hint).toMatch(/^without --users-file/)
  })

  test('two files: there is no revision that could lack one', async () => {
    const dir = pullRequest()
    expect((await diff(dir, './old.yaml', '--new-catalog')).exit).toBe(2)
    expect((await diff(dir, './scopes.yaml', '--new-catalog')).exit).toBe(2)
  })
})

describe('a renamed catalog', () => {
  /** In the base it is `before`, in the change `after`. */
  function renamed(before: string, after: string): string {
    // In a folder of its own, since the line makes one next to the repository.
    const dir = join(tempDir({ 'api/.keep': '' }), 'api')
    git(dir, 'init', '-q', '-b', 'main')
    commit(dir, { [before]: OLD, [join(before, '../users.yaml')]: USERS })
    mkdirSync(join(dir, after, '..'), { recursive: true })
    renameSync(join(dir, before, '../users.yaml'), join(dir, after, '../users.yaml'))
    unlinkSync(join(dir, before))
    write(dir, { [after]: NEW })
    return dir
  }

  test.each([
    ['scopes.yaml', 'auth/scopes.yaml', []],
    ['scopes.yaml', 'auth/scopes.yaml', ['--new-catalog', '--fail-on', 'gain']],
    ['api/access.yaml', 'scopes.yaml', ['--new-catalog']],
    ['my scopes.yaml', 'scopes.yaml', ['--new-catalog']],
  ])(
    '%s -> %s %j: the proposed line compares the two, with their users',
    async (from, to, more) => {
      const dir = renamed(from, to)
      const { exit, stderr } = await diff(dir, 'main', '-c', to, ...more)
      expect(exit).toBe(2)
      const line = /^hint: if it was renamed from `.*?`: (.+)$/m.exec(stderr)?.[1] ?? ''
      const { exit: code, said } = paste(dir, line)
      expect(code, said).toBe(0)
      expect(said).toMatch(/^GAIN +editor \(1 user\) +POST \/a .*\n1 gain\n$/m)
    },
  )

  const FLOW = '{ "scopes": { "read": "" }, "routes": { "GET /a": "read" } }'
  test.each<[string, Record<string, string>, Record<string, string | undefined>]>([
    ['written on one line', { 'access.json': FLOW }, { 'access.json': undefined }],
    ['with a rest at the old path', { 'access.yaml': OLD }, { 'access.yaml': '# moved\n' }],
    [
      'too big to be read',
      { 'access.yaml': `${'#'.repeat(10_000_001)}` },
      { 'access.yaml': undefined },
    ],
    [
      'among too many files',
      Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k/${i}.yaml`, `n: ${i}\n`])),
      Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`k/${i}.yaml`, undefined])),
    ],
  ])('%s is not a new one', async (_name, base, change) => {
    const dir = repository(base)
    git(dir, 'switch', '-qc', 'change')
    for (const [file, text] of Object.entries(change)) {
      if (text === undefined) unlinkSync(join(dir, file))
      else write(dir, { [file]: text })
    }
    write(dir, { 'scopes.yaml': NEW })
    const inTree = await diff(dir, 'main', '--new-catalog')
    expect([inTree.exit, inTree.stderr]).toEqual([2, expect.stringContaining('renamed')])
    commit(dir, {})
    const { exit, stderr } = await diff(dir, 'main..HEAD', '--new-catalog')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('renamed')])
    expect(stderr).not.toContain('worktree')
  })

  test('a catalog that was changed in the same change is another one', async () => {
    const dir = pullRequest({ 'other/scopes.yaml': OLD, 'k.yaml': 'a: 1\n' })
    commit(dir, { 'other/scopes.yaml': NEW, 'k.yaml': 'a: 2\n' })
    for (const revision of ['main', 'main..HEAD'])
      expect((await diff(dir, revision, '--new-catalog')).exit).toBe(0)
  })

  test('a clone without the old file cannot tell', async () => {
    const origin = repository({ 'access.yaml': OLD })
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    git(origin, 'switch', '-qc', 'change')
    unlinkSync(join(origin, 'access.yaml'))
    commit(origin, { 'scopes.yaml': NEW })
    const dir = tempDir()
    git(dir, 'clone', '-q', '--filter=blob:none', '--branch=change', `file://${origin}`, 'clone')
    const { exit, stderr } = await diff(join(dir, 'clone'), 'origin/main', '--new-catalog')
    expect([exit, stderr]).toEqual([2, expect.stringContaining('is not in this clone')])
  })
})
