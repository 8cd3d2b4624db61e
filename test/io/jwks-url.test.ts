import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnvironment } from '../../src/io/env-file.js'
import { fetchJwks, type JwksCache } from '../../src/io/jwks-url.js'
import { loadKeys } from '../../src/io/key-source.js'
import { readableUrl } from '../../src/io/url.js'
import { keyPair } from '../support/key-pair.js'
import { codesOf, context, problemsOf } from './support.js'

const ec = keyPair('ec', { namedCurve: 'P-256' })
const publicKey = ec.publicKey.export({ format: 'jwk' })
const privateKey = ec.privateKey.export({ format: 'jwk' })
const set = (...keys: unknown[]): string => JSON.stringify({ keys })

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
}
const serveText = (text: string | Buffer, headers = {}) =>
  serve((_request, response) => response.writeHead(200, headers).end(text))

function load(url: string, cache?: JwksCache) {
  const ctx = context('/')
  return loadKeys(url, {
    ctx,
    environment: readEnvironment(undefined, ctx),
    folder: '/',
    by: '--key',
    cache,
  })
}

describe('NET9: which URLs are accepted', () => {
  test.each([
    'https://idp.test/jwks',
    'http://localhost:8000/x',
    'http://127.0.0.1/x',
    'http://127.9.9.9/x',
    'http://[::1]:1/x',
    'HTTPS://idp.test',
  ])('%s', (url) => {
    expect(readableUrl(url, '--key', 'key-url')).toBeInstanceOf(URL)
  })
  test.each([
    ['http://idp.test/jwks', 'key-url-insecure'],
    ['http://localhost.idp.test/', 'key-url-insecure'],
    ['http://127.0.0.1.idp.test/', 'key-url-insecure'],
    ['http://169.254.169.254/', 'key-url-insecure'],
    ['http://0.0.0.0/', 'key-url-insecure'],
    ['file:///etc/passwd', 'key-url-insecure'],
    ['https://127.0.0.1@idp.test/', 'key-url-userinfo'],
    ['https://a:b@idp.test/', 'key-url-userinfo'],
    ['https://', 'key-url-bad'],
  ])('%s: %s', async (url, code) => {
    expect(await codesOf(() => readableUrl(url, '--key', 'key-url'))).toEqual([code])
  })
})

test('a key set; the source is shown without its query', async () => {
  const url = await serveText(set({ ...publicKey, kid: 'a', x5c: ['…'] }))
  const { keys, source, notes } = await load(`${url}?token=geheim`)
  expect(keys).toEqual([{ ...publicKey, kid: 'a' }])
  expect([source, notes]).toEqual([url, []])
})

test('KEY3, NET9: private members are dropped with a warning', async () => {
  const { keys, notes } = await load(await serveText(set(privateKey)))
  expect(keys).toEqual([publicKey])
  expect(notes).toMatchObject([{ code: 'key-private-published', args: { count: 1 } }])
  expect(JSON.stringify(notes)).not.toContain(privateKey.d)
})

test.each([
  ['KEY3: a published secret', set({ kty: 'oct', k: 'YQ' }), {}, 'key-secret-published'],
  ['NET9: HTML', '<html></html>', { 'content-type': 'text/html' }, 'key-url-not-json'],
  ['NET9: broken JSON', '{"keys":[', {}, 'key-unreadable'],
  ['not text', Buffer.from([0xff, 0xfe]), {}, 'key-url-not-json'],
  ['an empty body', '', {}, 'key-url-not-json'],
  ['NET9: 50 MB', Buffer.alloc(50_000_000, ' '), {}, 'key-url-too-big'],
  [
    'NET7: a gzip bomb',
    gzipSync(Buffer.alloc(50_000_000, ' ')),
    { 'content-encoding': 'gzip' },
    'key-url-too-big',
  ],
])('%s', async (_name, body, headers, code) => {
  const url = await serveText(body, headers)
  expect(await codesOf(() => load(url))).toEqual([code])
})

test.each([301, 302, 303, 307, 308])('NET9: %i is not followed', async (status) => {
  let asked = 0
  const url = await serve((_request, response) => {
    asked++
    response.writeHead(status, { location: '/other' }).end(set(publicKey))
  })
  expect(await problemsOf(() => load(url))).toMatchObject([
    { code: 'key-url-redirect', args: { status } },
  ])
  expect(asked).toBe(1)
})

test.each([201, 204, 401, 404, 500])('%i is an error', async (status) => {
  const url = await serve((_request, response) => response.writeHead(status).end())
  expect(await codesOf(() => load(url))).toEqual(['key-url-status'])
})

test('NET7: a server that is silent, or slow in the body, times out', async () => {
  const silent = await serve(() => {})
  const slow = await serve((_request, response) => {
    response.writeHead(200).write('{')
    const timer = setInterval(() => response.write(' '), 20)
    response.once('close', () => clearInterval(timer))
  })
  for (const url of [silent, slow]) {
    const work = () => fetchJwks(new URL(url), { env: {}, now: 0, timeout: 0.2 })
    expect(await codesOf(work)).toEqual(['key-url-slow'])
  }
})

test('an endless body is cut off at the limit', async () => {
  const url = await serve((_request, response) => {
    const send = () => {
      while (!response.destroyed && response.write(' '.repeat(100_000)));
    }
    response.on('drain', send)
    send()
  })
  expect(await codesOf(() => load(url))).toEqual(['key-url-too-big'])
})

test('unreachable: a problem, not a crash', async () => {
  const problems = await problemsOf(() => load('http://127.0.0.1:1/jwks'))
  expect(problems).toMatchObject([{ code: 'key-url-unreachable' }])
})

test('the cache lasts for ten minutes, and is never used after a failure', async () => {
  let asked = 0
  let status = 200
  const url = new URL(
    await serve((_request, response) => {
      asked++
      response.writeHead(status).end(`{"n":${asked}}`)
    }),
  )
  const cache: JwksCache = new Map()
  expect(await fetchJwks(url, { env: {}, now: 1000, cache })).toBe('{"n":1}')
  expect(await fetchJwks(url, { env: {}, now: 1599, cache })).toBe('{"n":1}')
  expect(await fetchJwks(url, { env: {}, now: 1600, cache })).toBe('{"n":2}')
  expect(await fetchJwks(url, { env: {}, now: 900, cache })).toBe('{"n":3}')
  status = 500
  expect(await codesOf(() => fetchJwks(url, { env: {}, now: 2000, cache }))).toEqual([
    'key-url-status',
  ])
  expect(await codesOf(() => fetchJwks(url, { env: {}, now: 1000, cache }))).toEqual([
    'key-url-status',
  ])
  expect(await fetchJwks(url, { env: {}, now: 0 }).catch(() => 'asked again')).toBe('asked again')
})
