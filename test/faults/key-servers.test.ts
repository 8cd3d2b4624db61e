import { createServer, type RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { forge, GOOD, headerOf, KEYS } from '../core/token/support.js'
import { authority } from '../support/certificate.js'
import { publicKey } from '../support/published-key.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { listening, tlsServer } from '../support/tls-world.js'

const KEY = KEYS.ES256
const SET = JSON.stringify({
  keys: [{ ...publicKey(KEY.jwk).export({ format: 'jwk' }), kid: KEY.kid }],
})
/** Valid if the key set is used. */
const TOKEN = forge(headerOf(KEY), { ...GOOD, scope: 'read' }, KEY)

const catalog = (url: string): string => `
token: { issuer: https://idp.test, audience: items-api, scope_claim: scope, algorithm: ES256, key: "${url}" }
scopes: { read: Read }
routes: { GET /a: read }
`
const AT = ['--at', '2027-01-15T08:00:00Z']
const LINES = [
  ['verify', TOKEN, ...AT],
  ['check', '--token', TOKEN, '--need', 'read', ...AT],
  ['serve', '--port', '0'],
]
const loopback = async (listener: RequestListener) =>
  `http://127.0.0.1:${await listening(createServer(listener))}/jwks`
const text =
  (body: string, headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(200, headers).end(body)
const redirect =
  (location: string): RequestListener =>
  (_request, response) =>
    void response.writeHead(302, { location }).end(SET)
/** Sends the head and half of the body, and then something else. */
const half =
  (
    then: (send: (part: string) => boolean, socket: { destroy(): unknown }) => void,
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': SET.length })
    response.write(SET.slice(0, 20))
    then((part) => response.write(part), response)
  }

let asked = 0
const SERVERS: [what: string, code: string, url: () => Promise<string>][] = [
  ['never answers', 'slow', () => loopback(() => {})],
  [
    'sends one byte per second',
    'slow',
    () =>
      loopback(
        half((send, response) => {
          const timer = setInterval(() => send(' '), 1000)
          ;(response as NodeJS.EventEmitter & { destroy(): unknown }).once('close', () =>
            clearInterval(timer),
          )
        }),
      ),
  ],
  ['stops in the middle', 'slow', () => loopback(half(() => {}))],
  [
    'hangs up in the middle',
    'unreachable',
    () => loopback(half((_send, socket) => void setTimeout(() => socket.destroy(), 50))),
  ],
  ['hangs up at once', 'unreachable', () => loopback((request) => void request.socket.destroy())],
  ['redirects to another host', 'redirect', () => loopback(redirect('https://idp.invalid/jwks'))],
  ['redirects to a file', 'redirect', () => loopback(redirect('file:///etc/passwd'))],
  ['redirects to itself', 'redirect', () => loopback(redirect('/jwks'))],
  ['announces a terabyte', 'too-big', () => loopback(text(SET, { 'content-length': 1e12 }))],
  [
    'sends more than a megabyte',
    'too-big',
    () => loopback(text(`{"keys":[],"x":"${'x'.repeat(2_000_000)}"}`)),
  ],
  [
    'announces less than it sends',
    'unreadable',
    () =>
      loopback(
        (request) => void request.socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n${SET}`),
      ),
  ],
  [
    'announces two lengths',
    'unreachable',
    () =>
      loopback(
        (request) =>
          void request.socket.end(
            `HTTP/1.1 200 OK\r\nContent-Length: 20\r\nContent-Length: ${SET.length}\r\n\r\n${SET}`,
          ),
      ),
  ],
  [
    'answers with a page',
    'not-json',
    () => loopback(text('<html>log in</html>', { 'content-type': 'text/html' })),
  ],
  [
    'answers 500 with the set',
    'status',
    () => loopback((_request, response) => void response.writeHead(500).end(SET)),
  ],
  [
    'has a certificate of an unknown authority',
    'unreachable',
    async () =>
      `https://localhost:${await tlsServer(authority().issue(['localhost']), text(SET))}/jwks`,
  ],
]

describe.concurrent.each(SERVERS)('a key server that %s', (_what, code, url) => {
  test.each(LINES)('is an error of %s, and the run ends', async (...line) => {
    const cwd = tempDir({ 'scopes.yaml': catalog(await url()), 'users.yaml': 'users: {}\n' })
    const { exit, stdout, stderr } = await scopectl(line, { cwd })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^error\\[key-(url-)?${code}\\]`))
    expect(stderr).not.toContain(TOKEN)
  })
})

test('the same set is accepted from a server without a fault', async () => {
  const cwd = tempDir({ 'scopes.yaml': catalog(await loopback(text(SET))) })
  const runs = LINES.slice(0, 2).map((line) => scopectl(line, { cwd }))
  expect((await Promise.all(runs)).map(({ exit }) => exit)).toEqual([0, 0])
})

test('a server that rotates its keys between two runs: the old token is refused by the second', async () => {
  const next = publicKey(KEYS.ES384.jwk).export({ format: 'jwk' })
  const url = await loopback((_request, response) => {
    response.end(asked++ === 0 ? SET : JSON.stringify({ keys: [{ ...next, kid: 'next' }] }))
  })
  const cwd = tempDir({ 'scopes.yaml': catalog(url) })
  const run = () => scopectl(LINES[1] ?? [], { cwd })
  expect((await run()).exit).toBe(0)
  const { exit } = await run()
  expect([2, 3]).toContain(exit)
})
