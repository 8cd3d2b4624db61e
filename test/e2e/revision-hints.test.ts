import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = 'scopes: { read: Read }\nroutes: { GET /a: read }\n'

function clone(...flags: readonly string[]): string {
  const origin = tempDir({ 'scopes.yaml': CATALOG })
  git(origin, 'init', '-q', '-b', 'main')
  git(origin, 'add', '.')
  git(origin, 'commit', '-qm', 'one')
  git(origin, 'commit', '-qm', 'two', '--allow-empty')
  git(origin, 'branch', 'feature')
  const folder = tempDir()
  git(folder, 'clone', '-q', ...flags, `file://${origin}`, 'clone')
  return join(folder, 'clone')
}
const hintOf = async (cwd: string, revision: string): Promise<string> =>
  (await scopectl(['diff', revision], { cwd })).stderr

test.each([[[]], [['--depth=1']]])('a misspelt branch in a clone %j', async (flags) => {
  const cwd = clone(...flags)
  for (const revision of ['orgin/main', 'origin/mian'])
    expect(await hintOf(cwd, revision)).toContain('did you mean `origin/main`?')
})

test('a branch that a shallow clone lacks: the proposed line fetches it', async () => {
  const cwd = clone('--depth=1', '--branch=feature')
  const line = /git fetch (origin \S+)/.exec(await hintOf(cwd, 'origin/main'))?.[1] ?? ''
  git(cwd, 'fetch', '-q', ...line.split(' '))
  expect((await scopectl(['diff', 'origin/main'], { cwd })).exit).toBe(0)
})
