import { type ChildProcess, spawn } from 'node:child_process'
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { api, CATALOG, folder, holds, probe, states } from '../support/probe-world.js'
import { plainEnv, scopectl, wrapperDir } from '../support/scopectl.js'
import { serving } from '../support/serving.js'

describe('NET4 answers that prove nothing are inconclusive, and exit with 2', () => {
  test.each([404, 405, 422, 302, 500])('%i for everyone', async (status) => {
    const url = await api((_request, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end('{}')
    })
    const { exit, document } = await probe(url, folder())
    expect(document.findings).toEqual([])
    expect(states(document)).toEqual(
      status === 302 || status === 500 ? ['control', 'control'] : ['alike', 'alike'],
    )
    expect(exit).toBe(2)
    expect((await probe(url, folder(), '--allow-inconclusive', '2')).exit).toBe(2)
  })

  test('no answer in time', async () => {
    const url = await api(() => {})
    const { exit, stdout } = await scopectl(['probe', url, '--json', '--timeout', '1s'], {
      cwd: folder(),
    })
    expect(JSON.parse(stdout).problem.code).toBe('probe-unreachable')
    expect(exit).toBe(2)
  })
})

test('401 for every token is not a finding: the server does not trust the key', async () => {
  const url = await api((_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
  })
  const { exit, document } = await probe(url, folder())
  expect(document.problem.code).toBe('probe-not-trusted')
  expect(exit).toBe(2)
})

test('NET1 redirects are not followed, and no token leaves the origin', async () => {
  const elsewhere: string[] = []
  const other = await api((request, response) => {
    elsewhere.push(String(request.headers.authorization))
    response.end('{}')
  })
  const url = await api((_request, response) => {
    response.writeHead(307, { location: `${other}/a` }).end()
  })
  const { exit } = await probe(url, folder())
  expect(elsewhere).toEqual([])
  expect(exit).toBe(2)
})

test('a request that is answered with 429 is sent again', async () => {
  let count = 0
  const url = await api((request, response) => {
    if (++count % 7 === 0) return void response.writeHead(429, { 'retry-after': '0' }).end()
    const isAllowed = holds(request, request.url === '/a' ? 'read' : 'write')
    const status = isAllowed ? 200 : request.headers.authorization ? 403 : 401
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
  })
  const { document } = await probe(url, folder())
  expect(document.targets.map(({ why }: { why: unknown }) => why)).toEqual([null, null])
})

test('probe-rate-limited: a server that only answers 429 ends the run', async () => {
  let count = 0
  const url = await api((_request, response) => {
    count++
    response.writeHead(429, { 'retry-after': '0' }).end()
  })
  const { document, exit } = await probe(url, folder())
  expect(document.notes).toContainEqual(expect.objectContaining({ code: 'probe-rate-limited' }))
  // The first request, and three more after the pauses.
  expect([exit, count]).toEqual([2, 4])
})

test('a connection that the server closes after an answer does not make a route inconclusive', async () => {
  const closing = new WeakSet<Socket>()
  const url = await api((request, response) => {
    const { socket } = request
    if (closing.has(socket)) return void socket.destroy()
    closing.add(socket)
    const isAllowed = holds(request, request.url === '/a' ? 'read' : 'write')
    const status = isAllowed ? 200 : request.headers.authorization ? 403 : 401
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
  })
  const { document } = await probe(url, folder())
  expect(document.targets.map(({ why }: { why: unknown }) => why)).toEqual([null, null])
})

test('a lockout stops the run: what is refused from then on is not a finding', async () => {
  let count = 0
  const url = await api((request, response) => {
    const isAllowed = holds(request, request.url === '/a' ? 'read' : 'write')
    if (++count > 40) return void response.writeHead(403, { 'www-authenticate': 'Bearer' }).end()
    response
      .writeHead(isAllowed ? 200 : 401, { 'www-authenticate': 'Bearer' })
      .end('{"a resource":1}')
  })
  const { document, exit } = await probe(url, folder(), '--concurrency', '1')
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-stopped')
  const later = (document.findings as { cases: { route: string; status: number }[] }[])
    .flatMap(({ cases }) => cases)
    .filter(({ route }) => route === 'GET /b')
  expect(later.filter(({ status }) => status !== 200)).toEqual([])
  expect(exit).not.toBe(0)
})

test('a body after HEAD does not break the next answer', async () => {
  const server = createRawServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const text = String(chunk)
      const [, payload = ''] = /Bearer \S+?\.(\S+?)\./i.exec(text) ?? []
      const claims = payload && JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}')
      const path = text.split(' ')[1]
      const needed = path === '/a' ? 'read' : path === '/b' ? 'write' : undefined
      const isAllowed = String(claims.scope)
        .split(' ')
        .includes(needed ?? '')
      const status = needed === undefined ? 404 : isAllowed ? 200 : payload ? 403 : 401
      const body = '{"a resource":1}'
      socket.write(
        `HTTP/1.1 ${status} X\r\nWWW-Authenticate: Bearer\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { document } = await probe(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder(),
  )
  expect(document.targets.map(({ why }: { why: unknown }) => why)).toEqual([null, null])
  expect(document.findings.map(({ kind }: { kind: string }) => kind)).not.toContain('open-head')
})

test('ctrl-c prints what was found so far: probe-interrupted', async () => {
  let child: ChildProcess | undefined
  let count = 0
  const url = await api((_request, response) => {
    if (++count === 30) child?.kill('SIGINT')
    response.writeHead(200).end('{"open":1}')
  })
  const cwd = folder(
    `${CATALOG}${Array.from({ length: 50 }, (_, i) => `  GET /r${i}: read\n`).join('')}`,
  )
  child = spawn(join(wrapperDir(), 'scopectl'), ['probe', url, '--json', '--concurrency', '1'], {
    cwd,
    env: plainEnv(cwd),
  })
  let stdout = ''
  child.stdout?.on('data', (chunk) => {
    stdout += chunk
  })
  const exit = await new Promise((resolve) => child?.on('close', resolve))
  const document = JSON.parse(stdout)
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-interrupted')
  expect(document.findings[0].kind).toBe('unguarded')
  expect(document.targets.length).toBeLessThan(52)
  expect(exit).toBe(5)
})

test('`serve` is clean', async () => {
  const cwd =
    folder(`token: { issuer: https://idp.test, audience: api, subject: required, enforce: literal }
scopes: { read: Read, write: Write, "users:read": See, admin: { implies: ["users:*", write] } }
routes:
  GET /health: public
  GET /me: authenticated
  GET /a/: { any: [read write, admin] }
  DELETE /a/{id}: { needs: { any: [admin, write users:read] }, params: { id: 4 } }
  GET /files/{path*}: { needs: { all: [read, { scheme: ApiKey }] }, params: { path: a/b } }
`)
  const { url } = await serving(cwd)
  const { exit, document } = await probe(url, cwd, '--methods', 'DELETE', '--allow-writes')
  expect(document.findings).toEqual([])
  expect(states(document)).toEqual(Array(5).fill('clean'))
  expect(exit).toBe(0)
})
