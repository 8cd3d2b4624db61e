import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Connections } from '../../../src/io/server/connections.js'
import { held, login } from '../../support/held-sockets.js'

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'

/** A server with at most three connections, which answers when the test says so. */
async function small() {
  const connections = new Connections(3)
  const asked: ServerResponse[] = []
  const server = createServer((incoming, outgoing) => {
    connections.asked(incoming, outgoing)
    incoming.resume()
    asked.push(outgoing)
  })
  server.on('connection', (socket) => connections.add(socket))
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  /** Waits for the head of a request. */
  const request = async (text: string) => {
    const before = asked.length
    const client = await held(port, text)
    while (asked.length === before) await once(server, 'request')
    return { client, answer: (body = 'ok') => void asked[before]?.end(body) }
  }
  return { port, request, connections }
}

const isOpen = (closed: Promise<void>): Promise<boolean> =>
  Promise.race([
    closed.then(() => false),
    new Promise<boolean>((resolve) => setImmediate(resolve, true)),
  ])

test('one more than the most: the connection that has waited longest for its client is closed', async () => {
  const { port, request } = await small()
  const busy = await request(GET) // the oldest, but complete
  const slow = await request(login('username=', 100))
  const idle = await held(port, '')
  const fresh = await request(GET)
  await slow.client.closed
  fresh.answer()
  await once(fresh.client.socket, 'data')
  expect(fresh.client.said()).toMatch(/^HTTP\/1\.1 200 OK/)
  expect(await isOpen(idle.closed)).toBe(true)
  busy.answer()
  await once(busy.client.socket, 'data')
  expect(busy.client.said()).toMatch(/^HTTP\/1\.1 200 OK/)
})

test('an answer makes a connection the newest again', async () => {
  const { port, request } = await small()
  const first = await request(GET)
  const second = await held(port, '')
  await held(port, 'GET / HT')
  first.answer()
  await once(first.client.socket, 'data')
  await request(GET)
  await second.closed
  expect(await isOpen(first.client.closed)).toBe(true)
})

test.each([
  ['before its body has arrived', login('', 3), 'ok'],
  ['with more than its client reads', GET, 'x'.repeat(20_000_000)],
])('a connection that was answered %s waits for its client', async (_how, text, body) => {
  const { port, request } = await small()
  const first = await request(text)
  first.client.socket.pause()
  first.answer(body)
  if (text !== GET) await new Promise((resolve) => first.client.socket.write('a=b', resolve))
  const others = [await held(port, ''), await held(port, '')]
  const fresh = await request(GET)
  first.client.socket.resume()
  await first.client.closed
  fresh.answer()
  await once(fresh.client.socket, 'data')
  for (const { closed } of others) expect(await isOpen(closed)).toBe(true)
})

test('if all have complete requests, the new one is closed', async () => {
  const { port, request } = await small()
  const busy = [await request(GET), await request(GET), await request(GET)]
  const fourth = await held(port, GET)
  await fourth.closed
  for (const { client, answer } of busy) {
    answer()
    await once(client.socket, 'data')
    expect(client.said()).toMatch(/^HTTP\/1\.1 200 OK/)
  }
})
