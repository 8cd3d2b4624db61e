import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importOpenApi } from '../../src/core/openapi/import.js'
import { readOpenApi } from '../../src/io/openapi-source.js'
import { codesOf, context, folder } from './support.js'

const READ = '{ "get": { "security": [{ "s": ["read"] }] } }'
const withRef = (ref: string) =>
  `openapi: 3.1.0\nsecurity: []\npaths: { /x: { $ref: ${JSON.stringify(ref)} } }\n` +
  'components: { securitySchemes: { s: { type: oauth2, flows: {} } } }\n'

async function levelsOf(dir: string, file = 'api/api.yaml', root?: string) {
  const imported = importOpenApi(await readOpenApi(file, context(dir), root))
  const faults = imported.findings.flatMap(({ args }) => ('fault' in args ? [args.fault] : []))
  return { levels: imported.routes.map(({ requirement }) => requirement.level), faults }
}

describe('OAS7: what a $ref may open', () => {
  test.each(['paths/x.json', './paths/x.json', 'paths/../paths/x.json#', 'paths%2Fx.json#/'])(
    'a file in the folder: %s',
    async (ref) => {
      const files = { 'api/paths/x.json': ref.endsWith('/') ? `{ "": ${READ} }` : READ }
      const { levels } = await levelsOf(folder({ ...files, 'api/api.yaml': withRef(ref) }))
      expect(levels).toEqual(['scopes'])
    },
  )
  test('a file referenced from that file, relative to it', async () => {
    const dir = folder({
      'api/api.yaml': withRef('a/one.yaml#/item'),
      'api/a/one.yaml': 'item: { $ref: b/two.json }\n',
      'api/a/b/two.json': READ,
    })
    expect((await levelsOf(dir)).levels).toEqual(['scopes'])
  })
  test.each([
    ['../x.json', 'outside'],
    ['%2e%2e/x.json', 'outside'],
    ['/etc/passwd', 'outside'],
    ['..\\x.json', 'outside'],
    ['link/x.json', 'outside'],
    ['x.txt', 'unreadable'],
    ['broken.yaml', 'unreadable'],
    ['missing.yaml', 'missing'],
    ['file:///etc/x.json', 'remote'],
    ['https://elsewhere.test/x.json', 'remote'],
    ['//elsewhere.test/x.json', 'remote'],
    ['C:/x.json', 'remote'],
  ])('not %s: %s', async (ref, fault) => {
    const dir = folder({
      'x.json': READ,
      'outer/x.json': READ,
      'api/api.yaml': withRef(ref),
      'api/x.txt': READ,
      'api/broken.yaml': '{ [',
    })
    symlinkSync(join(dir, 'outer'), join(dir, 'api/link'))
    const { levels, faults } = await levelsOf(dir)
    expect(new Set(levels)).toEqual(new Set(['undecided']))
    expect(faults).toEqual([fault])
  })
  test('a document that is itself a symlink counts as being in the folder of its target', async () => {
    const dir = folder({ 'real/api.yaml': withRef('x.json'), 'real/x.json': READ })
    mkdirSync(join(dir, 'api'))
    symlinkSync(join(dir, 'real/api.yaml'), join(dir, 'api/api.yaml'))
    expect((await levelsOf(dir)).levels).toEqual(['scopes'])
  })
})

/** `repo` is the root, by `--root` or because it contains `.git`; the document is deeper, and there are files outside. */
function world(ref: string, more: Record<string, string> = {}): string {
  const dir = folder({
    'secret.json': READ,
    'repo-2/x.json': READ,
    'repo/common/x.json': READ,
    'repo/x.json': READ,
    'repo/services/a/api.yaml': withRef(ref),
    ...more,
  })
  symlinkSync(join(dir, 'repo-2'), join(dir, 'repo/out'))
  symlinkSync('../secret.json', join(dir, 'repo/secret.json'))
  symlinkSync('common', join(dir, 'repo/in'))
  return dir
}
const ROOTS = [
  ['--root', 'repo', {}],
  ['--root with a final slash', './repo/', {}],
  ['--root through a symlink', 'alias', {}],
  ['.git', undefined, { 'repo/.git/HEAD': 'ref: refs/heads/main\n' }],
  [
    '.git as a file (a worktree or submodule)',
    undefined,
    { 'repo/.git': 'gitdir: ../elsewhere\n' },
  ],
] as const

