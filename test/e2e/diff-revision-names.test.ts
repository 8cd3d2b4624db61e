import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git, repository } from '../support/git.js'
import { tempDir } from '../support/temp-dir.js'
import { diff, GAIN, NEW, OLD } from './diff-world.js'

describe('an ambiguous name is refused, with both full names', () => {
  const ambiguous = { exit: 2, code: 'ambiguous-revision' }

  test('a tag with the name of a branch, a remote branch or an abbreviated commit', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    const first = git(dir, 'rev-parse', 'HEAD')
    const short = first.slice(0, 8)
    git(dir, 'update-ref', 'refs/remotes/origin/main', first)
    git(dir, 'checkout', '-q', '-b', 'work')
    commit(dir, { 'scopes.yaml': NEW })
    for (const tag of ['main', 'origin/main', short]) git(dir, 'tag', tag)
    for (const word of ['main', 'origin/main', short]) {
      const full = { main: 'refs/heads/main', 'origin/main': 'refs/remotes/origin/main' }[word]
      for (const line of [[word], [`${word}~0`], [`${word}..HEAD`], [`HEAD...${word}`]]) {
        const found = await diff(dir, ...line, '--fail-on', 'gain')
        expect(found, line[0]).toMatchObject(ambiguous)
        expect(found.message).toContain(`refs/tags/${word}`)
        expect(found.message).toContain(full ?? first)
      }
      expect(await diff(dir, full ?? first, '--fail-on', 'gain')).toMatchObject({ exit: 5 })
      expect(await diff(dir, `refs/tags/${word}`, '--fail-on', 'gain')).toMatchObject({ exit: 0 })
    }
    // The default branch is searched for by its full name.
    expect(await diff(dir, '--fail-on', 'gain')).toMatchObject({ exit: 5, said: GAIN })
  })

  test('a branch with the name of a remote one, a remote, or a full ref', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    git(dir, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
    git(dir, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
    for (const branch of ['origin/main', 'heads/main']) git(dir, 'branch', branch)
    expect(await diff(dir, 'origin/main')).toMatchObject(ambiguous)
    expect(await diff(dir, 'heads/main')).toMatchObject(ambiguous)
    expect(await diff(dir, 'origin')).toMatchObject({ exit: 0 })
    git(dir, 'branch', '-q', '-D', 'origin/main')
    git(dir, 'branch', 'origin')
    expect(await diff(dir, 'origin')).toMatchObject(ambiguous)
    git(dir, 'tag', 'refs/heads/gone')
    expect(await diff(dir, 'refs/heads/main')).toMatchObject({ exit: 0 })
    expect(await diff(dir, 'refs/heads/gone')).toMatchObject({ exit: 2, code: 'unknown-revision' })
  })

  test('one meaning is enough, whatever else has the same prefix', async () => {
    const dir = repository({ 'scopes.yaml': OLD })
    git(dir, 'branch', 'v1/next')
    git(dir, 'tag', '-a', 'v2', '-m', 'annotated')
    git(dir, 'tag', 'HEAD')
    for (const word of ['v1/next', 'v2', 'v2^{commit}', 'HEAD', '@', 'main@{0}', 'v2-0-gabcdef']) {
      const known = word.startsWith('v2-') ? 2 : 0
      expect((await diff(dir, word)).exit, word).toBe(known)
    }
  })
})

test('a part that is missing is a variable that is not set, and never HEAD compared with itself', async () => {
  const dir = repository({ 'scopes.yaml': OLD })
  commit(dir, { 'scopes.yaml': NEW })
  git(dir, 'update-ref', 'refs/remotes/origin/main', 'main')
  const words = [
    'origin/',
    'refs/heads/',
    '~1',
    '^',
    'origin/~1',
    'origin/..HEAD',
    'HEAD...origin/',
  ]
  for (const word of [...words, '..', '...', '...HEAD', 'HEAD..', '..HEAD', 'HEAD...']) {
    const { exit, code, message } = await diff(dir, '--fail-on', 'any', '--', word)
    expect([word, exit, code]).toEqual([word, 2, 'bad-revision'])
    expect(message).toContain('is a variable unset?')
  }
  expect(await diff(dir, 'HEAD~1..')).toMatchObject({ exit: 0, said: GAIN })
  expect(await diff(dir, 'HEAD..HEAD')).toMatchObject({ exit: 0, said: [] })
})

test('a branch that only a remote has: its name there, or the line that fetches it', async () => {
  const from = repository({ 'scopes.yaml': OLD })
  git(from, 'checkout', '-q', '-b', 'feature')
  commit(from, { 'scopes.yaml': NEW })
  const dir = join(tempDir(), 'clone')
  git(from, 'clone', '-q', '--single-branch', '-b', 'feature', `file://${from}`, dir)
  git(dir, 'checkout', '-q', '--detach')
  for (const word of ['main', 'origin/main']) {
    const { exit, code, hint } = await diff(dir, word)
    expect([exit, code]).toEqual([2, 'unknown-revision'])
    expect(hint).toBe('git fetch origin +refs/heads/main:refs/remotes/origin/main')
  }
  git(dir, ...'fetch origin +refs/heads/main:refs/remotes/origin/main'.split(' '))
  expect(await diff(dir, 'main')).toMatchObject({ exit: 2, hint: 'did you mean `origin/main`?' })
  expect(await diff(dir, 'origin/main')).toMatchObject({ exit: 0, said: GAIN })
  expect(await diff(dir, 'v1.0~3')).toMatchObject({ exit: 2, code: 'unknown-revision' })
})
