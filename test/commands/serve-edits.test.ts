import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { CATALOG, files, post } from '../support/serve-files.js'
import { type Line, type Serving, serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

describe('edits', () => {
  const is = (event: string) => (line: Line) => line['event'] === event
  const status = async ({ url }: Serving) => (await fetch(`${url}/health`)).status

  test('reload live; an invalid one is reported, and the last valid one stays in effect', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const catalog = join(cwd, 'scopes.yaml')
    expect(await status(server)).toBe(200)

    // Like editors: a new file replaces the old one.
    writeFileSync(
      `${catalog}~`,
      CATALOG.replace('GET /health: public', 'GET /health: authenticated'),
    )
    renameSync(`${catalog}~`, catalog)
    await server.line(is('reloaded'))
    expect(await status(server)).toBe(401)

    writeFileSync(catalog, CATALOG.replace('GET /health: public', 'GET /health: pubic'))
    const kept = await server.line(is('kept'))
    expect(kept).toMatchObject({ ok: false, exit: 2 })
    expect(kept['problems']).toMatchObject([
      { rule: 'unknown-scope', file: 'scopes.yaml', line: 8 },
    ])
    expect(await status(server)).toBe(401)

    rmSync(catalog)
    await server.line(is('kept'))
    expect(await status(server)).toBe(401)

    writeFileSync(catalog, CATALOG)
    await server.line(is('reloaded'))
    expect(await status(server)).toBe(200)
  })

  test('of users take effect immediately, and so does a new password', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const login = () => post(server, '/token', { username: 'bob', password: 'builder' })
    expect((await login()).status).toBe(400)
    expect(
      (await scopectl(['users', 'passwd', 'bob', '--stdin'], { cwd, input: 'builder\n' })).exit,
    ).toBe(0)
    await server.line(is('reloaded'))
    expect((await login()).status).toBe(200)
    const users = readFileSync(join(cwd, 'users.yaml'), 'utf8')
    writeFileSync(join(cwd, 'users.yaml'), users.replace('bob: { ', 'bob: { disabled: true, '))
    await server.line(is('reloaded'))
    expect((await login()).status).toBe(400)
  })

  test('of the key ring too', async () => {
    const cwd = files()
    const server = await serving(cwd)
    const kids = async () =>
      ((await (await fetch(`${server.url}/.well-known/jwks.json`)).json()) as { keys: object[] })
        .keys.length
    expect(await kids()).toBe(1)
    await scopectl(['keys', 'rotate'], { cwd })
    await server.line(is('reloaded'))
    expect(await kids()).toBe(2)
  })

  test('cannot make another catalog further up take effect', async () => {
    const cwd = tempDir({
      'scopes.yaml': CATALOG.replace('GET /health: public', 'GET /health: authenticated'),
    })
    const inner = join(cwd, 'api')
    mkdirSync(inner)
    writeFileSync(join(inner, 'scopes.yaml'), CATALOG)
    const server = await serving(inner)
    rmSync(join(inner, 'scopes.yaml'))
    await server.line(is('kept'))
    expect(await status(server)).toBe(200)
  })
})
