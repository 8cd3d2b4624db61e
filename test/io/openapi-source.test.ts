import { truncateSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DOCUMENT_BYTES } from '../../src/io/document-budget.js'
import { readForeignYaml } from '../../src/io/foreign-yaml.js'
import { readOpenApi } from '../../src/io/openapi-source.js'
import { codesOf, context, folder } from './support.js'

const minimal = { openapi: '3.1.0', paths: { '/x': { get: {} } } }
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
  ])('%.40j: %s', async (text, code) => {
    const dir = folder({ 'api.txt': text })
    expect(await codesOf(() => readOpenApi('api.txt', context(dir)))).toContain(code)
  })
  test('a file that is too big is not read at all', async () => {
    const dir = folder({ 'api.json': '' })
    truncateSync(join(dir, 'api.json'), DOCUMENT_BYTES + 1)
    expect(await codesOf(() => readOpenApi('api.json', context(dir)))).toEqual(['file-too-big'])
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
    const url = await serve((_request, response) => response.end(JSON.stringify(minimal)))
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
    [
      'too much',
      'url-too-big',
      (_q, r) => r.writeHead(200, { 'content-length': DOCUMENT_BYTES + 1 }).write(' '),
    ],
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
