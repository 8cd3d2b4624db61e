import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/core/replay/unified-diff.js'
import { commit, git } from '../support/git.js'
import { scopectlHere } from '../support/in-process.js'
import { call, FILES, ndjson, SECRET } from '../support/replay-world.js'
import { tempDir } from '../support/temp-dir.js'

const ROLES = ['reader', 'editor', 'chief']
const PATHS = ['/items/', '/items/7', '/a/b/1', '/a/q/c']

/** Random, but the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return (state >> 12) % below
  }
}

test('removing the unused grants refuses no call of the log', async () => {
  const below = random(7)
  const cwd = tempDir()
  git(cwd, 'init', '-q')
  const catalog = FILES['scopes.yaml'].replace('[write, spare] }', '[write, spare] } # who writes')
  commit(cwd, { 'api/scopes.yaml': catalog, 'api/users.yaml': FILES['users.yaml'] })
  let removed = 0
  for (let round = 0; round < 12; round++) {
    const log = Array.from({ length: 1 + below(6) }, () => {
      const path = PATHS[below(PATHS.length)]
      const method = ['GET', 'POST'][below(2)]
      const caller = below(2) === 0 ? { role: ROLES[below(3)] } : { user: 'alice' }
      return call({ path, method, ...('role' in caller ? { ...caller, user: undefined } : caller) })
    })
    writeFileSync(join(cwd, 'api/log.ndjson'), ndjson(log))
    const run = (...args: string[]) =>
      scopectlHere(['replay', 'log.ndjson', ...args], {
        cwd: join(cwd, 'api'),
        env: { KEY: SECRET },
      })
    const patch = await run('--format', 'patch')
    expect(patch.exit).toBe(0)
    if (patch.stdout === '') continue
    execFileSync('git', ['apply', '--check', '-'], { cwd, input: patch.stdout })
    execFileSync('git', ['apply', '-'], { cwd, input: patch.stdout })
    removed++
    const after = JSON.parse((await run('--against', 'HEAD', '--json')).stdout)
    expect(after.counts.changes).toEqual({ newly_refused: 0, newly_allowed: 0 })
    expect(after.unused_grants).toEqual([])
    expect(readFileSync(join(cwd, 'api/scopes.yaml'), 'utf8')).toContain('# who writes')
    git(cwd, 'checkout', '-q', '.')
  }
  expect(removed).toBeGreaterThan(5)
})

test('git apply turns any text into the other', () => {
  const below = random(3)
  const cwd = tempDir()
  git(cwd, 'init', '-q')
  const textOf = (lines: readonly string[], end: string) =>
    lines.join('\n') + (lines.length > 0 ? end : '')
  for (let round = 0; round < 60; round++) {
    const older = Array.from({ length: below(30) }, () => `line ${below(8)}`)
    const newer = older.flatMap(
      (line) => [[line], [], [line, 'new'], ['other']][below(12)] ?? [line],
    )
    const [was, is] = [
      textOf(older, below(3) === 0 ? '' : '\n'),
      textOf(newer, below(3) === 0 ? '' : '\n'),
    ]
    if (was === '' || is === '') continue
    writeFileSync(join(cwd, 'a b.txt'), was)
    const patch = unifiedDiff('a b.txt', was, is)
    if (was !== is) execFileSync('git', ['apply', '-'], { cwd, input: patch })
    expect(readFileSync(join(cwd, 'a b.txt'), 'utf8')).toBe(is)
  }
})

test('a glob stays if all that it gives is used; otherwise the names that are used take its place', async () => {
  const files = {
    'scopes.yaml': `scopes: { 'a:x': X, 'a:y': Y, 'b:x': X, 'b:y': Y }
roles:
  one:
    scopes:
      - "a:*"
      - "b:*" # both
routes: { GET /ax: 'a:x', GET /ay: 'a:y', GET /bx: 'b:x' }
`,
    'log.ndjson': ndjson(
      ['/ax', '/ay', '/bx'].map((path) => call({ path, user: undefined, role: 'one' })),
    ),
  }
  const cwd = tempDir(files)
  git(cwd, 'init', '-q')
  const { stdout } = await scopectlHere(['replay', 'log.ndjson', '--format', 'patch'], { cwd })
  execFileSync('git', ['apply', '-'], { cwd, input: stdout })
  const text = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
  expect(text).toContain('a:*')
  expect(text).toContain('b:x')
  expect(text).not.toContain('b:*')
})
