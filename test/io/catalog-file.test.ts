import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { display, findCatalog, readSource } from '../../src/io/catalog-file.js'
import { loadCatalog } from '../../src/io/load-catalog.js'
import { codesOf, context, folder, placesOf, problemsOf } from './support.js'

const at = (dir: string, sub = '', more = {}) => {
  mkdirSync(join(dir, sub), { recursive: true })
  return context(join(dir, sub), more)
}

describe('finding the catalog', () => {
  test('the flag, then the variable, then the search upwards', () => {
    const dir = folder({ 'scopes.yaml': '', '.git/HEAD': '' })
    const ctx = at(dir, 'a/b', { env: { SCOPECTL_CATALOG: '../x.yaml' } })
    expect(findCatalog('y.yaml', ctx)).toBe(join(dir, 'a/b/y.yaml'))
    expect(findCatalog(undefined, ctx)).toBe(join(dir, 'a/x.yaml'))
    expect(findCatalog(undefined, at(dir, 'a/b'))).toBe(join(dir, 'scopes.yaml'))
    expect(findCatalog(undefined, at(dir, 'a/b', { env: { SCOPECTL_CATALOG: '' } }))).toBe(
      join(dir, 'scopes.yaml'),
    )
  })

  test('YAML15: not above the repository root, even if .git is a file', async () => {
    const dir = folder({ 'scopes.yaml': '', 'repo/.git': 'gitdir: x', 'repo/a/x': '' })
    const problems = await problemsOf(() => findCatalog(undefined, at(dir, 'repo/a')))
    expect(problems).toMatchObject([
      { code: 'catalog-missing', args: { from: join(dir, 'repo/a'), to: join(dir, 'repo') } },
    ])
  })

  test('YAML15: outside a repository up to home, and not above', async () => {
    const dir = folder({ 'scopes.yaml': '', 'home/x': '' })
    expect(
      await codesOf(() => findCatalog(undefined, at(dir, 'home/a', { home: join(dir, 'home') }))),
    ).toEqual(['catalog-missing'])
    expect(findCatalog(undefined, at(dir, 'home/a', { home: dir }))).toBe(join(dir, 'scopes.yaml'))
  })

  test('the path of home may contain a symlink', () => {
    const dir = folder({ 'real/scopes.yaml': '' })
    symlinkSync('real', join(dir, 'home'))
    const ctx = at(dir, 'real/a', { home: join(dir, 'home') })
    expect(findCatalog(undefined, ctx)).toBe(join(dir, 'real/scopes.yaml'))
  })

  test('YAML15: outside both, only the current folder', async () => {
    const dir = folder({ 'scopes.yaml': '' })
    const ctx = at(dir, 'a', { home: join(dir, 'elsewhere') })
    expect(await codesOf(() => findCatalog(undefined, ctx))).toEqual(['catalog-missing'])
    expect(findCatalog(undefined, at(dir))).toBe(join(dir, 'scopes.yaml'))
  })

  test('both forms in one folder', async () => {
    const dir = folder({ 'scopes.yaml': '', 'scopes.json': '' })
    expect(await codesOf(() => findCatalog(undefined, at(dir)))).toEqual(['two-files'])
  })

  test('a broken symlink is not skipped', async () => {
    const dir = folder({ 'scopes.yaml': '', '.git/HEAD': '', 'a/x': '' })
    symlinkSync('gone', join(dir, 'a/scopes.yaml'))
    const ctx = at(dir, 'a')
    expect(findCatalog(undefined, ctx)).toBe(join(dir, 'a/scopes.yaml'))
    expect(await codesOf(() => readSource(findCatalog(undefined, ctx), ctx))).toEqual([
      'file-missing',
    ])
  })

  test('scopes.yml is noticed', async () => {
    const dir = folder({ 'scopes.yml': '' })
    expect(await problemsOf(() => findCatalog(undefined, at(dir)))).toMatchObject([
      { args: { suggestion: 'scopes.yml' } },
    ])
  })
})

