import { connect } from 'node:net'
import { expect } from 'vitest'
import { get } from '../../support/raw-http.js'
import { basic, CATALOG, post, USERS } from '../../support/serve-files.js'
import type { Serving } from '../../support/serving.js'
import type { Case, Row } from '../row.js'

/** A running `serve`, and what is sent to it. */
const served = (
  what: string,
  asked: (server: Serving) => Promise<unknown>,
  more: Partial<Case> = {},
): Case => ({
  what,
  args: ['serve', '--port', '0'],
  files: { 'scopes.yaml': CATALOG, 'users.yaml': USERS },
  exit: 0,
  stderr: /DEVELOPMENT ONLY/,
  never: /wonderland|s3cret/,
  asked,
  ...more,
})
const FORM = 'Content-Type: application/x-www-form-urlencoded'
const CI = basic('ci', 's3cret')

/** What `POST /token` or another endpoint answers to bytes that no HTTP library would send. */
const answered = (
  what: string,
  line: string,
  headers: readonly string[],
  body: string,
  status: number,
  error: string,
): Case =>
  served(what, async ({ port }) => {
    const reply = await get(port, line, headers, body)
    expect([reply.status, JSON.parse(reply.body)['error']]).toEqual([status, error])
    expect(reply.headers.get('cache-control')).toEqual(['no-store'])
    // The next client is served.
    expect((await get(port, 'GET /health')).status).toBe(200)
  })
const badForm = (what: string, body: string): Case =>
  answered(what, 'POST /token', [FORM], body, 400, 'invalid_request')

/** Refused before anything is done, and no page of another origin may read it. */
const misdirected = (host: string): Case =>
  served(`the host ${host}`, async ({ port }) => {
    for (const line of ['GET /items/', 'GET /.well-known/jwks.json', 'POST /token']) {
      const reply = await get(port, line, [`Host: ${host.replace('PORT', String(port))}`])
      expect([line, reply.status]).toEqual([line, 421])
      expect(reply.headers.has('access-control-allow-origin')).toBe(false)
    }
  })
const inactive = (what: string, token: string): Case =>
  served(`introspection of ${what}`, async (server) => {
    const { status, body } = await post(server, '/introspect', { token }, { authorization: CI })
    expect([status, body]).toEqual([200, { active: false }])
  })
const refusedToConnect = (port: number, host: string): Promise<string> =>
  new Promise((resolve) => {
    connect(port, host, () => resolve('connected')).on('error', (error) =>
      resolve(String((error as NodeJS.ErrnoException).code)),
    )
  })

export const SERVE_ROWS: readonly Row[] = [
  {
    id: 'SRV1',
    input:
      'access to `serve` from elsewhere: other addresses, DNS rebinding, pages of other origins, guesses at introspection',
    behaviour:
      'listens on 127.0.0.1 only, prints DEVELOPMENT ONLY, answers only for names of this machine, and never sends `Access-Control-Allow-Origin: *`; introspection says only `{"active": false}` about a bad token',
    rule: 'RFC 7662 §2.2',
    decided:
      'The password grant is always there, because `serve` is for development only: it cannot listen on another address (decision 30).',
    cases: [
      served('another address of this machine', async ({ port, url }) => {
        expect(url).toBe(`http://127.0.0.1:${port}`)
        expect(await refusedToConnect(port, '127.0.0.2')).toBe('ECONNREFUSED')
      }),
      ...['evil.test', 'evil.test:PORT', 'localhost.evil.test', '127.0.0.1.evil.test:PORT', ''].map(
        misdirected,
      ),
      served('a page of another origin', async ({ port }) => {
        for (const origin of ['https://evil.test', 'null', 'http://localhost.evil.test'])
          for (const line of ['GET /health', 'GET /items/', 'OPTIONS /items/', 'POST /token']) {
            const { headers } = await get(port, line, [`Origin: ${origin}`])
            expect(headers.get('access-control-allow-origin')).toBe(undefined)
          }
      }),
      inactive('text', 'abc'),
      inactive('a token with alg: none', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'),
      inactive('control characters', '\u001b[2J\r\nX: y'),
      answered(
        'introspection without a client',
        'POST /introspect',
        [FORM],
        'token=abc',
        401,
        'invalid_client',
      ),
    ],
    controls: [
      served('a token of its own is active', async (server) => {
        const { body } = await post(
          server,
          '/token',
          { grant_type: 'client_credentials' },
          { authorization: CI },
        )
        const token = String(body['access_token'])
        const reply = await post(server, '/introspect', { token }, { authorization: CI })
        expect(reply.body['active']).toBe(true)
      }),
    ],
  },
  {
    id: 'SRV2',
    input:
      'a body that is too large, a malformed form, repeated parameters, a token in the query or the body',
    behaviour:
      '400 `invalid_request` (413 if the body is too large); a token in a URL is never used; the server goes on',
    rule: 'RFC 6749 §5.2, RFC 6750 §2.3',
    decided:
      'A token in the query or in a form is refused, although RFC 6750 §2.2 and §2.3 describe both (decision 29).',
    cases: [
      answered('3 MB', 'POST /token', [FORM], 'a'.repeat(3_000_000), 413, 'invalid_request'),
      badForm('not percent-encoded UTF-8', 'grant_type=%ff&%zz=1'),
      badForm('a parameter twice', 'grant_type=client_credentials&scope=a&scope=b'),
      badForm('the same with an escape', 'grant_type=client_credentials&scope=a&%73cope=b'),
      badForm('no grant_type', 'a=1'),
      badForm('nothing', ''),
      answered(
        'JSON',
        'POST /token',
        ['Content-Type: application/json'],
        '{}',
        400,
        'invalid_request',
      ),
      answered(
        'parameters in the query',
        'POST /token?grant_type=password',
        [FORM],
        'a=1',
        400,
        'invalid_request',
      ),
      answered(
        'introspection: twice',
        'POST /introspect',
        [FORM],
        'token=a&token=b',
        400,
        'invalid_request',
      ),
      answered(
        'introspection: in the query',
        'POST /introspect?token=a',
        [FORM],
        'x=1',
        400,
        'invalid_request',
      ),
      answered(
        'a token in the query',
        'GET /items/?access_token=abc',
        [],
        '',
        400,
        'invalid_request',
      ),
      answered(
        'even on a public route',
        'GET /health?access_token=abc',
        [],
        '',
        400,
        'invalid_request',
      ),
      answered(
        'a token in the body',
        'POST /items/',
        [FORM],
        'access_token=abc',
        400,
        'invalid_request',
      ),
      answered(
        'two Authorization headers',
        'GET /items/',
        ['Authorization: Bearer a', 'Authorization: Bearer b'],
        '',
        400,
        'invalid_request',
      ),
    ],
    controls: [
      served('a form as it should be', async (server) => {
        const form = 'grant_type=password&username=alice&password=wonderland'
        const { status, body } = await post(server, '/token', form)
        expect([status, typeof body['access_token']]).toEqual([200, 'string'])
        const authorization = `Bearer ${String(body['access_token'])}`
        expect(
          (await get(server.port, 'GET /items/', [`Authorization: ${authorization}`])).status,
        ).toBe(200)
      }),
    ],
  },
]
