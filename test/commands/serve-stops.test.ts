import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { held, login, WRONG } from '../support/held-sockets.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { CATALOG, files, USERS } from '../support/serve-files.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

// Each of these would last longer than the time limit of a test if the server waited for its end.

/** The slowest hash that a users file may ask for: 3.5 s of one core on an idle machine. */
const SLOWEST =
  'scrypt$262144$8$8$AAECAwQFBgcICQoLDA0ODw$O0zCwPSfOFN6dzIoge8i2ot5Gu0NVQ4sDD35UNtXrKE'
const loginsOf = (password: string) => () =>
  tempDir({
    'scopes.yaml': CATALOG,
    'users.yaml': USERS.replace(/alice: \{.*\}/, `alice: { password: ${password} }`),
  })
const slowLogins = loginsOf(SLOWEST)
const usualLogins = loginsOf(SLOWEST.replace('$262144$8$8$', '$32768$8$3$'))

/** Accepts connections, and never answers. */
async function stalled(): Promise<{ url: string; asked: Promise<unknown> }> {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close().closeAllConnections())
  await once(server, 'listening')
  const asked = once(server, 'request')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`, asked }
}

describe('SIGTERM ends the server, with exit 0', () => {
  test.each([
    ['an idle connection', ''],
    ['half a header', 'GET /items/ HTTP/1.1\r\nHost: local'],
    ['half a body', login('username=', 100)],
    ['an unread body', 'POST /items/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n'],
    ['a connection kept alive', 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s', async (_name, text) => {
    const server = await serving(files())
    const { closed } = await held(server.port, text)
    await fetch(`${server.url}/health`) // after that, the server has read it
    expect(await server.stop()).toBe(0)
    await closed
    expect(server.lines.at(-1)).toMatchObject({ event: 'stopped' })
  })

  test.each(['that have left', 'that wait'])('behind forty logins %s', async (which) => {
    const server = await serving(slowLogins())
    const clients = await Promise.all(Array.from({ length: 40 }, () => held(server.port, WRONG)))
    await fetch(`${server.url}/health`) // after that, the server has read all of them
    if (which === 'that have left') for (const { socket } of clients) socket.destroy()
    const ended = once(server.process, 'exit')
    await server.stop()
    // On a busy machine, the hash that is being computed takes too long.
    expect([
      [0, null],
      [null, 'SIGTERM'],
    ]).toContainEqual(await ended)
    expect(server.lines.filter(({ status }) => status === 500)).toEqual([])
    expect(server.lines.at(-1)).toMatchObject({ event: 'stopped', unlogged: 0 })
    await Promise.all(clients.map(({ closed }) => closed))
  })

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'during a hash that takes minutes, the process ends by that signal: %s',
    async (signal) => {
      // The real function in its real thread, with a cost that a slow and busy machine might have.
      const slow =
        'const c = require("node:crypto"), s = c.scrypt\nc.scrypt = (a, b, n, o, f) => s(a, b, n, { ...o, p: o.p * 2000, maxmem: 2 ** 30 }, f)'
      const preload = join(tempDir({ 'slow.cjs': slow }), 'slow.cjs')
      const env = { NODE_OPTIONS: `--require ${preload}` }
      const server = await serving(usualLogins(), ['--port', '0'], env)
      const { closed } = await held(server.port, WRONG)
      await fetch(`${server.url}/health`) // after that, the server has read it
      const ended = once(server.process, 'exit')
      await server.stop(signal)
      expect(await ended).toEqual([null, signal])
      expect(server.lines.at(-1)).toMatchObject({ event: 'stopped', unlogged: 0 })
      await closed
    },
  )

  test('while it starts: nothing is printed but the end', async () => {
    const { url, asked } = await stalled()
    const key = `algorithm: ES256, key: "${url}", audience`
    const cwd = tempDir({ 'scopes.yaml': CATALOG.replace('audience', key), 'users.yaml': USERS })
    const line = ['serve', '--json', '--port', '0']
    const child = spawn(join(wrapperDir(), 'scopectl'), line, { cwd, env: plainEnv(cwd) })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    await asked
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(JSON.parse(said)).toMatchObject({ event: 'stopped', requests: 0, unlogged: 0, exit: 0 })
  })

  test('a second signal ends it at once, by that signal', async () => {
    const server = await serving(slowLogins())
    const idle = await held(server.port, '')
    await held(server.port, login('username=', 100))
    await fetch(`${server.url}/health`) // after that, the server has read it: otherwise nothing keeps it from ending
    const ended = once(server.process, 'exit')
    server.process.kill('SIGTERM')
    await idle.closed // the first one was heard
    server.process.kill('SIGTERM')
    expect(await ended).toEqual([null, 'SIGTERM'])
  })
})

test('a client that disconnects in its body is not a bug, and is not answered', async () => {
  const server = await serving(files())
  for (const path of ['/token', '/introspect', '/items/']) {
    const text = login('username=alice', 100).replace('/token', path)
    const { socket } = await held(server.port, text)
    await fetch(`${server.url}/health`) // after that, the server has read it
    socket.destroy()
  }
  expect((await fetch(`${server.url}/items/`)).status).toBe(401)
  expect(await server.stop()).toBe(0)
  const statuses = server.lines.flatMap(({ status }) => status ?? [])
  expect(statuses.toSorted()).toEqual([200, 200, 200, 401])
  expect(server.stderr()).not.toContain('bug')
})
