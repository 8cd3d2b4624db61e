import { connect } from 'node:net'
import { expect } from 'vitest'
import { RAW } from '../../support/raw-output.js'
import { type Serving, serving } from '../../support/serving.js'
import { expectHidden } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, placeFor, SMALL } from '../place.js'
import { target } from '../target.js'

const HASH = 'scrypt$1024$8$1$AAAECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE'
const place = placeFor({
  'scopes.yaml': SMALL,
  'users.yaml': `users: { alice: { roles: [viewer], password: "${HASH}" } }\nclients: { bot: { roles: [viewer], secret: "${HASH}" } }\n`,
})
const HOST = 'Host: localhost'
const FORM = 'Content-Type: application/x-www-form-urlencoded'
const body = 'grant_type=password&username=alice&password=wrong&scope=read'
const request = (...lines: string[]) => lines.join('\r\n')
const SEEDS = [
  request('GET /items HTTP/1.1', HOST, 'Authorization: Bearer a.b.c', '', ''),
  request('GET /open HTTP/1.1', HOST, 'Accept: */*', '', ''),
  request('HEAD /items/42?x=1 HTTP/1.1', HOST, '', ''),
  request(
    'OPTIONS /items HTTP/1.1',
    HOST,
    'Origin: http://x',
    'Access-Control-Request-Method: GET',
    '',
    '',
  ),
  request('POST /token HTTP/1.1', HOST, FORM, `Content-Length: ${body.length}`, '', body),
  request(
    'POST /token HTTP/1.1',
    HOST,
    FORM,
    'Authorization: Basic Ym90Ong=',
    'Content-Length: 29',
    '',
    'grant_type=client_credentials',
  ),
  request(
    'POST /token HTTP/1.1',
    HOST,
    FORM,
    'Transfer-Encoding: chunked',
    '',
    '1d',
    'grant_type=client_credentials',
    '0',
    '',
    '',
  ),
  request(
    'GET /.scopectl/authorize HTTP/1.1',
    HOST,
    'X-Original-Method: GET',
    'X-Original-URI: /items/42',
    '',
    '',
  ),
  request('GET /.well-known/openid-configuration HTTP/1.1', HOST, '', ''),
  request('GET /.well-known/jwks.json HTTP/1.1', HOST, 'If-None-Match: "x"', '', ''),
  request('GET /open HTTP/1.1', HOST, '', '', 'POST /items HTTP/1.1', HOST, '', ''),
]
const WORDS = [
  ...[
    'Transfer-Encoding: chunked\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: 99999999999\r\n',
    'Expect: 100-continue\r\n',
    'Host: x\r\n',
  ],
  ...[
    'Upgrade: websocket\r\nConnection: upgrade\r\n',
    'Authorization: Bearer \r\n',
    'Cookie: a=b\r\n',
    'Forwarded: host=x\r\n',
    '\r\n\r\n',
    '\r\n ',
  ],
  ...[
    'CONNECT',
    'TRACE',
    'PRI * HTTP/2.0',
    'HTTP/1.0',
    'HTTP/9.9',
    'http://other/open',
    '*',
    '//items',
    '/%2e%2e/items',
    '/items/%00',
    '/.scopectl/',
  ],
  ...[
    'grant_type=refresh_token',
    'grant_type=',
    '&scope=admin',
    '&scope=',
    '&&',
    '%zz',
    '%00',
    '=',
    'x'.repeat(20_000),
  ],
]

let started: Promise<Serving> | undefined
const server = (): Promise<Serving> => {
  started ??= serving(place(), ['--port', '0'], ENV, (end) =>
    process.once('exit', () => void end({} as never)),
  )
  return started
}

const QUIET_SECONDS = 60

/** Sends the bytes and closes the sending side; all that comes back until the server closes, or stops at `isDone`. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
      socket.end(text, 'latin1'),
    )
    let said = ''
    socket.setTimeout(QUIET_SECONDS * 1000, () =>
      socket.destroy(new Error(`silence after ${said}`)),
    )
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1')
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
    socket.on('close', () => resolve(said))
  })
}

/** Whatever is sent: HTTP comes back or nothing, never 500; nobody without a token gets what is guarded, or a token. */
export const http = target<string>({
  name: 'http',
  weight: 2,
  inputs: edited(SEEDS, WORDS),
  controls: [SEEDS[1] ?? '', SEEDS[8] ?? ''],
  async check(text) {
    const { port, process: child } = await server()
    const said = await exchange(port, text)
    const answers = said === '' ? [] : said.split(/^(?=HTTP\/1\.1 \d{3} )/m)
    expect(said === '' || said.startsWith('HTTP/1.1 '), said).toBe(true)
    const statuses = answers.map((answer) => Number(answer.slice(9, 12)))
    for (const status of statuses)
      expect([status, status >= 100 && status !== 500 && status < 600]).toEqual([status, true])
    expect(said).not.toContain('access_token')
    expectHidden(said, [ENV['KEY']])
    for (const answer of answers) {
      // Only this route may be called without a token.
      const { route } = bodyOf(answer)
      if (route !== undefined && answer.startsWith('HTTP/1.1 200')) expect(route).toBe('GET /open')
    }
    expect(child.exitCode).toBeNull()
    return statuses.includes(200) ? 'accepted' : 'refused'
  },
  async end() {
    if (!started) return
    const { port, stop, stderr, lines } = await started
    started = undefined
    expect(await exchange(port, SEEDS[1] ?? '')).toMatch(/^HTTP\/1\.1 200 /)
    expect(await stop()).toBe(0)
    expect(stderr()).not.toMatch(/please report/)
    expect(lines.map((line) => JSON.stringify(line)).join('\n')).not.toMatch(RAW)
  },
})

function bodyOf(answer: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))
  } catch {
    return {}
  }
}
