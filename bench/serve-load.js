import { connect } from 'node:net'
import { hammer, open, request } from './load.js'
import { PASSWORD, serving } from './serve-world.js'

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const login = (password) => request('POST /token', FORM, `username=alice&password=${password}`)

/** Connections that send this and wait. */
const held = (port, count, text) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.on('data', () => {})
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(text, 'latin1')
      return socket
    }),
  )
const leave = (sockets) => {
  for (const socket of sockets) socket.destroy()
}

/** How long guarded requests take while logins with wrong passwords wait; each that is answered is followed by another. */
export async function guardedWhile() {
  const server = await serving()
  const { port } = server
  const text = request('GET /items/', { Authorization: `Bearer ${server.token}` })
  const load = { port, text, count: 4000, connections: 4 }
  await hammer(load) // warms up
  const idle = p99(await hammer(load))
  const waiting = await held(port, 50, login('wrong'))
  for (const socket of waiting) socket.on('data', () => socket.write(login('wrong'), 'latin1'))
  const busy = p99(await hammer(load))
  leave(waiting)
  await server.stop()
  const ratio = (busy / idle).toFixed(2)
  return [
    'p99 of a guarded GET, 50 logins waiting',
    ms(busy),
    `none: ${ms(idle)}`,
    ratio,
    '< 50 ms',
  ]
}

/** @param {{ times: number[] }} answers */
export const p99 = ({ times }) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]
const ms = (value) => `${value.toFixed(1)} ms`

/** Logins per second with a password that was right before, and with a wrong one. */
export async function knownLogins() {
  const server = await serving()
  const perSecond = async (text, count) => {
    const start = performance.now()
    await hammer({ port: server.port, text, count, connections: 8 })
    return Math.round(count / ((performance.now() - start) / 1000))
  }
  await perSecond(login(PASSWORD), 200)
  const [known, wrong] = [
    await perSecond(login(PASSWORD), 2000),
    await perSecond(login('wrong'), 16),
  ]
  await server.stop()
  return ['POST /token, known user', `${known}/s`, `wrong password: ${wrong}/s`, '', '≥ 100/s']
}

/** New clients that are answered while others keep connections open with half a request. */
export async function fresh() {
  const server = await serving()
  const { port } = server
  const slow = request('POST /token', FORM, `username=alice&${'x'.repeat(1000)}`).slice(0, -500)
  const flood = `GET /items/ HTTP/1.1\r\nHost: localhost\r\n${'x: y\r\n'.repeat(9000)}`
  const others = [...(await held(port, 256, slow)), ...(await held(port, 256, flood))]
  // Whoever is turned away comes back.
  const again = setInterval(async () => others.push(...(await held(port, 20, flood))), 200)
  let answered = 0
  for (let i = 0; i < 200; i++) {
    try {
      const line = await open(port)
      const { status } = await line.ask(request('GET /health'))
      if (status === 200) answered++
      line.close()
    } catch {
      // Reset, or closed without an answer: not counted.
    }
  }
  clearInterval(again)
  leave(others)
  await server.stop()
  const what = 'new clients answered, 256 slow bodies, header flood'
  return [what, `${answered} of 200`, '', '', '200']
}

/** From SIGTERM to the end, with clients of all kinds that the server could wait for. */
export async function shutdown() {
  const server = await serving()
  const { port } = server
  const some = [
    ...(await held(port, 50, login('wrong'))),
    ...(await held(port, 5, login('wrong').slice(0, -3))),
    ...(await held(port, 5, 'GET / HT')),
    ...(await held(port, 5, request('GET /health'))),
  ]
  leave(await held(port, 50, login('wrong')))
  const [seconds, code] = await ending(server)
  leave(some)
  const what = 'SIGTERM behind 50 logins and 50 abandoned ones'
  return [what, `${seconds} s, exit ${code}`, '', '', '≤ 5 s']
}

/** The whole log in a pipe that nobody reads. */
export async function unread() {
  const server = await serving()
  server.child.stdout.pause()
  const text = request('GET /items/')
  const count = 5000
  const { statuses } = await hammer({ port: server.port, text, count, connections: 8 })
  const [seconds, code] = await ending(server)
  const what = 'answered with a log that nobody reads; SIGTERM'
  return [
    what,
    `${statuses[401] ?? 0} of ${count}; ${seconds} s, exit ${code}`,
    '',
    '',
    'all, ≤ 5 s',
  ]
}

async function ending(server) {
  const start = performance.now()
  const code = await server.stop()
  return [((performance.now() - start) / 1000).toFixed(1), code]
}
