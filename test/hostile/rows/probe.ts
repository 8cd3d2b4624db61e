import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { listen } from '../listen.js'
import type { Case, Row } from '../row.js'
import { holds, PROBED, planned, probed } from './probe-cases.js'

const WRITES = {
  ...PROBED,
  'scopes.yaml': PROBED['scopes.yaml'].replace(
    'GET /a: read',
    'GET /a: read, DELETE /a: write, POST /a: write, PUT /a: write, PATCH /a: write',
  ),
}
/** Which methods may be sent, and with which scopes in the token. */
const writing = (what: string, flags: readonly string[], sent: RegExp, allowed = false): Case => ({
  what,
  args: ['probe', ...flags],
  files: WRITES,
  exit: 5,
  async prepare() {
    const methods = new Set<string>()
    const withScope = new Set<string>()
    const server = await listen((request, response) => {
      methods.add(String(request.method))
      const isWrite = !/^(GET|HEAD|OPTIONS)$/.test(String(request.method))
      const isEnough = holds(request, isWrite ? 'write' : 'read')
      if (isWrite && isEnough) withScope.add(String(request.method))
      const status = isEnough ? 200 : request.headers.authorization ? 403 : 401
      response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
    })
    return {
      ...server,
      end() {
        server.end?.()
        expect([...methods].sort().join(' ')).toMatch(sent)
        if (allowed) expect([...withScope]).not.toEqual([])
      },
    }
  },
})
/** Without --allow-writes, the plan has no write that should succeed. */
const dry = (what: string, flags: readonly string[], more: Partial<Case>): Case => ({
  ...planned,
  what,
  args: [...planned.args, ...flags],
  files: WRITES,
  ...more,
})
const answering =
  (refusal: number, body = '{"detail":"x"}', challenge = 'Bearer'): RequestListener =>
  (request, response) => {
    const isAllowed = holds(request)
    const status = isAllowed ? 200 : request.headers.authorization ? refusal : 401
    response
      .writeHead(status, { 'www-authenticate': challenge })
      .end(isAllowed ? '{"a resource":1}' : body)
  }
const found = (what: string, answer: RequestListener, kind: string, more = {}): Case =>
  probed(what, answer, { exit: 5, stdout: new RegExp(`^\\w+ +${kind}\\b`, 'm'), ...more })
/** The status counts, whatever becomes of the body: the finding of `guarded` is still found. */
const unended = (
  what: string,
  body: (response: Parameters<RequestListener>[1]) => void,
  headers = {},
): Case =>
  found(
    what,
    (request, response) => {
      const status = holds(request) ? 200 : request.headers.authorization ? 403 : 401
      response.writeHead(status, { 'www-authenticate': 'Bearer', ...headers })
      body(response)
    },
    'signature',
  )
const challenged = (what: string, challenge: string): Case =>
  found(what, answering(403, undefined, challenge), 'signature', { never: /x{9000}/ })
const bomb = gzipSync(Buffer.alloc(20_000_000, 'a'))
const BLOCK = 'x'.repeat(64 * 1024)
/** As fast as it is read, until the reader closes the connection. */
const endless: Parameters<typeof unended>[1] = (response) => {
  const more = (): void => {
    if (!response.destroyed && !response.writableEnded)
      response.write(BLOCK, () => setImmediate(more))
  }
  response.on('close', () => response.end())
  more()
}

