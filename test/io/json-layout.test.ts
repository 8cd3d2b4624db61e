import { describe, expect, test } from 'vitest'
import { editJson } from '../../src/io/edit-json.js'

const NEW = [{ oauth: ['read', 'write'] }, { key: [] }]

/** The `security` of `/a`, after it was changed to NEW or added; `/b` shows how the document writes it. */
function written(own: string | undefined, example: string): string {
  const member = own === undefined ? '' : `"security": ${own}`
  const head = `{
  "paths": {
    "/a": {
      "get": {
        "tags": ["x"]${member === '' ? '' : ','}`
  const foot = `
      }
    },
    "/b": {
      "get": {
        "security": ${example}
      }
    }
  }
}
`
  const text = `${head}${member === '' ? '' : `\n        ${member}`}${foot}`
  const edit = { pointer: ['paths', '/a', 'get', 'security'], value: NEW }
  const after = editJson(text, [edit], 'api.json')
  expect(JSON.parse(after).paths['/a'].get.security).toEqual(NEW)
  expect(after.startsWith(head)).toBe(true)
  expect(after.endsWith(foot)).toBe(true)
  const [, list] = /"security": ([\s\S]*)$/.exec(after.slice(0, -foot.length)) ?? []
  return (list ?? '').replaceAll('\n        ', '\n')
}

const ONE_LINE = '[{ "oauth": ["read"] }]'
const BY_ENTRY = '[\n          { "oauth": ["read"] }\n        ]'
const HUGGED = '[{\n          "oauth": ["read"]\n        }]'
const PER_LINE =
  '[\n          {\n            "oauth": [\n              "read"\n            ]\n          }\n        ]'
const SCOPES_TOGETHER = '[\n          {\n            "oauth": ["read"]\n          }\n        ]'

const EXPECTED = [
  ['on one line', ONE_LINE, '[{ "oauth": ["read", "write"] }, { "key": [] }]'],
  ['an entry per line', BY_ENTRY, '[\n  { "oauth": ["read", "write"] },\n  { "key": [] }\n]'],
  ['braces beside brackets', HUGGED, '[{\n  "oauth": ["read", "write"]\n}, {\n  "key": []\n}]'],
  [
    'everything on lines of its own',
    PER_LINE,
    '[\n  {\n    "oauth": [\n      "read",\n      "write"\n    ]\n  },\n  {\n    "key": []\n  }\n]',
  ],
  [
    'scopes beside each other',
    SCOPES_TOGETHER,
    '[\n  {\n    "oauth": ["read", "write"]\n  },\n  {\n    "key": []\n  }\n]',
  ],
] as const

describe('a list of JSON is written like the one that it replaces', () => {
  test.each(EXPECTED)('%s', (_, layout, expected) => {
    expect(written(layout, PER_LINE)).toBe(expected)
  })
})

describe('where the replaced list shows nothing, like the first one in the text that does', () => {
  test.each(EXPECTED)('%s', (_, layout, expected) => {
    expect(written('[]', layout)).toBe(expected)
    expect(written(undefined, layout)).toBe(expected)
    expect(written(layout.replace(/\[\s*"read"\s*\]/, '[]'), layout)).toBe(expected)
  })
})
