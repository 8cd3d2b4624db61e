import { expect, test } from 'vitest'
import { call, ndjson, replay } from '../support/replay-world.js'

type Grant = { role: string; scope: string }
const unused = async (...lines: readonly object[]) => {
  const { document } = await replay(ndjson(lines))
  return (document.unused_grants as Grant[]).map(({ role, scope }) => `${role} ${scope}`)
}

const ALL = ['reader read', 'editor write', 'editor spare', 'chief admin']
const without = (...used: readonly string[]) => ALL.filter((each) => !used.includes(each))

test.each([
  ['a call that needs no scope', [call()], []],
  ['a call by role', [call({ role: 'reader', status: 200 })], ['reader read']],
  ['a default role', [call({ role: 'editor' })], ['reader read']],
  [
    'a role that is extended',
    [call({ role: 'chief', method: 'POST' })],
    ['editor write', 'chief admin'],
  ],
  ['a user', [call({ user: 'alice', method: 'POST' })], ['editor write']],
  [
    'an implied scope',
    [call({ role: 'chief', path: '/items/7' })],
    ['reader read', 'editor write', 'chief admin'],
  ],
  [
    'scopes, which may be from any role',
    [call({ scopes: 'write', method: 'POST' })],
    ['editor write', 'chief admin'],
  ],
  [
    'claims with roles',
    [call({ user: undefined, claims: { roles: ['editor'] }, method: 'POST' })],
    ['editor write'],
  ],
  [
    'a call with 401 or 403',
    [call({ role: 'reader', status: 403 }), call({ role: 'reader', status: 401 })],
    [],
  ],
  ['a call that the catalog refuses', [call({ role: 'reader', method: 'POST', status: 200 })], []],
  ['a call that failed later', [call({ role: 'reader', status: 500 })], ['reader read']],
])('%s', async (_what, lines, used) => {
  expect(
    await unused(...lines.map((line) => ('scopes' in line ? { ...line, user: undefined } : line))),
  ).toEqual(without(...used))
})

test('scopes of clients that map to routes which they never call', async () => {
  const { document } = await replay(
    ndjson([
      call({ user: undefined, scopes: 'read write spare', client: 'web' }),
      call({ user: undefined, scopes: 'write', client: 'web', method: 'POST', status: 403 }),
      call({ user: undefined, scopes: 'read admin', client: 'bot' }),
      call({ user: undefined, scopes: 'admin', client: 'bot', method: 'DELETE', path: '/items/1' }),
    ]),
  )
  expect(document.unused_scopes).toEqual([
    { client: 'web', scope: 'write', routes: ['POST /items/', 'GET /items/{id}', 'GET /a/b/{y}'] },
  ])
})

test('calls without an answer, with ids folded', async () => {
  const { document } = await replay(
    ndjson([
      call({ path: '/reports/17' }),
      call({ path: '/reports/18' }),
      call({ path: '/exports', method: 'POST' }),
      call({ path: '/a/b/c' }),
      call({ path: '/items//' }),
    ]),
  )
  expect(document.unanswered).toMatchObject([
    { answer: 'no_route', method: 'GET', path: '/reports/{id}', calls: 2 },
    { answer: 'undecided', method: 'POST', path: '/exports', calls: 1 },
    { answer: 'ambiguous', path: '/a/b/c' },
    { answer: 'bad_path', path: '/items//' },
  ])
})

test('long names of clients and scopes are shown by their two ends, and only equal ends count as one', async () => {
  const named = (middle: string, end: string) => `${'a'.repeat(300)}${middle}${end.repeat(300)}`
  const lines = [named('1', 'b'), named('2', 'b'), named('1', 'c')].map((client) =>
    call({ user: undefined, scopes: `write ${'s'.repeat(100_000)}`, client, status: 200 }),
  )
  const { document, stdout } = await replay(ndjson(lines))
  const short = (end: string) => `${'a'.repeat(100)}…${end.repeat(99)}`
  expect(
    document.changes.map(({ client, calls }: { client: string; calls: number }) => [client, calls]),
  ).toEqual([
    [short('b'), 2],
    [short('c'), 1],
  ])
  expect(new Set(document.unused_scopes.map(({ client }: { client: string }) => client))).toEqual(
    new Set([short('b'), short('c')]),
  )
  expect(stdout.length).toBeLessThan(5000)
})
