import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CATALOG, USERS } from '../support/serve-files.js'
import { type Line, type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

const CLOSED = CATALOG.replace('GET /health: public', 'GET /health: authenticated')

const reloaded = (line: Line) => line['event'] === 'reloaded'
const kept = (line: Line) => line['event'] === 'kept'
const status = async ({ url }: Serving) => (await fetch(`${url}/health`)).status

/** `api/` with the files, and a server for it that runs next to it. */
async function world() {
  const cwd = tempDir({ 'api/scopes.yaml': CATALOG, 'api/users.yaml': USERS })
  return { cwd, api: join(cwd, 'api'), server: await serving(cwd, ARGS) }
}
const ARGS = ['--port', '0', '--catalog', 'api/scopes.yaml']

test('a folder that is swapped, deleted and recreated, as by git checkout there and back', async () => {
  const { cwd, api, server } = await world()
  expect(await status(server)).toBe(200)

  cpSync(api, join(cwd, 'next'), { recursive: true })
  writeFileSync(join(cwd, 'next/scopes.yaml'), CLOSED)
  renameSync(api, join(cwd, 'old'))
  renameSync(join(cwd, 'next'), api)
  await server.line(reloaded)
  expect(await status(server)).toBe(401)

  rmSync(api, { recursive: true })
  await server.line(kept)
  expect(await status(server)).toBe(401)

  renameSync(join(cwd, 'old'), api)
  await server.line(reloaded)
  expect(await status(server)).toBe(200)

  writeFileSync(join(api, 'scopes.yaml'), CLOSED)
  await server.line(reloaded)
  expect(await status(server)).toBe(401)
})

test("Kubernetes' ..data: the target of a symbolic link in the middle of the path is swapped", async () => {
  const cwd = tempDir()
  const revision = (name: string, catalog: string) => {
    mkdirSync(join(cwd, name))
    writeFileSync(join(cwd, name, 'scopes.yaml'), catalog)
    writeFileSync(join(cwd, name, 'users.yaml'), USERS)
  }
  const point = (to: string) => {
    symlinkSync(to, join(cwd, '..data_tmp'))
    renameSync(join(cwd, '..data_tmp'), join(cwd, '..data'))
  }
  revision('..2026_1', CATALOG)
  point('..2026_1')
  mkdirSync(join(cwd, 'config'))
  for (const name of ['scopes.yaml', 'users.yaml'])
    symlinkSync(join('..', '..data', name), join(cwd, 'config', name))
  const server = await serving(cwd, ['--port', '0', '--catalog', 'config/scopes.yaml'])
  expect(await status(server)).toBe(200)
  for (const [name, catalog, expected] of [
    ['..2026_2', CLOSED, 401],
    ['..2026_3', CATALOG, 200],
  ] as const) {
    revision(name, catalog)
    point(name)
    await server.line(reloaded)
    expect(await status(server)).toBe(expected)
  }
})

test('an edit of the same size with its old time of change, as tools restore it', async () => {
  const { api, server } = await world()
  const file = join(api, 'scopes.yaml')
  const text = readFileSync(file, 'utf8')
  const { atime, mtime, size } = statSync(file)
  writeFileSync(file, text.replace('GET /health: public', 'GET /healts: public'))
  utimesSync(file, atime, mtime)
  expect(statSync(file).size).toBe(size)
  await server.line(reloaded)
  expect(await status(server)).toBe(404)
})