test('display: relative to the current folder, if that is shorter', () => {
  expect(display('/a/b/c', '/a/b')).toBe('c')
  expect(display('/a/c', '/a/b')).toBe('/a/c')
  expect(display('/home/user/scopes.yaml', '/home/user/a/b')).toBe('../../scopes.yaml')
  expect(display('/x', '/a/b/c/d')).toBe('/x')
})

test('.json is JSON, everything else YAML', async () => {
  const dir = folder({ 'a.json': '{"a": 1}', 'a.yaml': 'a: 1', 'b.json': 'a: 1' })
  const ctx = at(dir)
  expect((await readSource(join(dir, 'a.json'), ctx)).value).toEqual({ a: 1 })
  expect((await readSource(join(dir, 'a.yaml'), ctx)).value).toEqual({ a: 1 })
  expect(await placesOf(() => readSource(join(dir, 'b.json'), ctx))).toEqual(['1:1+1 json-syntax'])
})

describe('loadCatalog', () => {
  const CATALOG =
    'scopes: { read: Read }\nroles: { reader: { scopes: [read] } }\nroutes: { GET /x: read }\n'
  const load = (files: Record<string, string>, flags = {}, users = true) => {
    const ctx = at(folder({ '.git/HEAD': '', ...files }))
    return loadCatalog(flags, ctx, { users })
  }

  test('the catalog and the users next to it, with their names', async () => {
    const { catalog, users, files } = await load({
      'scopes.yaml': CATALOG,
      'users.yaml': 'users: { bob: { roles: [reader] } }\n',
    })
    expect([...catalog.scopes.keys()]).toEqual(['read'])
    expect([...(users?.users.keys() ?? [])]).toEqual(['bob'])
    expect(files).toEqual({ catalog: 'scopes.yaml', users: 'users.yaml' })
  })

  test('a missing users file is fine, unless one is named', async () => {
    expect((await load({ 'scopes.yaml': CATALOG })).users).toBeUndefined()
    expect(await codesOf(() => load({ 'scopes.yaml': CATALOG }, { usersFile: 'u.yaml' }))).toEqual([
      'file-missing',
    ])
    expect(await codesOf(() => load({ 'scopes.yaml': `${CATALOG}users: u.yaml\n` }))).toEqual([
      'file-missing',
    ])
  })

  test('users: in the catalog is relative to it; --users-file wins', async () => {
    const files = {
      'sub/scopes.yaml': `${CATALOG}users: ../u.yaml\n`,
      'u.yaml': 'users: { a: {} }\n',
      'v.yaml': 'users: { b: {} }\n',
    }
    const names = async (flags: object) => [
      ...((await load(files, { catalog: 'sub/scopes.yaml', ...flags })).users?.users.keys() ?? []),
    ]
    expect(await names({})).toEqual(['a'])
    expect(await names({ usersFile: 'v.yaml' })).toEqual(['b'])
  })

  test('users are not read if they are not requested', async () => {
    expect(
      (await load({ 'scopes.yaml': CATALOG, 'users.yaml': 'a: b: c' }, {}, false)).users,
    ).toBeUndefined()
  })

  test('one error with the problems of both files', async () => {
    const places = await problemsOf(() =>
      load({ 'scopes.yaml': 'a: &x 1\nb: *x\n', 'users.yaml': 'a: b: c\n' }),
    )
    expect(places.map(({ code, at }) => `${at?.file} ${code}`)).toEqual([
      'scopes.yaml yaml-anchor',
      'scopes.yaml yaml-alias',
      'users.yaml yaml-syntax',
    ])
    const later = await problemsOf(() =>
      load({ 'scopes.yaml': `${CATALOG}nonsense: 1\n`, 'users.yaml': '' }),
    )
    expect(later.map(({ at }) => at?.file)).toEqual(['scopes.yaml', 'users.yaml'])
  })
})
