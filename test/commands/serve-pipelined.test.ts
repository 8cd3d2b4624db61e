import { expect, test } from 'vitest'
import { held } from '../support/held-sockets.js'
import { files } from '../support/serve-files.js'
import { serving } from '../support/serving.js'

const HOST = 'Host: localhost'
const request = (line: string, headers: readonly string[] = [], body = ''): string => {
  const length = body === '' ? [] : [`Content-Length: ${body.length}`]
  return `${[`${line} HTTP/1.1`, HOST, ...headers, ...length].join('\r\n')}\r\n\r\n${body}`
}
const PREFLIGHT = ['Origin: http://localhost:5173', 'Access-Control-Request-Method: GET']
const FORM = 'Content-Type: application/x-www-form-urlencoded'

test('requests on one connection are answered in order, and what is left of a body is not a request', async () => {
  const server = await serving(files())
  const smuggled = request('GET /health').repeat(3000)
  const client = await held(
    server.port,
    [
      request('HEAD /health'),
      request('OPTIONS /health', PREFLIGHT),
      request('POST /token', [FORM], 'x'.repeat(300_001) + smuggled),
      request('POST /items/', ['Content-Type: text/plain'], smuggled),
      request('GET /health', ['Connection: close']),
    ].join(''),
  )
  await client.closed
  const [head = '', preflight = '', ...others] = client.said().split(/(?=HTTP\/1\.1 )/)
  // An answer to HEAD has the length that the body would have; a 204 has none.
  expect(head).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\ncontent-length: [1-9]\d*\r\n[\s\S]*\r\n\r\n$/)
  expect(preflight).toMatch(/^HTTP\/1\.1 204 [\s\S]*\r\n\r\n$/)
  expect(preflight).not.toMatch(/content-length|transfer-encoding/i)
  expect(others.map((answer) => answer.slice(9, 12))).toEqual(['413', '401', '200'])
  for (const answer of others) {
    const [, length, body = ''] =
      /\r\ncontent-length: (\d+)\r\n[\s\S]*?\r\n\r\n(.*)$/.exec(answer) ?? []
    expect(body).toHaveLength(Number(length))
  }
})
