import { describe, expect, test } from 'vitest'
import { api, folder, holds, probe, states } from '../support/probe-world.js'

// Servers that are right, but not what one expects.

const TOKEN = 'token: { issuer: https://idp.test, scope_claim: scope }\n'

test('a fixture removes what it created, not what a GET of the same path shows', async () => {
  const carts = new Map([[7, 'precious']])
  let last = 100
  const url = await api((request, response) => {
    const { method, url: path = '' } = request
    const scope = method === 'GET' ? 'read' : 'write'
    if (!holds(request, scope)) {
      const status = request.headers.authorization ? 403 : 401
      return void response.writeHead(status, { 'www-authenticate': 'Bearer' }).end()
    }
    if (method === 'POST') carts.set(++last, 'new')
    if (method === 'DELETE') carts.delete(Number(path.split('/')[2]))
    response.writeHead(method === 'POST' ? 201 : 200)
    response.end(JSON.stringify({ id: method === 'POST' ? last : 7, items: ['x'] }))
  })
  const cwd = folder(`${TOKEN}scopes: { read: Read, write: Write }
routes: { GET /cart: read, POST /cart: write, "DELETE /cart/{id}": write }
probe: { fixtures: [{ create: POST /cart, remove: "DELETE /cart/{id}", id: id }] }
`)
  const { document } = await probe(url, cwd, '--methods=POST,DELETE', '--allow-writes')
  expect(document.notes.map(({ code }: { code: string }) => code)).not.toContain('fixture-left')
  expect([...carts]).toEqual([[7, 'precious']])
})

test('a server that refuses unknown query parameters does not end the run', async () => {
  const url = await api((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    if ([...searchParams.keys()].some((name) => name !== 'q'))
      return void response.writeHead(400).end()
    const status = holds(request, 'read') ? 200 : request.headers.authorization ? 403 : 401
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"found":["something"]}')
  })
  const cwd = folder(`${TOKEN}scopes: { read: Read }
routes: { GET /search: { needs: read, query: { q: hello } } }
`)
  const { document } = await probe(url, cwd)
  expect(document.notes.map(({ code }: { code: string }) => code)).not.toContain('probe-stopped')
  expect(states(document)).not.toContain('not-finished')
})

test('if everybody gets 401, writes have no findings', async () => {
  const url = await api((_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
  })
  const cwd = folder(`${TOKEN}scopes: { read: Read }\nroutes: { GET /a: read, POST /a: read }\n`)
  const { document, exit } = await probe(url, cwd, '--methods', 'POST')
  expect([document.problem.code, exit]).toEqual(['probe-not-trusted', 2])
})

describe('a method override header that is ignored', () => {
  test('is not found out by a page that is another one each time', async () => {
    let count = 0
    const url = await api((request, response) => {
      const isOpen = request.method !== 'POST' || holds(request, 'read')
      const status = isOpen ? 200 : request.headers.authorization ? 403 : 401
      response.writeHead(status, { 'www-authenticate': 'Bearer' }).end(`joke number ${count++}`)
    })
    const cwd = folder(
      `${TOKEN}scopes: { read: Read }\nroutes: { GET /a: public, POST /a: read }\n`,
    )
    const { document } = await probe(url, cwd, '--methods', 'POST')
    const kinds = document.findings.map(({ kind }: { kind: string }) => kind)
    expect(kinds).not.toContain('open-override')
  })
})

test('a date that a cache repeats is not the clock of the server', async () => {
  const url = await api((request, response) => {
    if (request.url === '/a') {
      const old = new Date(Date.now() - 600_000).toUTCString()
      return void response.writeHead(200, { date: old, age: '600' }).end('{"is":"cached"}')
    }
    const status = holds(request, 'write') ? 200 : request.headers.authorization ? 403 : 401
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"a resource":1}')
  })
  const cwd = folder(
    `${TOKEN}scopes: { write: Write }\nroutes: { GET /a: public, GET /b: write }\n`,
  )
  const { document } = await probe(url, cwd)
  expect(document.problem).toBeUndefined()
  expect(document.notes.map(({ code }: { code: string }) => code)).not.toContain('probe-clock')
})

test('another page for another spelling does not count as newly open', async () => {
  const started = async (fallback: number) =>
    api((request, response) => {
      const isHere = request.url === '/a'
      const refusal = request.headers.authorization ? 403 : 401
      const status = isHere ? (holds(request, 'read') ? 200 : refusal) : fallback
      response.writeHead(status, { 'www-authenticate': 'Bearer' })
      response.end(isHere ? '{"a resource":1}' : '<p>one page for all</p>')
    })
  const cwd = folder(`${TOKEN}scopes: { read: Read }\nroutes: { GET /a: read }\n`)
  await probe(await started(404), cwd, '--record', 'old.ndjson')
  const { document } = await probe(await started(200), cwd, '--compare', 'old.ndjson')
  const kinds = document.compared.changes.map(({ is }: { is: string }) => is)
  expect(kinds).toEqual(['status'])
})
