import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository, write } from '../support/git.js'
import { tempDir } from '../support/temp-dir.js'
import { diff, GAIN, NEW, OLD } from './diff-world.js'

const empty = (dir: string, message: string): void =>
  void git(dir, 'commit', '-q', '--allow-empty', '-m', message)
const UNKNOWN = { exit: 2, code: 'merge-base-unknown' }

/**
 * c1 lets editors write by mistake, and c2 reverts that. The branch grants it again, and has merged another branch that
 * began at c1: if history is cut off after that, c1 looks like the merge base, and nothing seems to change.
 */
function upstream(): string {
  const dir = repository({ 'scopes.yaml': OLD })
  commit(dir, { 'scopes.yaml': NEW }, 'c1')
  git(dir, 'branch', 'release')
  commit(dir, { 'scopes.yaml': OLD }, 'c2')
  empty(dir, 'c3')
  git(dir, 'branch', 'feature')
  empty(dir, 'c4')
  git(dir, 'checkout', '-q', 'release')
  commit(dir, { 'notes.txt': 'n' }, 'r1')
  git(dir, 'checkout', '-q', 'feature')
  for (const name of ['f1', 'f2']) empty(dir, name)
  commit(dir, { 'scopes.yaml': NEW }, 'f3')
  git(dir, 'merge', '-q', '--no-edit', 'release', '-m', 'f4')
  return dir
}

function shallow(from: string, depths: Readonly<Record<string, number>>): string {
  const dir = tempDir()
  git(dir, 'init', '-q', '-b', 'unused', '.')
  git(dir, 'remote', 'add', 'origin', `file://${from}`)
  for (const [branch, depth] of Object.entries(depths)) {
    git(
      dir,
      'fetch',
      '-q',
      '--depth',
      `${depth}`,
      'origin',
      `${branch}:refs/remotes/origin/${branch}`,
    )
  }
  return dir
}

describe('a shallow clone', () => {
  test('an older common ancestor is never mistaken for the merge base', async () => {
    const from = upstream()
    const dir = shallow(from, { feature: 3, main: 5 })
    git(dir, 'checkout', '-q', 'feature')
    expect(
      git(dir, 'log', '-1', '--format=%s', git(dir, 'merge-base', 'origin/main', 'HEAD')),
    ).toBe('c1')
    const line = ['--fail-on', 'gain']
    for (const words of [line, ['origin/main...HEAD', ...line], ['HEAD...origin/main', ...line]]) {
      const { hint, ...found } = await diff(dir, ...words)
      expect(found).toMatchObject(UNKNOWN)
      expect(hint).toContain('fetch-depth: 0')
    }
    // Without a merge base to find, there is nothing that may be cut off.
    expect(await diff(dir, 'origin/main..HEAD')).toMatchObject({ exit: 0, said: GAIN })
    git(dir, 'fetch', '-q', '--unshallow', 'origin')
    expect(await diff(dir, ...line)).toMatchObject({ exit: 5, said: GAIN })
  })

  test('a clone that is deep enough to be certain gives an answer', async () => {
    const from = repository({ 'scopes.yaml': OLD })
    for (const name of ['c1', 'c2', 'c3']) empty(from, name)
    git(from, 'checkout', '-q', '-b', 'work')
    commit(from, { 'scopes.yaml': NEW })
    // The base, c3, is the oldest present commit of both sides, or has one before it.
    for (const depths of [
      { main: 1, work: 2 },
      { main: 2, work: 3 },
      { main: 1, work: 9 },
    ]) {
      const dir = shallow(from, depths)
      git(dir, 'checkout', '-q', 'work')
      expect(await diff(dir), JSON.stringify(depths)).toMatchObject({ exit: 0, said: GAIN })
    }
    const dir = shallow(from, { main: 1, work: 1 })
    git(dir, 'checkout', '-q', 'work')
    expect(await diff(dir)).toMatchObject({ exit: 2, code: 'no-merge-base' })
  })

  test('a pull request as CI checks it out: its merge into main, and main', async () => {
    const from = repository({ 'scopes.yaml': OLD })
    git(from, 'checkout', '-q', '-b', 'work')
    commit(from, { 'scopes.yaml': NEW })
    git(from, 'checkout', '-q', 'main')
    empty(from, 'c1')
    git(from, 'checkout', '-q', '-b', 'pull')
    git(from, 'merge', '-q', '--no-ff', '--no-edit', 'work')
    const dir = shallow(from, { main: 1, pull: 2 })
    git(dir, 'checkout', '-q', 'pull')
    expect(await diff(dir)).toMatchObject({ exit: 0, said: GAIN })
  })

  test('history is read without grafts and replacements', async () => {
    const dir = upstream()
    const [c1 = '', f3 = '', r1 = ''] = ['main~3', 'feature~1', 'feature^2'].map((name) =>
      git(dir, 'rev-parse', name),
    )
    git(dir, 'replace', '--graft', f3, c1)
    expect(await diff(dir), 'refs/replace').toMatchObject({ exit: 0, said: GAIN })
    git(dir, 'replace', '-d', f3)
    writeFileSync(join(dir, '.git/info/grafts'), `${f3} ${c1}\n${r1} ${c1}\n`)
    expect(await diff(dir), 'info/grafts').toMatchObject({ exit: 0, said: GAIN })
  })
})

