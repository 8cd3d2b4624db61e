import { describe, expect, test } from 'vitest'
import { changedLines, merged } from './export-merge-world.js'

describe.concurrent('export openapi --merge', () => {
  test("writes PyYAML's unindented lists, with a new scope and a new scheme at the end of the file", async () => {
    const text = `components:
  securitySchemes:
    oauth:
      flows:
        clientCredentials:
          scopes:
            read: Read
          tokenUrl: /token
      type: oauth2
info:
  title: A
openapi: 3.0.1
paths:
  /a:
    delete:
      security:
      - oauth:
        - read
      tags:
      - one
    get:
      security:
      - oauth:
        - read
    post:
      tags:
      - one
  /b:
    get:
      security: []
`
    const done = await merged(text)
    expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
    expect(done.written).toContain('    delete:\n      security: []\n      tags:\n      - one\n')
    expect(done.written).toContain(
      '      tags:\n      - one\n      security:\n      - oauth:\n        - write\n      - key: []\n',
    )
    expect(done.written).toContain('    get:\n      security:\n      - oauth: []\n')
    expect(done.written).toContain('            read: Read\n            write: Write\n')
    expect(done.written).toContain(
      '    key:\n      type: apiKey\n      in: header\n      name: key\n',
    )
    expect(done.stdout).toBe(`api.yaml: 3 operations changed
  ~ DELETE /a
  ~ POST /a
  ~ GET /b
  + scope write
  + scheme key
`)
  })

  const last = (line: string) => `openapi: 3.0.1
paths:
  /a:
    get: { security: [{ oauth: [read] }] }
    post: { security: [{ oauth: [read] }] }
    delete: { security: [] }
  /b:
    get: { security: [{ oauth: [] }] }
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: /token
          scopes:
${line}`
  test.each([
    ['with a final line end', last('            read: Read\n')],
    ['without one', last('            read: Read')],
    ['with a comment', last('            read: Read # it\n# the end\n')],
    ['with text in a block', last('            read: |\n              Read\n              it\n')],
    ['with text that keeps its blank lines', last('            read: |+\n              Read\n\n')],
    ['in quotes', last("            'read': 'Read'\n")],
    ['in CRLF', last('            read: Read\n').replaceAll('\n', '\r\n')],
  ])(
    'adds a scope and a scheme behind the primary scheme, the last one, %s',
    async (_name, text) => {
      const done = await merged(text)
      expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
      const { gone } = changedLines(text, done.written)
      expect(gone.filter((line) => line.trim() !== '')).toEqual(
        gone.filter((line) => /post:|read: Read$/.test(line)),
      )
      expect(done.written).toMatch(/\n {12}'?write'?: '?Write'?\r?\n {4}key:\r?\n {6}type: apiKey/)
    },
  )

  test.each([
    ['single quotes', "        - 'oauth':\n            - 'read'\n", "            - 'write'"],
    ['lists in brackets', '      - oauth: [read]\n', '      - oauth: [write]'],
    ['padded brackets', '      - oauth: [ read ]\n', '      - oauth: [ write ]'],
    ['narrow braces', '        [{oauth: [read]}]\n', '[{oauth: [write]}, {key: []}]'],
  ])('writes new entries like those around them: %s', async (_name, example, expected) => {
    const text = last('            read: Read\n').replace(
      'get: { security: [{ oauth: [read] }] }',
      `get:\n      security:\n${example}`,
    )
    const shown = text.replace('post: { security: [{ oauth: [read] }] }', 'post:\n      tags: []')
    const done = await merged(shown)
    expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
    expect(done.written).toContain(expected)
  })

  const json = {
    openapi: '3.1.0',
    paths: {
      '/a': { get: { security: [{ oauth: ['read'] }] }, post: {}, delete: { tags: ['x'] } },
      '/b': { get: { security: [] } },
    },
    components: {
      securitySchemes: {
        oauth: { type: 'oauth2', flows: { implicit: { authorizationUrl: '/a', scopes: {} } } },
      },
    },
  }
  test.each([
    ['two spaces', JSON.stringify(json, null, 2)],
    ['four spaces', JSON.stringify(json, null, 4)],
    ['tabs', JSON.stringify(json, null, '\t')],
    ['one line', JSON.stringify(json)],
    ['one line and a final line end', `${JSON.stringify(json)}\n`],
    ['CRLF', JSON.stringify(json, null, 2).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${JSON.stringify(json, null, 2)}\n`],
  ])('keeps the layout of JSON: %s', async (_name, text) => {
    const done = await merged(text, { file: 'api.json' })
    expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
    const bare = text.replace(/^\ufeff/, '')
    const unit = /\n([ \t]+)/.exec(bare)?.[1]
    const again = JSON.stringify(JSON.parse(done.written.replace(/^\ufeff/, '')), null, unit)
    const ends = bare.includes('\r\n') ? again.replaceAll('\n', '\r\n') : again
    const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
    expect(done.written).toBe(`${mark}${ends}${/\n$/.exec(text)?.[0] ?? ''}`)
  })
  test('keeps `security` on one line in JSON that has it so', async () => {
    const text = JSON.stringify(json, null, 2).replace(
      /"security": \[\s*\{\s*"oauth": \[\s*"read"\s*\]\s*\}\s*\]/,
      '"security": [{ "oauth": ["read"] }]',
    )
    const done = await merged(text, { file: 'api.json' })
    expect([done.exit, done.drift], done.stderr).toEqual([0, 0])
    expect(done.written).toContain('"security": [{ "oauth": ["write"] }, { "key": [] }]')
  })

  const none = `openapi: 3.1.0
paths:
  /a:
    get:
      tags: []
  /b: { get: { security: [] } }
`
  test('declares no scheme that nobody asked for', async () => {
    const catalog = 'scopes: { read: R }\nroutes: { GET /a: read, GET /b: public }\n'
    const done = await merged(none, { catalog })
    expect([done.exit, done.written], done.stderr).toEqual([0, none])
    expect(done.stdout).toBe(`api.yaml: no operation changed, 1 not written
  ! not written  GET /a  no scheme for the catalog's tokens: --add-scheme NAME declares one
`)
    const asked = await merged(none, { catalog, more: ['--add-scheme', 'OAuth2'] })
    expect([asked.exit, asked.drift], asked.stderr).toEqual([0, 0])
    expect(asked.written).toContain('type: oauth2')
  })
})
