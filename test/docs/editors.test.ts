import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseCatalog } from '../../src/core/catalog/parse.js'
import { ScopectlError } from '../../src/core/errors.js'
import { readYaml } from '../../src/io/yaml-source.js'
import { LanguageServer } from '../support/language-server.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// The schemas in the real YAML language server, which VS Code, Neovim, Zed and others use.

const server = new LanguageServer()
await server.start()
afterAll(() => server.stop())

type Name = 'catalog' | 'users' | 'suite'
const head = (name: Name): string =>
  `# yaml-language-server: $schema=${resolve(`schema/${name}.schema.json`)}\n`
let opened = 0
/** Opens a text; the schema is on a line above its first, which is not counted. */
async function diagnosticsOf(name: Name, text: string) {
  const found = await server.open(`${name}-${opened++}.yaml`, head(name) + text)
  return found.map(({ line, message }) => `${line - 1}: ${message}`).sort()
}

const nameOf = (file: string): Name =>
  basename(file) === 'users.yaml'
    ? 'users'
    : /(^|\.)scopes\.test\.yaml$/.test(basename(file))
      ? 'suite'
      : 'catalog'

const FOLDERS = ['test/e2e/cases', 'test/fixtures'].flatMap((parent) =>
  readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(parent, name)),
)
const FILES = ['.', ...FOLDERS].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => /^(scopes|users|(.+\.)?scopes\.test)\.yaml$/.test(file))
    .map((file) => join(folder, file)),
)

/** Whether a catalog loads; a users file or suite is only opened if its catalog does. */
function loads(file: string): boolean {
  try {
    const catalog = join(file, '..', 'scopes.yaml')
    return parseCatalog(readYaml(catalog, readFileSync(catalog, 'utf8'))).ok
  } catch (error) {
    if (error instanceof ScopectlError || (error as { code?: string }).code === 'ENOENT')
      return false
    throw error
  }
}

test('valid files have no diagnostics', async () => {
  const valid = FILES.filter(loads)
  expect(valid.length).toBeGreaterThan(15)
  for (const file of valid) {
    const found = await diagnosticsOf(nameOf(file), readFileSync(file, 'utf8'))
    expect(found, file).toEqual([])
  }
})

