import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CTRL_C, converse, SPACE } from '../support/conversation.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /items/: read, POST /items/: write }
`
const SUITE = 'tests: [{ as: { user: bob }, allow: [GET /items/] }]'
const world = (suite = SUITE) =>
  tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: {} }', 'scopes.test.yaml': suite })

// SPACE is only echoed: the next expected output must come after it.

/** Each save is a separate file event; how it is made depends on the editor. */
const save = (dir: string, name: string, text: string) => writeFileSync(join(dir, name), text)
function saveByRename(dir: string, name: string, text: string): void {
  writeFileSync(join(dir, `.${name}.swp`), text)
  renameSync(join(dir, `.${name}.swp`), join(dir, name))
}

test('--watch runs again on every saved file, and ends with the last answer', async () => {
  const dir = world()
  const user = converse(['test', '--watch'], dir)
  await user.answer(/1 passed.*[\s\S]*watching/, SPACE)
  save(dir, 'scopes.yaml', CATALOG.replace('GET /items/: read', 'GET /items/: write'))
  await user.answer(/expected allow, got forbidden[\s\S]*1 failed[\s\S]*watching/, SPACE)
  saveByRename(dir, 'users.yaml', 'users: { bob: { scopes: [write] } }')
  await user.answer(/1 passed[\s\S]*watching/, SPACE)
  saveByRename(dir, 'scopes.test.yaml', SUITE.replace('allow', 'deny'))
  await user.answer(/1 failed[\s\S]*watching/, SPACE)
  // The same file again: its old inode no longer exists.
  saveByRename(dir, 'scopes.test.yaml', 'tests: [')
  await user.answer(/error\[yaml-syntax\][\s\S]*watching/, SPACE)
  save(dir, 'scopes.test.yaml', SUITE.replace('allow', 'deny'))
  await user.answer(/1 failed[\s\S]*watching/, SPACE)
  save(dir, 'other.scopes.test.yaml', SUITE)
  await user.answer(/1 passed, 1 failed[\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(5)
})

test('--watch ends with 0 if the last run passed', async () => {
  const dir = world(SUITE.replace('allow', 'deny'))
  const user = converse(['test', '--watch', '--no-tokens'], dir)
  await user.answer(/1 failed[\s\S]*watching/, SPACE)
  save(dir, 'scopes.test.yaml', SUITE)
  await user.answer(/1 passed[\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})

test('--watch sees a folder that is deleted and recreated, as by git checkout there and back', async () => {
  const dir = world()
  const write = (suite: string) => {
    mkdirSync(join(dir, 'api'))
    save(join(dir, 'api'), 'scopes.test.yaml', suite)
  }
  write(SUITE)
  const user = converse(['test', '--watch', 'api/scopes.test.yaml'], dir)
  await user.answer(/1 passed[\s\S]*watching/, SPACE)
  rmSync(join(dir, 'api'), { recursive: true })
  await user.answer(/error\[file-missing\][\s\S]*watching/, SPACE)
  write(SUITE.replace('allow', 'deny'))
  await user.answer(/1 failed[\s\S]*watching/, SPACE)
  save(join(dir, 'api'), 'scopes.test.yaml', SUITE)
  await user.answer(/1 passed[\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})

test('an unrelated file changes nothing', async () => {
  const dir = world()
  const user = converse(['test', '--watch'], dir)
  await user.answer(/1 passed[\s\S]*watching/, SPACE)
  save(dir, 'junit.xml', '<x/>')
  await new Promise((resolve) => setTimeout(resolve, 300))
  save(dir, 'scopes.test.yaml', SUITE)
  await user.answer(/1 passed[\s\S]*watching/, CTRL_C)
  const { shown, exit } = await user.end()
  expect(exit).toBe(0)
  expect(shown.match(/1 passed/g)).toHaveLength(2)
})

test.each([
  ['no catalog', {}, '', 'catalog-missing'],
  ['no suite', { 'scopes.yaml': CATALOG }, '', 'no-suites'],
  ['no such folder', { 'scopes.yaml': CATALOG }, 'nowhere/x.test.yaml', 'watch-failed'],
])('there is nothing to watch with %s', async (_what, files, more, code) => {
  const run = await scopectl(`test --watch ${more}`.trim().split(' '), { cwd: tempDir(files) })
  expect([run.exit, run.stdout]).toEqual([2, ''])
  expect(run.stderr).toMatch(new RegExp(`^error\\[${code}\\]`))
  expect(run.stderr).not.toContain('waiting')
})

test('a catalog that was broken from the start is watched too', async () => {
  const dir = world()
  save(dir, 'scopes.yaml', 'scopes: [')
  const user = converse(['test', '--watch'], dir)
  await user.answer(/error\[yaml-syntax\][\s\S]*watching/, SPACE)
  save(dir, 'scopes.yaml', CATALOG)
  await user.answer(/1 passed[\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})

test('ctrl-c after a run that could not be evaluated ends with 2', async () => {
  const dir = world('tests: []')
  const user = converse(['test', '--watch'], dir)
  await user.answer(/error\[wrong-shape\][\s\S]*watching/, CTRL_C)
  expect((await user.end()).exit).toBe(2)
})