describe.each(ROOTS)('OAS7: references below the root: %s', (_name, root, more) => {
  const levels = (ref: string, others = {}) => {
    const dir = world(ref, { ...more, ...others })
    if (root === 'alias') symlinkSync('repo', join(dir, 'alias'))
    return levelsOf(dir, 'repo/services/a/api.yaml', root)
  }
  test.each([
    '../../common/x.json',
    '../../x.json',
    '..%2F..%2Fcommon%2Fx.json',
    '../../in/x.json',
  ])('followed: %s', async (ref) => {
    expect(await levels(ref)).toEqual({ levels: ['scopes'], faults: [] })
  })
  test('a file in another folder refers to a third one, relative to itself', async () => {
    const two = { 'repo/common/two.yaml': 'item: { $ref: ../x.json }\n' }
    expect((await levels('../../common/two.yaml#/item', two)).levels).toEqual(['scopes'])
  })
  test('a file in another folder refers to one outside', async () => {
    const two = { 'repo/common/two.yaml': 'item: { $ref: ../../secret.json }\n' }
    expect((await levels('../../common/two.yaml#/item', two)).faults).toEqual(['outside'])
  })
  test.each([
    ['../../../secret.json', 'outside'],
    ['../../../repo-2/x.json', 'outside'],
    ['..%2f..%2f..%2Fsecret.json', 'outside'],
    ['%2e%2e/%2E%2E/../secret.json', 'outside'],
    ['../../common/../../secret.json', 'outside'],
    ['../../out/x.json', 'outside'],
    ['../../secret.json', 'outside'],
    ['../../../repo/../secret.json', 'outside'],
    ['/etc/passwd', 'outside'],
    ['%2Fetc%2Fpasswd', 'outside'],
    ['..\\..\\..\\secret.json', 'outside'],
    ['file:../../common/x.json', 'remote'],
    ['FILE:///etc/x.json', 'remote'],
    ['//localhost/x.json', 'remote'],
    ['../../%2e%2e%2fsecret.json', 'outside'],
    ['../../%252e%252e/secret.json', 'missing'],
    ['../..', 'outside'],
    ['../../..', 'outside'],
  ])('not followed: %s (%s)', async (ref, fault) => {
    const { levels: all, faults } = await levels(ref)
    expect(new Set(all)).toEqual(new Set(['undecided']))
    expect(faults).toEqual([fault])
  })
  test('an absolute path is not followed, even if it is inside', async () => {
    const dir = world('x', more)
    const ref = join(dir, 'repo/common/x.json')
    writeFileSync(join(dir, 'repo/services/a/api.yaml'), withRef(ref))
    if (root === 'alias') symlinkSync('repo', join(dir, 'alias'))
    expect((await levelsOf(dir, 'repo/services/a/api.yaml', root)).faults).toEqual(['outside'])
  })
})

describe('--root', () => {
  test('replaces the repository, also if that is larger', async () => {
    const dir = world('../../common/x.json', { 'repo/.git/HEAD': '' })
    const { faults } = await levelsOf(dir, 'repo/services/a/api.yaml', 'repo/services')
    expect(faults).toEqual(['outside'])
  })
  test('a repository inside another one is the root', async () => {
    const dir = world('../../common/x.json', { 'repo/.git/HEAD': '', 'repo/services/.git': '' })
    expect((await levelsOf(dir, 'repo/services/a/api.yaml')).faults).toEqual(['outside'])
  })
  test('without it and outside a repository: the document’s folder', async () => {
    expect((await levelsOf(world('../x.json'), 'repo/services/a/api.yaml')).faults).toEqual([
      'outside',
    ])
  })
  test.each([
    ['missing', 'file-missing'],
    ['secret.json', 'not-a-folder'],
    ['repo/common', 'openapi-outside-root'],
    ['repo-2', 'openapi-outside-root'],
    ['repo/services/a/api.yaml', 'not-a-folder'],
  ])('%s: %s', async (root, code) => {
    const dir = world('x.json')
    const read = () => readOpenApi('repo/services/a/api.yaml', context(dir), root)
    expect(await codesOf(read)).toEqual([code])
  })
  test('a document that is a symlink to a file outside is refused', async () => {
    const dir = world('x.json', { 'real/api.yaml': withRef('x.json') })
    symlinkSync('../real/api.yaml', join(dir, 'repo/link.yaml'))
    const read = () => readOpenApi('repo/link.yaml', context(dir), 'repo')
    expect(await codesOf(read)).toEqual(['openapi-outside-root'])
  })
  test('does not apply to a URL', async () => {
    const read = () => readOpenApi('http://127.0.0.1:1/api.json', context('/'), '.')
    expect(await codesOf(read)).toEqual(['conflicting-flags'])
  })
})
