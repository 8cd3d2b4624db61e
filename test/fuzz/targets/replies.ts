import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import fc from 'fast-check'
import { expect } from 'vitest'
import { forge, GOOD, headerOf, KEYS, NOW } from '../../core/token/support.js'
import { holds } from '../../support/probe-world.js'
import { publicKey } from '../../support/published-key.js'
import { ask, expectHidden, SECRET } from '../ask.js'
import { bytesOf, edited } from '../edits.js'
import { ENV, placeFor } from '../place.js'
import { target } from '../target.js'

/** What a server answers: to `probe` where it refuses, else to the request for its keys. Its head is sent without `Content-Length`. */
interface Input {
  readonly asks: 'probe' | 'keys'
  readonly status: string
  readonly headers: string
  readonly body: string
}

const KEY = KEYS.ES256
const { x, y } = publicKey(KEY.jwk).export({ format: 'jwk' })
const SET = JSON.stringify({ keys: [{ kty: 'EC', crv: 'P-256', x, y, kid: KEY.kid }] })
const TOKEN = forge(headerOf(KEY), GOOD, KEY)
const TRUST = ['--algorithm', 'ES256', '--issuer', 'https://idp.test', '--audience', 'items-api']

const OTHERS = ['201 Created', '204 No Content', '302 Found', '304 Not Modified', '500 Error']
const CHALLENGES = [
  'WWW-Authenticate: Bearer error="insufficient_scope", scope="read"',
  'WWW-Authenticate: Basic realm="a, \\"b", Bearer error = invalid_token',
  'WWW-Authenticate: Bearer\r\nWWW-Authenticate: DPoP algs="ES256 PS256"',
]
const HEADERS = [
  'Content-Type: application/json\r\nDate: Fri, 15 Jan 2027 08:00:00 GMT',
  'Allow: GET, HEAD\r\nSet-Cookie: a=b',
  'Location: /jwks\r\nAge: 1',
]
const WORDS = [
  ...['"', '\\"', ',', '=', ' = ', 'Bearer', 'scope="read"', 'error=', 'realm', '\r\n', '\r\n\r\n'],
  ...['Content-Length: 1\r\n', 'Transfer-Encoding: chunked\r\n', 'Content-Encoding: gzip\r\n'],
]
const CATALOG = `token: { key: env:KEY, algorithm: HS256, issuer: https://idp.test, audience: items-api, scope_claim: scope }
scopes: { read: Read, write: Write }
roles: { viewer: { scopes: [read] }, editor: { scopes: [write] } }
routes: { GET /a: read }
`
/** What is wrong with a refusal; nobody gets in who should not, and everybody else does. */
const MAY_FIND = ['no-challenge', 'wrong-challenge', 'union-challenge']

/** The status of a guard that verifies the signature: what `probe` sends has no other flaw without consent. */
function statusFor(request: string): number {
  const [, credential = ''] = /^authorization: (.*)$/im.exec(request) ?? []
  const [, input = '', signature] = /^bearer (\S+)\.(\S*)$/i.exec(credential.trim()) ?? []
  const right = createHmac('sha256', SECRET).update(input).digest('base64url')
  if (signature !== right || !input.includes('.')) return 401
  return holds({ headers: { authorization: credential } }, 'read') ? 200 : 403
}
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"a resource":1}'

let current: Input
let started: Promise<Server> | undefined
async function listening(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (bytes) => {
      const { asks, status, headers, body } = current
      const due = asks === 'keys' ? status : statusFor(`${bytes}`)
      // The connection is closed: an answer that is too short has an end.
      socket.end(due === 200 ? OK : bytesOf(`HTTP/1.1 ${due}\r\n${headers}\r\n\r\n${body}`))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  return server
}
const place = placeFor({ 'scopes.yaml': CATALOG })

/**
 * However a guard words its refusals, `probe` finds nothing but faults of the wording; and the keys of a URL are those of a body
 * that came with status 200.
 */
export const replies = target<Input>({
  name: 'replies',
  inputs: fc.oneof(
    fc.record({
      asks: fc.constant('probe' as const),
      status: fc.constant(''),
      headers: edited(CHALLENGES, WORDS),
      body: fc.constantFrom('', '{"error":"insufficient_scope"}'),
    }),
    fc.record({
      asks: fc.constant('keys' as const),
      status: fc.oneof(fc.constant('200 OK'), fc.constantFrom(...OTHERS), edited(['200 OK'])),
      headers: fc.oneof(fc.constantFrom(...HEADERS), edited(HEADERS, WORDS)),
      body: fc.oneof(fc.constant(SET), edited([SET], ['keys', 'kid', 'oct', 'x', 'y'])),
    }),
  ),
  controls: [
    { asks: 'probe', status: '', headers: CHALLENGES[0] ?? '', body: '' },
    ...HEADERS.map((headers) => ({ asks: 'keys' as const, status: '200 OK', headers, body: SET })),
  ],
  async check(input) {
    started ??= listening()
    const { port } = (await started).address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    current = input
    if (input.asks === 'probe') {
      const args = ['probe', url, '--timeout', '60s', '--json']
      const { exit, stdout, stderr } = await ask(args, { cwd: place(), env: ENV })
      expectHidden(`${stdout}${stderr}`, [SECRET])
      const { findings } = JSON.parse(stdout) as { findings?: { kind: string }[] }
      for (const { kind } of findings ?? []) expect(MAY_FIND).toContain(kind)
      return exit === 2 ? 'refused' : 'accepted'
    }
    const args = ['verify', TOKEN, '--key', `${url}/jwks`, ...TRUST, '--at', `${NOW}`]
    const { exit } = await ask(args, { cwd: place(), env: {} })
    if (exit !== 0) return 'refused'
    expect(input.status).toMatch(/^200\b/)
    for (const value of [x, y]) expect(input.body).toContain(value)
    return 'accepted'
  },
  async end() {
    if (started) (await started).close()
    started = undefined
  },
})