export const PROBE_ROWS: readonly Row[] = [
  {
    id: 'NET3',
    input: '`probe` of routes that change data: POST, PUT, PATCH, DELETE',
    behaviour:
      'not sent unless `--methods` names the method, and with a token that is allowed to only with `--allow-writes`; `--dry-run` prints the plan',
    decided:
      'A dry run is offered, not required: writes are sent only with a flag, and first with the tokens that only their own route can judge (decision 128).',
    cases: [
      writing('no flag', [], /^GET HEAD OPTIONS$/),
      writing('--allow-writes alone', ['--allow-writes'], /^GET HEAD OPTIONS$/),
      writing('DELETE', ['--methods', 'DELETE'], /^DELETE GET HEAD OPTIONS$/),
      writing('POST and PUT', ['--methods', 'POST,PUT'], /^GET HEAD OPTIONS POST PUT$/),
      writing(
        'PATCH that is allowed',
        ['--methods', 'PATCH', '--allow-writes'],
        /^GET HEAD OPTIONS PATCH$/,
        true,
      ),
      ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
        dry(`the plan for ${method} only has requests to be refused`, ['--methods', method], {
          stdout: new RegExp(`^ +403 +${method} /a`, 'm'),
          never: new RegExp(`^ +2xx +${method}`, 'm'),
        }),
      ),
      {
        ...planned,
        what: 'an unknown method',
        args: [...planned.args, '--methods', 'EAT'],
        exit: 2,
        stdout: /^$/,
      },
    ],
    controls: [
      dry('the plan with --allow-writes', ['--methods', 'DELETE', '--allow-writes'], {
        stdout: /^ +2xx +DELETE \/a/m,
      }),
    ],
  },
  {
    id: 'NET5',
    input:
      'a server that refuses in its own way: 401 for too few scopes, 404 to hide the route, 200 with an error in the body',
    behaviour: 'a finding that states the difference; `--as-server` accepts what a framework does',
    rule: 'RFC 6750 §3.1',
    cases: [
      found('401 for too few scopes', answering(401), 'not-403'),
      found('404 to hide the route', answering(404), 'hidden'),
      found(
        '200 with an error',
        (_request, response) => response.end('{"error":"forbidden"}'),
        'unguarded',
      ),
      found('401 where FastAPI answers so: accepted', answering(401), 'signature', {
        args: ['probe', '--as-server', 'fastapi'],
        never: /not-403/,
      }),
    ],
    controls: [planned],
  },
  {
    id: 'NET7',
    input: 'answers without end, of a gigabyte, in pieces, compressed; a hundred redirects',
    behaviour:
      'limited in bytes, time and number of connections; the status counts, whatever becomes of the body',
    rule: 'OWASP API4:2023',
    cases: [
      unended('without end', endless),
      unended('a length of 1 GB', endless, { 'content-length': 1e9 }),
      unended('a body that stops', (response) => {
        response.write('{"a ')
      }),
      found(
        'compressed zeros',
        (request, response) => {
          const status = holds(request) ? 200 : request.headers.authorization ? 403 : 401
          response
            .writeHead(status, { 'www-authenticate': 'Bearer', 'content-encoding': 'gzip' })
            .end(status === 200 ? bomb : '')
        },
        'signature',
      ),
      probed(
        'headers that never end',
        (request) => void request.socket.write('HTTP/1.1 200 OK\r\nX: '),
      ),
      probed('redirects one after another', (request, response) => {
        const count = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0)
        response.writeHead(302, { location: `/a?${count + 1}` }).end()
      }),
    ].map((each) => ({ ...each, args: ['probe', '--timeout', '1s'] })),
    controls: [planned],
  },
  {
    id: 'NET8',
    input: 'WWW-Authenticate that is huge, unbalanced, repeated, or has control characters',
    behaviour: 'read in one pass, up to a limit; shown escaped',
    rule: 'RFC 9110 §11.6.1',
    cases: [
      challenged('12 KB', `Bearer realm="${'x'.repeat(12_000)}"`),
      challenged('quotes that are not closed', 'Bearer error="insufficient_scope, scope="read'),
      challenged('nothing but quotes', '"'.repeat(8000)),
      challenged('several challenges', 'Basic realm="a", Bearer error="x", Digest nonce="b"'),
      challenged('commas and escapes', `Bearer ${'\\",='.repeat(2000)}`),
      challenged('C1 and bytes beyond ASCII', 'Bearer error="\u009b31m\u00ff", scope="\u0085"'),
      probed('1 MB: not an answer', answering(403, undefined, `Bearer a="${'x'.repeat(1e6)}"`)),
    ],
    controls: [planned],
  },
]
