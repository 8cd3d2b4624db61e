import { describe, expect, test } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read }
routes: { "GET /a/{id}": read, POST /a: read }
`
const PROBE = 'probe http://localhost:1 --dry-run'
const HAR = `${PROBE} --har x.har`
const post = (text: string): string =>
  JSON.stringify({
    log: {
      entries: [
        {
          request: {
            method: 'POST',
            url: 'http://localhost:1/a',
            postData: { mimeType: 'application/json; charset=utf-8', text },
          },
          response: { status: 201 },
        },
      ],
    },
  })
const har = (text: string) => ({ files: { 'x.har': text } })
const catalog = (routes: string) => ({
  files: { 'scopes.yaml': `scopes: { read: Read }\nroutes: { ${routes} }\n` },
})

const entry = (text: string): string => `{"log":{"entries":[${text}]}}`
const request = (text: string): string => entry(`{"request":${text},"response":{"status":200}}`)

describe('of the parameters and bodies of probe', () => {
  testTriggers(
    [
      ['route-body', PROBE, catalog('GET /a: { needs: read, body: {} }')],
      ['route-body', PROBE, catalog(`POST /a: { needs: read, body: '{"a":' }`)],
      ['file-missing', `${PROBE} --har none.har`],
      ['file-empty', HAR, har(' ')],
      ['json-syntax', HAR, har('{"log":')],
      ['nested-too-deep', HAR, har(`{"log":${'['.repeat(200)}`)],
      ['har-shape', HAR, har('[]')],
      ['har-shape', HAR, har('{"log":{"entries":{}}}')],
      ['har-shape', HAR, har(entry('null'))],
      ['har-shape', HAR, har(entry('{"request":{}}'))],
      ['har-shape', HAR, har(entry('{"request":{},"response":{"status":"200"}}'))],
      ['har-shape', HAR, har(request('{"method":["GET"],"url":"http://x/a"}'))],
      ['har-shape', HAR, har(request('{"method":"GET","url":"/a"}'))],
      ['har-shape', HAR, har(request('{"method":"GET","url":"http://x/","postData":[]}'))],
      ['har-shape', HAR, har(request('{"method":"GET","url":"http://x/","postData":{}}'))],
      [
        'har-shape',
        HAR,
        har(
          request(
            '{"method":"POST","url":"http://x/a","postData":{"mimeType":"a/b\\r\\nX: y","text":"z"}}',
          ),
        ),
      ],
      ['har-too-many', HAR, har(entry(Array(100_001).fill('0').join()))],
      ['probe-body-json', HAR, har(post('{"a":1,}'))],
      ['probe-no-sample', HAR, har(entry(''))],
      [
        'probe-body-json',
        `${PROBE} --openapi o.json`,
        {
          files: {
            'o.json': JSON.stringify({
              openapi: '3.0.0',
              paths: {
                '/a': {
                  post: { requestBody: { content: { 'application/json': { example: '{"a"' } } } },
                },
              },
            }),
          },
        },
      ],
      ['openapi-not-one', `${PROBE} --openapi o.json`, { files: { 'o.json': '{}' } }],
    ],
    { files: { 'scopes.yaml': CATALOG } },
  )
})

test('a problem in a recording has its place, and shows no line of it', async () => {
  const text = `{"log":{"entries":[\n{"request":{"method":"GET","url":"http://x/a?password=hunter2"},\n"response":{"status":"hunter2"}}]}}`
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'x.har': text })
  const flags = ['probe', 'http://localhost:1', '--har', 'x.har']
  const { stderr, exit } = await scopectl(flags, { cwd })
  expect(stderr).toContain('x.har:3:22')
  expect(stderr).toContain('`log.entries.0.response.status` must be a number')
  expect(stderr).not.toContain('hunter2')
  expect(exit).toBe(2)
})
