import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { importOpenApi } from '../../src/core/openapi/import.js'
import { readForeignYaml } from '../../src/io/foreign-yaml.js'
import { OPENAPI_LIMIT, readOpenApi } from '../../src/io/openapi-source.js'
import { codesOf, context, folder } from './support.js'

const minimal = { openapi: '3.1.0', paths: { '/x': { get: {} } } }
const READ = '{ "get": { "security": [{ "s": ["read"] }] } }'
const withRef = (ref: string) =>
  `openapi: 3.1.0\nsecurity: []\npaths: { /x: { $ref: ${JSON.stringify(ref)} } }\n` +
  'components: { securitySchemes: { s: { type: oauth2, flows: {} } } }\n'

async function levelsOf(dir: string, file = 'api/api.yaml') {
  const imported = importOpenApi(await readOpenApi(file, context(dir)))
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

describe('files', () => {
  test('OAS11: JSON in a .yaml, YAML in a .json, YAML in braces', async () => {
    const text = JSON.stringify(minimal)
    const braces = '{ openapi: 3.1.0, paths: { /x: { get: {} } } }'
    const dir = folder({ 'a.yaml': text, 'b.json': `# no JSON\nopenapi: 3.1.0\n`, 'c.yml': braces })
    expect((await readOpenApi('a.yaml', context(dir))).value).toEqual(minimal)
    expect((await readOpenApi('b.json', context(dir))).value).toEqual({ openapi: '3.1.0' })
    expect((await readOpenApi('c.yml', context(dir))).value).toEqual(minimal)
  })
  test.each([
    ['', 'file-empty'],
    ['{ "a": 1, "a": 2 }', 'duplicate-name'],
    ['{ "a": }', 'json-syntax'],
    ['a: [', 'yaml-syntax'],
    ['a: 1\na: 2', 'duplicate-name'],
    ['a: *b', 'openapi-yaml-cycle'],
    ['a: &b [*b]', 'openapi-yaml-cycle'],
    ['a: 1\n---\nb: 2', 'yaml-second-document'],
    [`${'['.repeat(300)}${']'.repeat(300)}`, 'nested-too-deep'],
    [`a: ${'['.repeat(300)}${']'.repeat(300)}`, 'nested-too-deep'],
    [`a:${' '.repeat(OPENAPI_LIMIT)}1`, 'file-too-big'],
  ])('%.40j: %s', async (text, code) => {
    const dir = folder({ 'api.txt': text })
    expect(await codesOf(() => readOpenApi('api.txt', context(dir)))).toContain(code)
  })
})

describe('third-party YAML', () => {
  test('numbers as names, anchors, aliases and merge keys', () => {
    const text = [
      'base: &base { get: 1, put: 2 }',
      'item: { <<: *base, put: 3 }',
      'list: { <<: [*base, { head: 4 }], 200: ok, 1.0: x }',
      'quoted: { "<<": plain }',
    ].join('\n')
    const value = readForeignYaml('x.yaml', text)
    expect(JSON.parse(JSON.stringify(value))).toEqual({
      base: { get: 1, put: 2 },
      item: { get: 1, put: 3 },
      list: { get: 1, put: 2, head: 4, 200: 'ok', '1.0': 'x' },
      quoted: { '<<': 'plain' },
    })
  })
  test('names that objects inherit are ordinary members', () => {
    const value = readForeignYaml('x.yaml', '__proto__: { polluted: true }\nconstructor: 1')
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
  test('an alias bomb costs no more than its text', () => {
    const levels = Array.from({ length: 40 }, (_, i) =>
      i === 0
        ? 'a0: &a0 [x]'
        : `a${i}: &a${i} [${Array(20)
            .fill(`*a${i - 1}`)
            .join(', ')}]`,
    )
    const merged = Array.from({ length: 40 }, (_, i) =>
      i === 0
        ? 'm0: &m0 { x: 1 }'
        : `m${i}: &m${i} { <<: [${Array(20)
            .fill(`*m${i - 1}`)
            .join(', ')}], y${i}: 1 }`,
    )
    const value = readForeignYaml('x.yaml', [...levels, ...merged].join('\n'))
    expect(Object.keys(value as object)).toHaveLength(80)
  })
})

describe('addresses', () => {
  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((done) => server.once('listening', done))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`
  }
  test('a document from this machine; its references are not followed', async () => {
    const url = await serve((_request, response) => response.end(withRef('x.json')))
    const source = await readOpenApi(url, context('/'))
    expect(source.name).toBe(url)
    expect(source.open(source.file, 'x.json')).toEqual({ fault: 'remote' })
  })
  test.each<[string, string, RequestListener]>([
    [
      'a redirect',
      'url-redirect',
      (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
    ],
    ['an error', 'url-status', (_q, r) => r.writeHead(404).end()],
    ['too much', 'url-too-big', (_q, r) => r.end(Buffer.alloc(OPENAPI_LIMIT + 1, 32))],
    ['no UTF-8', 'url-not-utf8', (_q, r) => r.end(Buffer.from([0xff, 0x80, 0x41]))],
    ['nothing', 'file-empty', (_q, r) => r.end()],
  ])('%s: %s', async (_name, code, listener) => {
    const url = await serve(listener)
    expect(await codesOf(() => readOpenApi(url, context('/')))).toEqual([code])
  })
  test.each([
    ['http://elsewhere.test/openapi.json', 'url-insecure'],
    ['http://127.0.0.1.elsewhere.test/', 'url-insecure'],
    ['https://a:b@elsewhere.test/', 'url-userinfo'],
    ['https://', 'url-bad'],
    ['http://127.0.0.1:1/', 'url-unreachable'],
    ['ftp://elsewhere.test/', 'file-missing'],
  ])('%s: %s', async (url, code) => {
    expect(await codesOf(() => readOpenApi(url, context('/')))).toEqual([code])
  })
})
