import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { CATALOG, post, USERS } from '../support/serve-files.js'
import { type Line, type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

/** Runs a shell command when the server has read its files, before it watches them. */
const PRELOAD = `const { Server } = require('node:net')
const { execFileSync } = require('node:child_process')
const { listen } = Server.prototype
Server.prototype.listen = function (...args) {
  execFileSync('sh', ['-ec', process.env.EDIT], { cwd: process.env.PLACE })
  return listen.apply(this, args)
}`
const startedDuring = async (edit: string, cwd: string, args: readonly string[] = []) => {
  const env = { NODE_OPTIONS: `--require ${join(cwd, 'edit.cjs')}`, EDIT: edit, PLACE: cwd }
  const server = await serving(cwd, ['--port', '0', ...args], env)
  await server.line(({ event }) => event === 'reloaded')
  return server
}
const KEYED = (key: string) =>
  CATALOG.replace('audience', `algorithm: HS256, key: "${key}", audience`)
const ring = async (): Promise<string> => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  await scopectl(['keys', 'rotate'], { cwd })
  return readFileSync(join(cwd, '.scopectl/keys.json'), 'utf8')
}

type Files = Record<string, string>
const CASES: [file: string, args: string[], old: Files, next: () => string | Promise<string>][] = [
  ['scopes.yaml', [], { 'scopes.yaml': CATALOG.replace('POST', 'PUT') }, () => CATALOG],
  [
    'key.txt',
    [],
    { 'scopes.yaml': KEYED('file:key.txt'), 'key.txt': 'a'.repeat(32) },
    () => 'b'.repeat(32),
  ],
  [
    'some.env',
    ['--env', 'some.env'],
    { 'scopes.yaml': KEYED('env:KEY'), 'some.env': `KEY=${'a'.repeat(32)}` },
    () => `KEY=${'b'.repeat(32)}`,
  ],
  ['.scopectl/keys.json', [], { 'scopes.yaml': CATALOG }, ring],
]

/** Whether the server accepts what the files say now. */
async function agrees(server: Serving, cwd: string, args: readonly string[]): Promise<number> {
  const { stdout } = await scopectl(['token', '--user', 'alice', ...args], { cwd })
  const headers = { authorization: `Bearer ${stdout.trim()}` }
  return (await post(server, '/items/', '', headers)).status
}

test.each(CASES)(
  'an edit of %s between its reading and its watching is seen',
  async (file, args, old, next) => {
    const cwd = tempDir({ 'users.yaml': USERS, ...old, next: await next(), 'edit.cjs': PRELOAD })
    if (file.startsWith('.scopectl')) await scopectl(['keys', 'rotate'], { cwd })
    const server = await startedDuring(`cat next > ${file}`, cwd, args)
    expect(await agrees(server, cwd, args)).toBe(200)
  },
)

// Nothing that is read then is newer than the server: it was there before.
test.each([
  ['Kubernetes’ ..data', 'ln -s ..old ..tmp; mv -T ..tmp ..data'],
  ['a folder', 'mv ..new away; mv ..old ..new'],
])('%s that is replaced by an older one meanwhile is seen', async (_what, edit) => {
  const [old, next] = [CATALOG.replace('POST', 'PUT'), CATALOG]
  const cwd = tempDir({
    ...{ '..old/scopes.yaml': next, '..old/users.yaml': USERS, 'edit.cjs': PRELOAD },
    ...{ '..new/scopes.yaml': old, '..new/users.yaml': USERS },
  })
  symlinkSync('..new', join(cwd, '..data'))
  for (const name of ['scopes.yaml', 'users.yaml']) symlinkSync(`..data/${name}`, join(cwd, name))
  const server = await startedDuring(edit, cwd)
  expect(await agrees(server, cwd, [])).toBe(200)
})

test('an edit of the file of --env is seen later, too', async () => {
  const cwd = tempDir({
    'users.yaml': USERS,
    'scopes.yaml': KEYED('env:KEY'),
    '.env': `KEY=${'a'.repeat(32)}`,
  })
  const args = ['--env', '.env']
  const server = await serving(cwd, ['--port', '0', ...args])
  expect(await agrees(server, cwd, args)).toBe(200)
  cpSync(join(tempDir({ '.env': `KEY=${'b'.repeat(32)}` }), '.env'), join(cwd, '.env'))
  await server.line(({ event }) => event === 'reloaded')
  expect(await agrees(server, cwd, args)).toBe(200)
})

test('the key ring that the server itself makes is not an edit', async () => {
  const cwd = tempDir({ 'users.yaml': USERS, 'scopes.yaml': CATALOG })
  const server = await serving(cwd)
  cpSync(
    join(tempDir({ x: CATALOG.replace('GET /health: public', 'GET /new: public') }), 'x'),
    join(cwd, 'scopes.yaml'),
  )
  while ((await fetch(`${server.url}/new`)).status !== 200);
  const reloads = server.lines.filter(({ event }: Line) => event === 'reloaded')
  expect(reloads).toHaveLength(1)
})
