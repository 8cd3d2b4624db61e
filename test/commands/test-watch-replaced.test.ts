import { cpSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CTRL_C, converse, SPACE } from '../support/conversation.js'
import { tempDir } from '../support/temp-dir.js'

// As test/commands/serve-replaced-files.test.ts, for `test --watch`. SPACE is only echoed: the next expected output comes after it.

const CATALOG = `
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /items/: read }
`
const CLOSED = CATALOG.replace('GET /items/: read', 'GET /items/: write')
const FILES = {
  'scopes.yaml': CATALOG,
  'users.yaml': 'users: { bob: {} }',
  'scopes.test.yaml': 'tests: [{ as: { user: bob }, allow: [GET /items/] }]',
}
const below = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]))

const PASSED = /1 passed[\s\S]*watching/
const FAILED = /1 failed[\s\S]*watching/

test('--watch sees a folder that is swapped, and swapped back', async () => {
  const cwd = tempDir(below('api', FILES))
  const api = join(cwd, 'api')
  cpSync(api, join(cwd, 'next'), { recursive: true })
  writeFileSync(join(cwd, 'next/scopes.yaml'), CLOSED)
  const user = converse(['test', '--watch', '-c', 'api/scopes.yaml'], cwd)
  await user.answer(PASSED, SPACE)
  renameSync(api, join(cwd, 'old'))
  renameSync(join(cwd, 'next'), api)
  await user.answer(FAILED, SPACE)
  renameSync(api, join(cwd, 'next'))
  renameSync(join(cwd, 'old'), api)
  await user.answer(PASSED, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})

test("--watch sees Kubernetes' ..data point to a newer folder, and to the older one again", async () => {
  const cwd = tempDir({
    ...below('..2026_1', FILES),
    ...below('..2026_2', { ...FILES, 'scopes.yaml': CLOSED }),
  })
  const point = (to: string) => {
    symlinkSync(to, join(cwd, '..data_tmp'))
    renameSync(join(cwd, '..data_tmp'), join(cwd, '..data'))
  }
  point('..2026_1')
  for (const name of Object.keys(FILES)) symlinkSync(join('..data', name), join(cwd, name))
  const user = converse(['test', '--watch'], cwd)
  await user.answer(PASSED, SPACE)
  point('..2026_2')
  await user.answer(FAILED, SPACE)
  point('..2026_1')
  await user.answer(PASSED, CTRL_C)
  expect((await user.end()).exit).toBe(0)
})
