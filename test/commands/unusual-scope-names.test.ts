import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** Names that a catalog must write in a longer form, or quote. */
const NAMES = [
  'patient/*.read',
  'user/*.*',
  'repository:*:pull',
  '*',
  '*:read',
  'a*,b:{c}',
  "it's*",
  'public',
  'authenticated',
  'undecided',
]

const beside = (names: readonly string[]) => names.filter((name) => name !== 'authenticated')

const documentOf = (names: readonly string[]) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: Object.fromEntries([
    ...names.map((name, i) => [`/p${i}`, { get: { security: [{ oauth: [name] }] } }]),
    ['/all', { get: { security: [{ oauth: [...names] }] } }],
    ['/any', { get: { security: names.map((name) => ({ oauth: [name] })) } }],
    // Next to a scheme, `authenticated` can only be the keyword (decision 95).
    ['/key', { get: { security: beside(names).map((name) => ({ oauth: [name], key: [] })) } }],
    ['/some', { get: { security: [{ oauth: ['patient/Observation.read'] }] } }],
  ]),
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: '/token',
            scopes: { 'patient/Observation.read': 'Some', [names[0] ?? '']: 'The first' },
          },
        },
      },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
})

const ok = async (args: readonly string[], cwd: string) => {
  const done = await scopectl([...args], { cwd })
  expect(done.exit, `${args.join(' ')}: ${done.stderr}`).toBe(0)
  return done
}

describe.concurrent('scopes whose names look like globs or keywords', () => {
  test.each([
    ['scopes.yaml', NAMES],
    ['scopes.json', NAMES],
    ['scopes.yaml', NAMES.toReversed()],
  ])('are imported into %s, exported, and merged without a difference', async (file, names) => {
    const document = JSON.stringify(documentOf(names))
    const cwd = tempDir({ 'api.json': document })
    const imported = await ok(['import', 'openapi', 'api.json', '-o', file], cwd)
    expect(imported.stderr).not.toMatch(/warning|cannot be a scope/)
    expect((await ok(['drift', 'api.json'], cwd)).stdout).toContain('no drift')
    await ok(['export', 'openapi', '--merge', 'api.json', '--fail-on', 'unwritten'], cwd)
    expect(readFileSync(join(cwd, 'api.json'), 'utf8')).toBe(document)
    const before = readFileSync(join(cwd, file), 'utf8')
    await ok(['export', 'openapi', '-o', 'own.json'], cwd)
    await ok(['import', 'openapi', 'own.json', '-o', file], cwd)
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(before)
  })

  test.each([
    [
      'block',
      'scopes:\n  patient/Observation.read: R\nroutes:\n  GET /some: patient/Observation.read\n',
    ],
    [
      'braces',
      'scopes: { patient/Observation.read: R }\nroutes: { GET /some: patient/Observation.read }\n',
    ],
  ])('are added to an existing catalog in %s style', async (_style, text) => {
    const cwd = tempDir({ 'api.json': JSON.stringify(documentOf(NAMES)), 'scopes.yaml': text })
    await ok(['import', 'openapi', 'api.json', '-o', 'scopes.yaml', '--force'], cwd)
    await ok(['drift', 'api.json'], cwd)
    const again = await ok(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], cwd)
    expect(again.stdout).toContain('already up to date')
  })

  test('are written into a document whose operations needed something else', async () => {
    const catalog = tempDir({ 'api.json': JSON.stringify(documentOf(NAMES)) })
    await ok(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], catalog)
    const open = { get: { security: [{ oauth: [] }] } }
    const paths = Object.fromEntries(
      Object.keys(documentOf(NAMES).paths).map((path) => [path, open]),
    )
    writeFileSync(join(catalog, 'old.json'), JSON.stringify({ ...documentOf(NAMES), paths }))
    await ok(['export', 'openapi', '--merge', 'old.json', '--fail-on', 'unwritten'], catalog)
    await ok(['drift', 'old.json'], catalog)
  })

  test('a token with patient/*.read passes that need and nothing else that it would match', async () => {
    const cwd = tempDir({ 'api.json': JSON.stringify(documentOf(['patient/*.read'])) })
    await ok(['import', 'openapi', 'api.json', '-o', 'scopes.yaml'], cwd)
    const ask = async (scopes: string, route: string) =>
      (await scopectl(['check', '--scopes', scopes, '--route', route], { cwd })).exit
    expect(await ask('patient/*.read', 'GET /p0')).toBe(0)
    expect(await ask('patient/*.read', 'GET /some')).toBe(4)
    expect(await ask('patient/Observation.read', 'GET /p0')).toBe(4)
    const needs = ['check', '--scopes', 'patient/*.read', '--need', 'patient/Observation.read']
    expect((await scopectl(needs, { cwd })).exit).toBe(4)
  })
})

const CATALOG = `version: 1
scopes:
  patient/*.read: { description: All, exact: true }
  patient/Observation.read: Some
  admin: { description: Admin, implies: ["patient/*"] }
roles:
  exact: { scopes: ["patient/*.read"] }
  glob: { scopes: ["patient/*"] }
routes:
  GET /all: patient/*.read
  GET /some: patient/Observation.read
`
const USERS = `users: { ann: { roles: [exact] }, bob: { scopes: ["patient/*.read"] }, cy: { roles: [glob] } }
`

describe.concurrent('an entry that equals a declared name is that name', () => {
  const world = () => tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  test('in roles, grants and implied scopes, as the lock has them', async () => {
    const cwd = world()
    await ok(['lock'], cwd)
    const lock = readFileSync(join(cwd, 'access.lock'), 'utf8').split('\n')
    expect(lock).toContain('scope admin => patient/*.read patient/Observation.read')
    expect(lock).toContain('role exact has patient/*.read')
    expect(lock).toContain('role glob has patient/*.read patient/Observation.read')
    expect(lock).toContain('user bob has patient/*.read')
    expect(lock.filter((line) => line.startsWith('allow exact'))).toEqual(['allow exact GET /all'])
    await ok(['lock', '--check'], cwd)
  })
  test('in the filters of matrix, and when a token is narrowed', async () => {
    const cwd = world()
    const rows = async (scope: string) =>
      (
        JSON.parse(
          (await ok(['matrix', '--by', 'scope', '--scope', scope, '--json'], cwd)).stdout,
        ) as {
          columns: { name: string }[]
        }
      ).columns.map(({ name }) => name)
    expect(await rows('patient/*.read')).toEqual(['patient/*.read'])
    expect(await rows('patient/*')).toEqual(['patient/*.read', 'patient/Observation.read'])
    const routes = ['matrix', '--by', 'role', '--scope', 'patient/*.read', '--format', 'csv']
    expect((await ok(routes, cwd)).stdout).toContain('GET /all')
    expect((await ok(routes, cwd)).stdout).not.toContain('/some')
    const token = ['token', '--user', 'cy', '--scope', 'patient/*.read']
    const decoded = await scopectl(['decode', '--json'], {
      cwd,
      input: (await ok(token, cwd)).stdout,
    })
    expect(decoded.stdout).toContain('"scope":"patient/*.read"')
  })
  test('lint reports the glob that grows, not the name', async () => {
    const found = await scopectl(['lint', '--json'], { cwd: world() })
    expect(found.stdout).toContain('role glob patient/*')
    expect(found.stdout).not.toContain('role exact patient/*.read')
  })
})
