import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { httpGet } from '../../src/io/http-get.js'
import { codesOf } from '../io/support.js'
import { CTRL_C, converse } from '../support/conversation.js'
import { tempDir } from '../support/temp-dir.js'

test.skipIf(process.platform === 'win32')('passwd-cancelled: ctrl-c at the question', async () => {
  const dir = tempDir({ 'scopes.yaml': "scopes: { read: '' }", 'users.yaml': 'users: { bob: {} }' })
  const user = converse(['users', 'passwd', 'bob'], dir)
  await user.answer(/New password/, CTRL_C)
  const { exit, shown } = await user.end()
  expect(shown).toContain('error[passwd-cancelled]')
  expect(exit).toBe(2)
})

test('url-slow: a server that never answers', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await new Promise((resolve) => server.once('listening', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api.json`)
  const limits = { bytes: 1000, seconds: 0.2, accept: 'application/json' }
  expect(await codesOf(() => httpGet(url, 'url', limits, {}))).toEqual(['url-slow'])
})

test('a download may take longer the more has arrived', async () => {
  // The first part arrives at once, long before the limit; all of it takes three seconds, which is more.
  const server = createServer((_request, response) => {
    const send = () => response.write('a'.repeat(1000))
    response.writeHead(200)
    send()
    let sent = 1
    const timer = setInterval(() => {
      send()
      if (++sent < 30) return
      clearInterval(timer)
      response.end()
    }, 100)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await new Promise((resolve) => server.once('listening', resolve))
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api.json`)
  const limits = { bytes: 30_000, seconds: 2, accept: '*/*' }
  const slow = { ...limits, secondsPerMegabyte: 1e6 }
  const [codes, bytes] = await Promise.all([
    codesOf(() => httpGet(url, 'url', limits, {})),
    httpGet(url, 'url', slow, {}),
  ])
  expect(codes).toEqual(['url-slow'])
  expect(bytes.length).toBe(30_000)
})
