import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository, write } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { diff, GAIN, NEW, OLD } from './diff-world.js'

describe('GIT1: no part of a revision is read as an option, a path or a program', () => {
  test.each([
    '--output=x',
    '-x',
    'HEAD:scopes.yaml',
    ':/fix',
    '^main',
    'main^{/x}',
    'a b',
    '*',
    'HEAD\nmain',
    'main..HEAD..HEAD',
  ])('%j is not a revision', async (revision) => {
    const dir = repository({ 'scopes.yaml': OLD })
    expect(await diff(dir, '--', revision)).toMatchObject({ exit: 2, code: 'bad-revision' })
    expect(existsSync(join(dir, 'x'))).toBe(false)
  })

  test.each(['$(touch x)', '`touch x`', 'main;touch', '|touch', 'main&', '@{nonsense}', 'nope'])(
    '%j is unknown, and no shell has seen it',
    async (revision) => {
      const dir = repository({ 'scopes.yaml': OLD })
      const { exit, code } = await diff(dir, '--', revision)
      expect([exit, revision.includes(' ') ? 'unknown-revision' : code]).toEqual([
        2,
        'unknown-revision',
      ])
      expect(existsSync(join(dir, 'x'))).toBe(false)
    },
  )

  test('a range cannot be combined with another argument', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    expect(await diff(dir, 'main..main', 'main')).toMatchObject({ exit: 2, code: 'bad-revision' })
  })

  test('a hostile repository cannot run anything', async () => {
    const dir = repository({
      'scopes.yaml': OLD,
      '.gitattributes': '*.yaml diff=evil filter=evil\n',
    })
    const marker = join(dir, 'was-run')
    const script = join(dir, '.git', 'evil.sh')
    writeFileSync(script, `#!/bin/sh\ntouch '${marker}'\ncat\n`)
    chmodSync(script, 0o755)
    for (const name of [
      'core.pager',
      'core.fsmonitor',
      'core.sshCommand',
      'core.editor',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.smudge',
      'alias.rev-parse',
      'alias.cat-file',
      'gpg.program',
      'uploadpack.packObjectsHook',
    ]) {
      git(dir, 'config', name, name.startsWith('alias') ? `!${script}` : script)
    }
    write(dir, { 'scopes.yaml': NEW })
    rmSync(marker, { force: true })
    expect((await diff(dir, 'main')).said).toEqual(GAIN)
    expect((await diff(dir)).said).toEqual(GAIN)
    expect(existsSync(marker)).toBe(false)
  })

  test('the environment of the caller does not redirect it', async () => {
    const [dir, other] = [repository({ 'scopes.yaml': OLD }), repository({ 'scopes.yaml': NEW })]
    const env = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_EXTERNAL_DIFF: 'false' }
    const { stdout } = await scopectl(['diff', '--json', 'main', 'main'], { cwd: dir, env })
    expect(JSON.parse(stdout).changes).toEqual([])
    write(dir, { 'scopes.yaml': NEW })
    const { stdout: changed } = await scopectl(['diff', '--json', 'main'], { cwd: dir, env })
    expect(JSON.parse(changed).changes).toHaveLength(1)
  })

  test('a replaced object does not change the history', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    const [one, two] = [git(dir, 'rev-parse', 'HEAD'), commit(dir, { 'scopes.yaml': NEW })]
    git(dir, 'replace', '-f', one, two)
    expect((await diff(dir, one, two)).said).toEqual(GAIN)
  })
})

describe('what cannot be compared is exit 2', () => {
  test('no repository; in the revision: no such file, a symlink, a broken catalog', async () => {
    const outside = tempDir({ 'scopes.yaml': OLD })
    expect(await diff(outside)).toMatchObject({ exit: 2, code: 'git-no-repository' })

    const dir = repository({ 'other.yaml': OLD, 'broken.yaml': 'scopes: [' })
    symlinkSync('other.yaml', join(dir, 'link.yaml'))
    commit(dir, { 'scopes.yaml': NEW })
    expect(await diff(dir, 'HEAD~1')).toMatchObject({ exit: 2, code: 'revision-lacks-catalog' })
    expect(await diff(dir, 'HEAD', '-c', 'link.yaml')).toMatchObject({
      exit: 2,
      code: 'revision-file-kind',
    })
    write(dir, { 'broken.yaml': NEW })
    expect(await diff(dir, 'HEAD', '-c', 'broken.yaml')).toMatchObject({ exit: 2 })
  })

  test('no git', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    const env = { PATH: tempDir() }
    const { exit, stderr } = await scopectl(['diff', 'main'], { cwd: dir, env })
    expect(exit).toBe(2)
    expect(stderr).toContain('error[git-missing]')
  })

  test('no default branch; no commit yet', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    git(dir, 'branch', '-m', 'trunk')
    expect(await diff(dir)).toMatchObject({ exit: 2, code: 'no-default-branch' })
    const fresh = tempDir({ 'scopes.yaml': OLD })
    git(fresh, 'init', '-q', '-b', 'main', '.')
    expect(await diff(fresh)).toMatchObject({ exit: 2, code: 'no-default-branch' })
  })

  test('in a shallow clone the hint says fetch-depth: 0', async () => {
    const upstream = repository({ 'scopes.yaml': OLD })
    git(upstream, 'checkout', '-q', '-b', 'work')
    commit(upstream, { 'scopes.yaml': NEW })
    git(upstream, 'checkout', '-q', 'main')
    const dir = tempDir()
    git(dir, 'clone', '-q', '--depth', '1', '--branch', 'work', `file://${upstream}`, 'clone')
    const clone = join(dir, 'clone')
    for (const words of [[], ['main'], ['HEAD~1']]) {
      const { exit, hint } = await diff(clone, ...words)
      expect([exit, hint]).toEqual([2, expect.stringContaining('fetch-depth: 0')])
    }
    git(clone, 'fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main')
    const { exit, hint } = await diff(clone)
    expect([exit, hint]).toEqual([2, expect.stringContaining('fetch-depth: 0')])
  })

  test('unknown kinds for --fail-on, and a missing file', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    for (const kinds of ['gains', 'gain,', 'gain loss']) {
      expect(await diff(dir, `--fail-on=${kinds}`)).toMatchObject({
        exit: 2,
        code: 'invalid-choice',
      })
    }
    expect(await diff(dir, 'main', 'none.yaml')).toMatchObject({ exit: 2, code: 'file-missing' })
  })
})