describe('several merge bases', () => {
  /** Two branches that have merged each other. */
  function crossed(one: string, other: string): string {
    const dir = repository({ 'scopes.yaml': OLD })
    git(dir, 'checkout', '-q', '-b', 'work')
    commit(dir, { 'scopes.yaml': one, 'a.txt': 'a' })
    git(dir, 'checkout', '-q', 'main')
    commit(dir, { 'scopes.yaml': other, 'b.txt': 'b' })
    const ours = (into: string, from: string) => {
      git(dir, 'checkout', '-q', into)
      git(dir, 'merge', '-q', '--no-ff', '--no-edit', '-s', 'ours', from)
    }
    git(dir, 'branch', 'main0', 'main')
    ours('main', 'work')
    ours('work', 'main0')
    return dir
  }

  test('with different access are listed, and none is picked', async () => {
    const dir = crossed(NEW, OLD)
    const found = await diff(dir, 'main...work', '--fail-on', 'gain')
    expect(found).toMatchObject({ exit: 2, code: 'several-merge-bases' })
    for (const name of ['work^1', 'main0']) {
      expect(found.hint).toContain(`scopectl diff ${git(dir, 'rev-parse', name).slice(0, 10)}`)
    }
    expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ code: 'several-merge-bases' })
  })

  test('with the same access count as one', async () => {
    const dir = crossed(`${OLD}# a comment\n`, OLD)
    write(dir, { 'scopes.yaml': NEW })
    expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ exit: 5, said: GAIN })
  })
})

test('an outdated local main does not come before the remote one', async () => {
  const dir = upstream()
  git(dir, 'update-ref', 'refs/remotes/origin/main', 'main')
  git(dir, 'update-ref', 'refs/heads/main', 'main~3')
  expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ exit: 5, said: GAIN })
})

test('a file that a partial clone has not fetched is not "no file"', async () => {
  const users = (roles: string) => `users: { ann: { roles: [${roles}] } }\n`
  const from = repository({ 'scopes.yaml': OLD, 'users.yaml': users('') })
  commit(from, { 'users.yaml': users('editor') })
  git(from, 'config', 'uploadpack.allowFilter', 'true')
  const dir = join(tempDir(), 'clone')
  git(from, 'clone', '-q', '--filter=blob:none', `file://${from}`, dir)
  expect(await diff(dir, 'HEAD~1', '--fail-on', 'gain')).toMatchObject({
    exit: 2,
    code: 'revision-file-absent',
  })
})

test('if the default branch is unknown, a second candidate hides nothing', async () => {
  const dir = repository({ 'scopes.yaml': OLD })
  git(dir, 'checkout', '-q', '-b', 'work')
  commit(dir, { 'scopes.yaml': NEW })
  git(dir, 'update-ref', 'refs/remotes/origin/master', 'main')
  git(dir, 'update-ref', 'refs/remotes/origin/main', 'work') // pushed by somebody who wants to avoid review
  const unclear = { exit: 2, code: 'default-branch-unclear' }
  const found = await diff(dir, '--fail-on', 'gain')
  expect(found).toMatchObject(unclear)
  expect(found.hint).toContain('git remote set-head origin --auto')
  git(dir, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/master')
  expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ exit: 5, said: GAIN })

  for (const name of ['HEAD', 'main', 'master'])
    git(dir, 'update-ref', '-d', '--no-deref', `refs/remotes/origin/${name}`)
  git(dir, 'branch', 'master', 'main')
  expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ exit: 5, said: GAIN })
  git(dir, 'branch', '-f', 'main', 'work')
  expect(await diff(dir, '--fail-on', 'gain')).toMatchObject(unclear)
})
