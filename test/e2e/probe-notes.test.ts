import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { api, folder, holds, probe, states } from '../support/probe-world.js'

const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, admin: { description: Everything, implies: [read] } }
routes: { GET /a: read }
`

type Note = { is: string; message: string; path: string; methods?: string[]; curl: string }
const notesOf = (document: { targets: { notes: Note[] }[] }): Note[] =>
  document.targets.flatMap(({ notes }) => notes)
const kindsOf = (document: { findings: { kind: string }[] }): string[] =>
  document.findings.map(({ kind }) => kind)

let count = 0
/** A page with a form token and a time of its own in each answer. */
const page = (main: string): string => `<title>Shop</title>
<nav>Home Orders Invoices Customers Reports Settings Help</nav><main>${main}</main>
<input name="csrf" value="${(++count * 7919).toString(36)}"><p>Rendered at ${Date.now()}-${count}</p>`
const ORDER = 'Order 4711 for Grace Hopper: twelve compilers, shipped to Arlington on Monday'

/** Guards `/a`; `other` answers every other path, and `refused` is the body of a refusal. */
function shop(
  other: (response: ServerResponse, request: IncomingMessage) => void,
  refused: (status: number) => string = () => '<h1>Refused</h1>',
) {
  return api((request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.url !== '/a') return other(response, request)
    const isToken = /^Bearer eyJ.*\.[\w-]{80,}$/.test(request.headers.authorization ?? '')
    if (holds(request, 'read')) return void response.end(page(ORDER))
    const status = isToken ? 403 : 401
    const error = isToken ? 'Bearer error="insufficient_scope"' : 'Bearer'
    response.writeHead(status, { 'www-authenticate': error }).end(refused(status))
  })
}
const missing = (response: ServerResponse): void => void response.writeHead(404).end()

test('a page that changes with every request is recognised where it is not guarded', async () => {
  const url = await shop((response, { url: path }) =>
    path === '/a/' ? void response.end(page(ORDER)) : missing(response),
  )
  const { document } = await probe(url, folder(CATALOG))
  expect(kindsOf(document)).toContain('open-trailing-slash')
})

test('another page in the same frame is a note, not a finding', async () => {
  const url = await shop((response) => void response.end(page('No such page: see the orders')))
  const { document } = await probe(url, folder(CATALOG))
  expect(kindsOf(document)).not.toContain('open-trailing-slash')
  const notes = notesOf(document).filter(({ is }) => is === 'unclear-variant')
  expect(notes.map(({ path }) => path)).toContain('/a/')
})

test('a refusal that contains such a page is a leak', async () => {
  const url = await shop(missing, (status) => (status === 403 ? page(ORDER) : '<h1>Log in</h1>'))
  const { document } = await probe(url, folder(CATALOG))
  expect(kindsOf(document)).toContain('leak')
})

test('a refusal in the frame of all pages is not', async () => {
  const url = await shop(missing, (status) => page(`Status ${status}: you may not see this`))
  const { document } = await probe(url, folder(CATALOG))
  expect(kindsOf(document)).not.toContain('leak')
})

/** Any token with one of the scopes gets in. */
const guarded = (...scopes: string[]) =>
  api((request, response) => {
    if (request.method === 'OPTIONS')
      return void response.writeHead(204, { allow: 'GET, HEAD, OPTIONS, delete, bad name' }).end()
    if (request.url !== '/a') return missing(response)
    if (scopes.some((scope) => holds(request, scope))) return void response.end('{"orders":[1]}')
    const isToken = /eyJ/.test(request.headers.authorization ?? '')
    const challenge = isToken ? 'Bearer error="insufficient_scope"' : 'Bearer'
    response.writeHead(isToken ? 403 : 401, { 'www-authenticate': challenge }).end()
  })

test('OPTIONS is only reported: methods that the catalog does not declare', async () => {
  const { document } = await probe(await guarded('read'), folder(CATALOG))
  const [note] = notesOf(document).filter(({ is }) => is === 'undeclared-method')
  expect(note).toMatchObject({ methods: ['DELETE'], curl: expect.stringMatching(/-X OPTIONS/) })
  const declared = CATALOG.replace('{ GET /a: read }', '{ GET /a: read, DELETE /a: admin }')
  const both = await probe(await guarded('read'), folder(declared))
  expect(notesOf(both.document).map(({ is }) => is)).not.toContain('undeclared-method')
})

test('OPTIONS that is not answered does not make a route inconclusive', async () => {
  const url = await api((request, response) => {
    if (request.method === 'OPTIONS') return void request.socket.destroy()
    response.end('{"ok":1}')
  })
  const { document } = await probe(url, folder(CATALOG))
  expect(states(document)).toEqual(['found'])
})

test('without `enforce`, what the server seems to do is a note', async () => {
  const literal = await probe(await guarded('read'), folder(CATALOG))
  expect(notesOf(literal.document).map(({ is }) => is)).toContain('observed-literal')
  const implied = await probe(await guarded('read', 'admin'), folder(CATALOG))
  expect(notesOf(implied.document).map(({ is }) => is)).toContain('observed-implied')
  expect(kindsOf(implied.document)).not.toContain('implied-scope')
  const written = folder(CATALOG.replace('token: {', 'token: { enforce: literal,'))
  const { document } = await probe(await guarded('read', 'admin'), written)
  expect(kindsOf(document)).toContain('implied-scope')
  expect(notesOf(document).map(({ is }) => is)).not.toContain('observed-implied')
})
