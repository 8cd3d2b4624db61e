import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git } from '../support/git.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// What a runner does for a pull request: a shallow clone with a detached HEAD, where the base exists only as origin/main,
// and a job with `working-directory: sub`. GitHub resolves `file=` from the root of the repository.

const CATALOG = `token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write, spare: Nobody needs it }
roles:
  reader: { scopes: [read] }
routes:
  GET /items/: read
  POST /items/: write
`
const SUITE = `tests:
  - as: { role: reader }
    forbidden: [POST /items/]
`
const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  components: { securitySchemes: { o: { type: 'openIdConnect', openIdConnectUrl: '/o' } } },
  paths: { '/items/': { post: { security: [{ o: ['read'] }] }, put: { security: [{ o: [] }] } } },
})

/** A clone for the job, with the folder in which it runs. */
async function job(base = CATALOG): Promise<{ clone: string; cwd: string }> {
  const origin = tempDir({ 'sub/scopes.yaml': base, 'sub/scopes.test.yaml': SUITE })
  writeFileSync(join(origin, 'sub/openapi.json'), DOCUMENT)
  git(origin, 'init', '-q', '-b', 'main')
  if (base === CATALOG) await scopectl(['lock'], { cwd: join(origin, 'sub') })
  git(origin, 'add', '.')
  git(origin, 'commit', '-qm', 'base')
  git(origin, 'switch', '-qc', 'change')
  writeFileSync(join(origin, 'sub/scopes.yaml'), CATALOG.replace('[read]', '[read, write]'))
  git(origin, 'add', '.')
  git(origin, 'commit', '-qm', 'change')
  const runner = tempDir()
  const clone = join(runner, 'work')
  mkdirSync(clone)
  git(clone, 'init', '-q')
  git(clone, 'remote', 'add', 'origin', `file://${origin}`)
  git(clone, 'fetch', '-q', '--depth=1', 'origin', 'change')
  git(clone, 'checkout', '-q', '--detach', 'FETCH_HEAD')
  git(clone, 'fetch', '-q', '--depth=1', 'origin', 'main:refs/remotes/origin/main')
  return { clone, cwd: join(clone, 'sub') }
}

const filesIn = (stdout: string): Set<string> =>
  new Set(
    [...stdout.matchAll(/^::\w+ file=([^,:]*)/gm)].map(([, file = '']) => decodeURIComponent(file)),
  )

describe('a job in a folder of a pull request', () => {
  test.each([
    [['lock', '--check'], 5, ['sub/access.lock', 'sub/scopes.yaml']],
    [['diff', 'origin/main'], 0, ['sub/scopes.yaml']],
    [['diff', 'origin/main..HEAD'], 0, ['sub/scopes.yaml']],
    [['drift', 'openapi.json'], 5, ['sub/scopes.yaml', 'sub/openapi.json']],
    [['test'], 5, ['sub/scopes.test.yaml']],
    [['lint', '--deny-warnings'], 5, ['sub/scopes.yaml']],
    [['lint', '-c', 'none.yaml'], 2, ['sub/none.yaml']],
  ])('%j names files from the root of the repository', async (args, exit, files) => {
    const { clone, cwd } = await job()
    for (const env of [{}, { GITHUB_WORKSPACE: clone }, { GITHUB_WORKSPACE: '/elsewhere' }]) {
      const done = await scopectl([...args, '--format', 'github'], { cwd, env })
      expect(done.exit, done.stderr).toBe(exit)
      expect(filesIn(done.stdout)).toEqual(new Set(files))
    }
  })

  test('a problem in the catalog of the base names its path, not the revision', async () => {
    const { cwd } = await job(CATALOG.replace('[read]', '[raed]'))
    const args = ['diff', 'origin/main', '--format', 'github']
    const { exit, stdout } = await scopectl(args, { cwd })
    expect(exit).toBe(2)
    expect(filesIn(stdout)).toEqual(new Set(['sub/scopes.yaml']))
  })

  test('a report in a file too, and the text for people as before', async () => {
    const { cwd } = await job()
    const { stdout } = await scopectl(['test', '--report', 'github=out.txt'], { cwd })
    expect(filesIn(readFileSync(join(cwd, 'out.txt'), 'utf8'))).toEqual(
      new Set(['sub/scopes.test.yaml']),
    )
    expect(stdout).toContain(' scopes.test.yaml:')
  })
})

test('outside a repository, a file is named from the current folder', async () => {
  const { stdout } = await scopectl(['lint', '--format', 'github'], {
    cwd: tempDir({ 'scopes.yaml': CATALOG }),
  })
  expect(filesIn(stdout)).toEqual(new Set(['scopes.yaml']))
})
