import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
token: { issuer: https://idp.test, audience: api, algorithm: RS256, key: "https://idp.test/jwks", scope_claim: scope, scope_format: string }
scopes: { read: Read }
routes:
  GET /a/{id}: read
  GET /health: public
`

const filesIn = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])

test.for([
  ...['opa', 'envoy', 'cerbos', 'cedar', 'istio'].map((engine) => [engine]),
  ...['oathkeeper', 'aws'].map((engine) => [engine, '--accept-wider']),
])('the files for %s are the same in every folder, so that it can be moved', async (args) => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const folders = ['one', join(cwd, 'an other'), '-x']
  const starts: string[] = []
  for (const folder of folders) {
    const done = await scopectlHere(['export', ...args, '--', folder], { cwd })
    expect(done.exit, done.stderr).toBe(0)
    starts.push(done.stdout.trim().split('\n').at(-1)?.split(' && ')[0] ?? '')
  }
  const [first, ...others] = folders.map((folder) =>
    filesIn(join(cwd, folder.split('/').at(-1) ?? '')),
  )
  for (const each of others) expect(each).toEqual(first)
  expect(starts).toEqual(['start: cd one', 'start: cd "an other"', 'start: cd ./-x'])
})

test('a folder whose name cannot be typed has a start command without it', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const { stdout } = await scopectlHere(['export', 'opa', 'a\nb'], { cwd })
  expect(stdout).toContain('routes written to a\\u{a}b\n')
  expect(stdout).toContain('start: opa run --server --bundle .\n')
})

test('a link to a folder is named as what it is, and nothing is written', async () => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  mkdirSync(join(cwd, 'real'))
  symlinkSync('real', join(cwd, 'link'))
  const { exit, stderr } = await scopectlHere(['export', 'opa', 'link'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain('error[file-is-symlink]: `link` is a symbolic link')
  expect(readdirSync(join(cwd, 'real'))).toEqual([])
})
