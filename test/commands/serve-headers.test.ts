import { describe, expect, test } from 'vitest'
import { get } from '../support/raw-http.js'
import { scopectl } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'

// Node passes on the first 1,000 headers of a request, and silently drops the rest.

const many = (count: number) => Array.from({ length: count }, (_, i) => `h${i}: x`)

describe('every header of a request counts, however many there are', () => {
  test.each([999, 1000, 1001, 5000])('%i before it', async (count) => {
    const cwd = files()
    const server = await serving(cwd)
    const token = (await scopectl(['token', '--user', 'alice'], { cwd })).stdout.trim()
    const bearer = `Authorization: Bearer ${token}`
    const status = async (...headers: string[]) =>
      (await get(server.port, 'GET /items/', headers)).status
    const rest = many(count)
    expect(await status(bearer, ...rest)).toBe(200)
    expect(await status(...rest, bearer)).toBe(200)
    expect(await status(bearer, ...rest, 'Authorization: Basic YTpi')).toBe(400)
    expect(await status('Host: localhost', bearer, ...rest, 'Host: elsewhere.test')).toBe(400)

    const authorize = async (...headers: string[]) =>
      (await get(server.port, 'GET /.scopectl/authorize', [bearer, ...headers])).status
    const asked = ['X-Original-Method: GET', 'X-Original-URI: /items/']
    expect(await authorize(...asked, ...rest)).toBe(200)
    expect(await authorize(...asked, ...rest, 'X-Original-URI: /admin/')).not.toBe(200)
    expect(await authorize(...asked, ...rest, 'X-Original-Method: DELETE')).not.toBe(200)
  })

  test('headers are limited in size: more than 64 KB is 431', async () => {
    const server = await serving(files())
    expect((await get(server.port, 'GET /health', many(15_000))).status).toBe(431)
  })
})

test('odd HTTP is refused, whatever NODE_OPTIONS allow', async () => {
  const env = { NODE_OPTIONS: '--insecure-http-parser' }
  const server = await serving(files(), ['--port', '0'], env)
  expect((await get(server.port, 'GET /health')).status).toBe(200)
  const odd = [
    ['X: a\u0001b'],
    ['X : y'],
    ['Transfer-Encoding: chunked', 'Content-Length: 3'],
    ['Content-Length: 3', 'Content-Length: 4'],
  ]
  for (const headers of odd) {
    const { status } = await get(server.port, 'GET /health', headers)
    expect([headers, status]).toEqual([headers, 400])
  }
})