test('the files of init name their schemas if the project has scopectl, and are valid', async () => {
  const project = tempDir({ 'api/.keep': '', '.git/HEAD': 'ref: refs/heads/main\n' })
  mkdirSync(join(project, 'node_modules/scopectl'), { recursive: true })
  cpSync('schema', join(project, 'node_modules/scopectl/schema'), { recursive: true })
  const cwd = join(project, 'api')
  expect((await scopectl(['init', '--yes'], { cwd })).exit).toBe(0)
  for (const name of ['catalog', 'users', 'suite'] as const) {
    const file = join(cwd, { catalog: 'scopes', users: 'users', suite: 'scopes.test' }[name])
    const text = readFileSync(`${file}.yaml`, 'utf8')
    const schema = `../node_modules/scopectl/schema/${name}.schema.json`
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`)
    expect(await server.open(`${file}.yaml`, text)).toEqual([])
    // The schema is really read, and not only missing.
    expect(await server.open(`${file}-bad.yaml`, `${text}nothing: 1\n`)).toHaveLength(1)
  }
  expect((await scopectl(['lint'], { cwd })).exit).toBe(0)
  expect((await scopectl(['lock', '--check'], { cwd })).exit).toBe(0)
  const suite = await scopectl(['init', '--suite', '--force'], { cwd })
  expect(suite.exit, suite.stderr).toBe(0)
  expect(readFileSync(join(cwd, 'scopes.test.yaml'), 'utf8')).toMatch(/^# yaml-language-server/)
})

test('without scopectl in the project, init writes no such line', async () => {
  const cwd = tempDir()
  await scopectl(['init', '--yes'], { cwd })
  expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).not.toContain('$schema')
})

test.each<[Name, string, string[]]>([
  ['catalog', 'scopes: {}\nrolez: {}\n', ['2: Property rolez is not allowed.']],
  ['catalog', 'roles: {}\n', ['1: Missing property "scopes".']],
  [
    'catalog',
    'scopes: {}\ntoken:\n  isuer: x\n  algorithm: none\n  lifetime: 5\n',
    [
      '3: Property isuer is not allowed.',
      expect.stringMatching(/^4: Value is not accepted\. Valid values: "HS256", .*"ES256"/),
      '5: Incorrect type. Expected "string".',
    ],
  ],
  [
    'catalog',
    'scopes: {}\nroutes:\n  GET /a: [read]\n  GET /b: { any: [] }\n',
    [
      '3: Incorrect type. Expected "string | { any: … } | { all: … } | { needs: … }".',
      '4: Array has too few items. Expected 1 or more.',
    ],
  ],
  [
    'catalog',
    'scopes:\n  read: 1\n',
    ['2: Incorrect type. Expected "string | { description: …, implies: …, exact: … }".'],
  ],
  [
    'catalog',
    'scopes: {}\nroles:\n  a: { scope: [read] }\n  b: { scopes: read }\n  c: { default: yes }\n',
    [
      '3: Property scope is not allowed.',
      '4: Incorrect type. Expected "array".',
      '5: Incorrect type. Expected "boolean".',
    ],
  ],
  ['users', 'users:\n  bob: { roles: editor }\n', ['2: Incorrect type. Expected "array".']],
  ['users', 'users:\n  bob: { disabled: 1 }\n', ['2: Incorrect type. Expected "boolean".']],
  ['users', 'people: {}\n', ['1: Property people is not allowed.']],
  [
    'suite',
    'tests:\n  - as: { rôle: a }\n    allows: [GET /]\n',
    [expect.stringMatching(/^2: /), '3: Property allows is not allowed.'],
  ],
  ['suite', 'tests:\n  - allow: [GET /]\n', ['2: Missing property "as".']],
  ['suite', 'tests: []\n', ['1: Array has too few items. Expected 1 or more.']],
])('%s: %j', async (name, text, expected) => {
  expect(await diagnosticsOf(name, text)).toEqual(expected)
})

test.each<[Name, string, string[]]>([
  ['catalog', '', ['scopes', 'roles', 'routes', 'token', 'profiles', 'lint', 'users']],
  ['catalog', 'token:\n  ', ['issuer', 'audience', 'algorithm', 'key', 'enforce']],
  ['catalog', 'roles:\n  editor:\n    ', ['scopes', 'extends', 'default', 'when']],
  ['catalog', 'routes:\n  GET /:\n    ', ['any', 'all', 'needs']],
  ['users', 'users:\n  bob:\n    ', ['roles', 'scopes', 'claims', 'disabled']],
  ['suite', 'tests:\n  - ', ['as', 'allow', 'forbidden', 'unauthorized', 'allow_only']],
])('%s after %j: completion offers the keys, described', async (name, text, keys) => {
  const file = `${name}-${opened++}.yaml`
  await server.open(file, head(name) + text)
  const lines = (head(name) + text).split('\n')
  const place = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  const offered = await server.completion(file, place)
  expect([...offered.keys()]).toEqual(expect.arrayContaining(keys))
  for (const key of keys) expect(offered.get(key), key).toMatch(/^"\S.{8,}\."$/)
})

test('hovering over a key shows what it means, its values and an example', async () => {
  const file = `catalog-${opened++}.yaml`
  await server.open(file, `${head('catalog')}token:\n  enforce: literal\nscopes: {}\n`)
  const shown = await server.hover(file, { line: 2, character: 4 })
  expect(shown).toContain('How the server compares the scopes of a token with those of a route.')
  expect(shown).toContain('If not set:')
  expect(shown).toContain('Example')
})
