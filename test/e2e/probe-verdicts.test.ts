import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

async function api(answer: Handler) {
  const seen: { method: string; scope: string | undefined }[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', scope: scopeOf(request) })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

/** The scopes of the token, which is not verified: undefined if it has none. */
function scopeOf({ headers }: IncomingMessage): string | undefined {
  const [, body = ''] = (headers.authorization ?? '').split('.')
  try {
    return String(JSON.parse(Buffer.from(body, 'base64url').toString()).scope ?? '')
  } catch {
    return undefined
  }
}

const say = (response: ServerResponse, status: number, body = ''): void =>
  void response.writeHead(status, { 'www-authenticate': 'Bearer' }).end(body)

/** The usual guard for one scope. */
const guard =
  (needed: string): Handler =>
  (request, response) => {
    const scope = scopeOf(request)
    if (scope === undefined) return say(response, 401)
    const isAllowed = scope.split(' ').includes(needed)
    say(response, isAllowed ? 200 : 403, isAllowed ? '{"a resource":1}' : '')
  }

/** A guard of a write without --allow-writes: every token with the scope is flawed. */
const refuseWrites: Handler = (request, response) => {
  const scopes = scopeOf(request)?.split(' ')
  say(response, scopes === undefined || scopes.includes('write') ? 401 : 403)
}

async function probe(url: string, routes: string, ...flags: string[]) {
  const catalog = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, write: Write }
${routes}
`
  const cwd = tempDir({ 'scopes.yaml': catalog, 'users.yaml': 'users:\n  alice: {}\n' })
  const run = await scopectl(['probe', url, '--json', ...flags], { cwd })
  const document = JSON.parse(run.stdout)
  const targets: { state: string; why: { is: string } | null }[] = document.targets ?? []
  return { ...run, document, states: targets.map(({ state, why }) => why?.is ?? state) }
}

describe('a route is clean only if its answers show that', () => {
  const refuse: Handler = (_request, response) => say(response, 401)

  test('not because its finding is waived', async () => {
    const { url } = await api((_request, response) => response.writeHead(401).end())
    const waive = 'probe: { waive: [{ id: no-challenge POST /me, reason: x, until: 2999-01-01 }] }'
    const routes = `routes: { POST /me: authenticated }\n${waive}`
    const { states, exit, document } = await probe(url, routes, '--methods', 'POST')
    expect([document.waived, states, exit]).toEqual([1, ['alike'], 2])
  })

  test('not if all that was sent must be refused, and everything is', async () => {
    const { url } = await api(refuse)
    const me = await probe(url, 'routes: { POST /me: authenticated }', '--methods', 'POST')
    expect([me.states, me.exit]).toEqual([['alike'], 2])
    const flags = ['--methods', 'DELETE', '--as-server', 'fastapi']
    const item = await probe(url, 'routes: { DELETE /item: write }', ...flags)
    expect([item.states, item.exit]).toEqual([['alike'], 2])
  })

  test('but if a valid token without the scopes is told from an invalid one', async () => {
    const { url } = await api(refuseWrites)
    const { states, exit } = await probe(url, 'routes: { POST /a: write }', '--methods', 'POST')
    expect([states, exit]).toEqual([['clean'], 0])
  })

  test('and some guarded one must be, whatever --allow-inconclusive allows', async () => {
    const { url } = await api((_request, response) => say(response, 404))
    const routes = 'routes: { GET /a: read, GET /b: write }'
    expect((await probe(url, routes, '--allow-inconclusive', '5')).exit).toBe(2)
  })
})

test('a lockout does not hide who got in before it', async () => {
  let isLocked = false
  const { url } = await api((request, response) => {
    if (request.url !== '/b')
      return isLocked ? say(response, 403) : guard('read')(request, response)
    isLocked = true
    say(response, 200, '{"b":1}')
  })
  const { document, exit } = await probe(url, 'routes: { GET /a: read, GET /b: write }')
  expect(document.findings).toContainEqual(
    expect.objectContaining({
      kind: 'unguarded',
      cases: [expect.objectContaining({ route: 'GET /b' })],
    }),
  )
  expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-stopped')
  expect(exit).toBe(5)
})

describe('other ways in', () => {
  test('that may let a token in are not sent to, and listed', async () => {
    const { url, seen } = await api(refuseWrites)
    const routes = 'routes: { "DELETE /a": { any: [write, { other: the user themselves }] } }'
    const { document, exit } = await probe(url, routes, '--methods', 'DELETE')
    const signed = document.incomplete.map(({ left_out }: { left_out: number }) => left_out)
    expect(signed).toEqual([1])
    // Only flawed tokens, with the scopes that would be enough.
    expect(seen.filter(({ scope }) => scope !== undefined && scope !== 'write')).toEqual([])
    expect(exit).toBe(2)
  })

  test('that need a scope as well refuse a token without it', async () => {
    const { url } = await api(guard('nothing'))
    const routes = 'routes: { "DELETE /a": { all: [write, { scheme: ApiKey }] } }'
    const { states } = await probe(url, routes, '--methods', 'DELETE')
    expect(states).toEqual(['clean'])
  })
})

test('POST is not sent if --methods does not name it', async () => {
  const { url, seen } = await api(guard('write'))
  await probe(url, 'routes: { DELETE /a: write, POST /b: write }', '--methods', 'DELETE')
  // OPTIONS only asks which methods there are.
  const methods = [...new Set(seen.map(({ method }) => method))]
  expect(methods.sort()).toEqual(['DELETE', 'GET', 'OPTIONS'])
})

test('public routes alone are nothing to probe, and --dry-run says why', async () => {
  const { url } = await api((_request, response) => say(response, 200, '{}'))
  const routes = 'routes: { GET /health: public, "GET /a/{id}": read }'
  const { document, exit } = await probe(url, routes)
  expect([document.problem?.code, exit]).toEqual(['probe-nothing', 2])
  const dry = await probe(url, routes, '--dry-run')
  expect([dry.document.not_probed[0].route, dry.exit]).toEqual(['GET /a/{id}', 0])
})
