import { expect, test } from 'vitest'
import { get } from '../support/raw-http.js'
import { files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'

// The content of a refusal over HTTP: an error for programs, and a description for the author of the request.

const FORM = 'Content-Type: application/x-www-form-urlencoded'

const REFUSED: readonly (readonly [
  line: string,
  headers: string[],
  body: string,
  error: string,
  description: string,
])[] = [
  [
    'GET /items/',
    ['Authorization: Bearer a', 'Authorization: Bearer b'],
    '',
    'invalid_request',
    'more than one Authorization header',
  ],
  [
    'GET /.scopectl/authorize',
    ['X-Original-Method: GET'],
    '',
    'invalid_request',
    'expected exactly one x-original-method and one x-original-uri header',
  ],
  [
    'GET /.scopectl/authorize',
    ['X-Original-Method: GET', 'X-Original-URI: /a//b'],
    '',
    'bad_path',
    'the path has an empty segment (`//`)',
  ],
  ['GET /a|b', [], '', 'bad_path', 'the path has a character that must be percent-encoded: `|`'],
  [
    'GET /.scopectl/authorize',
    ['X-Original-Method: GET', 'X-Original-URI: /caf\xc3\xa9'],
    '',
    'bad_path',
    'the path has a character that must be percent-encoded: `\xc3`',
  ],
  ['POST /token', [FORM], 'a=1&a=2', 'invalid_request', 'a parameter is repeated'],
  ['POST /token', [FORM], 'a=1', 'invalid_request', 'grant_type is missing'],
  [
    'POST /token',
    [FORM],
    'grant_type=implicit',
    'unsupported_grant_type',
    'supported: password or client_credentials',
  ],
  [
    'POST /token',
    [FORM],
    'grant_type=client_credentials',
    'invalid_client',
    'the client must authenticate',
  ],
]

test('a refusal has an error and a description, complete and with the right length', async () => {
  const server = await serving(files())
  for (const [line, headers, body, error, description] of REFUSED) {
    const reply = await get(server.port, line, headers, body)
    const said = JSON.parse(Buffer.from(reply.body, 'latin1').toString('utf8'))
    expect([line, said]).toEqual([line, { error, error_description: description }])
    const lengths = reply.headers.get('content-length') ?? []
    for (const length of lengths) expect([line, length]).toEqual([line, `${reply.body.length}`])
  }
})
