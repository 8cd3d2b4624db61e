import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { decide, NO_TOKEN, type Presented } from '../../../src/core/decision/decide.js'
import { askRequest } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import type { Snapshot } from '../../../src/core/serve/snapshot.js'
import type { JsonObject, Key, Trust } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { verify } from '../../../src/core/token/verify.js'
import { NO_USERS } from '../../../src/core/users/model.js'
import { type Listening, listen } from '../../../src/io/server/listen.js'
import { claimsIn, loadCatalog, METHODS, world } from '../../support/generators.js'
import { get, type RawReply } from '../../support/raw-http.js'

const NOW = 1_767_225_600
const K = Buffer.alloc(32, 7).toString('base64url')
const KEY: Key = { kid: undefined, algorithm: 'HS256', jwk: { kty: 'oct', k: K } }

let snapshot: Snapshot
let server: Listening
const bugs: unknown[] = []

beforeAll(async () => {
  server = await listen(0, {
    tools: {
      now: () => NOW,
      leeway: 0,
      newJti: () => 'jti',
      matches: () => Promise.resolve(false),
    },
    snapshot: () => snapshot,
    seen: () => {},
    bug: (error) => bugs.push(error),
  })
})
afterAll(async () => {
  await server.stop()
  expect(bugs).toEqual([])
})

function serve(catalog: Catalog): Trust {
  const { issuers, audiences } = catalog.token
  const trust: Trust = { algorithm: 'HS256', keys: [KEY], issuers, audiences }
  snapshot = { catalog, users: NO_USERS, signing: KEY, jwks: [], url: '', trust: async () => trust }
  return trust
}

/** What decide says: a status with its challenge, or the status for "no answer". */
async function expected(
  catalog: Catalog,
  trust: Trust,
  [method, path, token]: readonly [string, string, string | undefined],
): Promise<readonly [number, readonly string[]]> {
  try {
    const question = askRequest(catalog, method, path)
    const presented: Presented =
      token === undefined ? NO_TOKEN : await verify(token, trust, { now: NOW, leeway: 0 })
    const decision = decide(catalog, question, presented)
    return [decision.status, decision.decision === 'deny' ? [decision.challenge] : []]
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [problem] = error.problems
    const status = problem?.code === 'bad-path' ? 400 : problem?.code === 'no-route' ? 404 : 501
    return [status, []]
  }
}

const seen = ({ status, headers }: RawReply) =>
  [status, headers.get('www-authenticate') ?? []] as const

const PATHS = [
  '/',
  '/a',
  '/a/',
  '/a/b',
  '/a/q',
  '/q',
  '/q/',
  '/q/b',
  '/a/q:stop',
  '/a/v1',
  '/%C3%A9',
]
const ODD = ['/a/../a', '/a//b', '/a;x', '/a%2Fb', '/%61', '/a/%2e%2e/b', '/a\\b', '/{x}', '/a|b']

const claims = (catalog: Catalog): fc.Arbitrary<JsonObject> =>
  claimsIn(catalog).chain((own) =>
    fc
      .constantFrom<JsonObject[]>(
        { iss: 'https://idp.test', aud: 'items-api', sub: 'alice', exp: NOW + 60 },
        { sub: 'alice', exp: NOW + 60 },
        { iss: 'https://idp.test', aud: 'items-api', sub: 'alice', exp: NOW },
      )
      .map((base) => ({ ...base, ...own })),
  )

const cell = world.chain(({ catalog }) => {
  const named = catalog.routes.map(({ template }) => template.replace(/\{[^}]*\}/g, 'q'))
  const token = fc.oneof(
    { weight: 5, arbitrary: claims(catalog) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<(string | undefined)[]>(undefined, 'x.y.z', 'rubbish'),
    },
  )
  return fc.record({
    catalog: fc.constant(catalog),
    method: fc.constantFrom(...METHODS, 'DELETE', 'TRACE'),
    path: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PATHS, ...named, ...named) },
      { weight: 1, arbitrary: fc.constantFrom(...ODD) },
    ),
    token,
  })
})

describe('over a raw socket', () => {
  const counts = new Map<number, number>()

  test('every cell is answered as decide decides it, by the guard and by forward-auth', async () => {
    await fc.assert(
      fc.asyncProperty(cell, async ({ catalog, method, path, token }) => {
        const trust = serve(catalog)
        const text = typeof token === 'object' ? await sign({}, token, KEY) : token
        const due = await expected(catalog, trust, [method, path, text])
        const headers = text === undefined ? [] : [`Authorization: Bearer ${text}`]
        const answer = await get(server.port, `${method} ${path}`, headers)
        expect(seen(answer)).toEqual(due)
        const original = [`X-Original-Method: ${method}`, `X-Original-URI: ${path}?q=1`]
        const asked = await get(server.port, 'GET /.scopectl/authorize', [...headers, ...original])
        expect(seen(asked)).toEqual(due)
        counts.set(due[0], (counts.get(due[0]) ?? 0) + 1)
      }),
      { numRuns: 400 },
    )
    // The cells are of every kind, or the property would say nothing.
    expect([...counts.keys()].sort()).toEqual([200, 400, 401, 403, 404, 501])
  })
})

describe('what is no verdict', () => {
  const catalog = loadCatalog({
    token: { issuer: 'any', audience: 'any' },
    scopes: { read: 'Read' },
    routes: {
      'GET /open': 'public',
      'GET /me': 'authenticated',
      'POST /me': 'read',
      'GET /later': 'undecided',
      'GET /{x}/b': 'public',
      'GET /a/{x}': 'public',
      'POST /token': 'public',
      'GET /token': 'public',
    },
  })
  const ask = async (line: string, headers: string[] = [], body = '') => {
    serve(catalog)
    const token = await sign({}, { sub: 'alice', exp: NOW + 60, scope: 'read' }, KEY)
    return get(
      server.port,
      line,
      headers.map((header) => header.replace('TOKEN', token)),
      body,
    )
  }
  const FORM = 'Content-Type: application/x-www-form-urlencoded'

  test.each<[string, string[], string, number, string[]]>([
    ['GET /me', ['Authorization: Bearer TOKEN'], '', 200, []],
    ['GET /me', ['authorization: bearer   TOKEN'], '', 200, []],
    ['HEAD /me', ['Authorization: Bearer TOKEN'], '', 200, []],
    ['GET /me', ['Authorization: Basic YTpi'], '', 401, ['Bearer']],
    // Two credentials, or one in the wrong place (RFC 6750 §2, §3.1).
    [
      'GET /me',
      ['Authorization: Bearer TOKEN', 'Authorization: Bearer TOKEN'],
      '',
      400,
      ['Bearer error="invalid_request"'],
    ],
    [
      'GET /me',
      ['Authorization: Basic YTpi', 'Authorization: Bearer TOKEN'],
      '',
      400,
      ['Bearer error="invalid_request"'],
    ],
    [
      'GET /me',
      ['Authorization: Bearer TOKEN, Bearer TOKEN'],
      '',
      400,
      ['Bearer error="invalid_request"'],
    ],
    ['GET /me', ['Authorization: Bearer'], '', 400, ['Bearer error="invalid_request"']],
    ['GET /me?access_token=x', [], '', 400, ['Bearer error="invalid_request"']],
    [
      'GET /me?a=b&acces%73_token=x',
      ['Authorization: Bearer TOKEN'],
      '',
      400,
      ['Bearer error="invalid_request"'],
    ],
    [
      'POST /me',
      ['Authorization: Bearer TOKEN', FORM],
      'access_token=x',
      400,
      ['Bearer error="invalid_request"'],
    ],
    ['POST /me', ['Authorization: Bearer TOKEN', FORM], 'a=access_token', 200, []],
    ['GET /open?access_token=x', [], '', 400, ['Bearer error="invalid_request"']],
    // Odd targets are refused, whatever they might mean.
    ['GET http://localhost/open', [], '', 400, []],
    ['GET //open', [], '', 400, []],
    ['GET /x/../open', [], '', 400, []],
    ['GET /./open', [], '', 400, []],
    ['GET /open/%2e%2e/me', [], '', 400, []],
    ['GET /open%00', [], '', 400, []],
    ['GET /open;x', [], '', 400, []],
    ['GET /open#x', [], '', 400, []],
    ['GET /open\\', [], '', 400, []],
    ['OPTIONS *', [], '', 400, []],
    ['GET /.well-known/../token', [], '', 400, []],
    // `%6F` is an `o` (RFC 3986 §6.2.2.2).
    ['GET /%6Fpen', [], '', 200, []],
    ['GET /open?x=/../me', [], '', 200, []],
    // No route, and no decision.
    ['GET /open/', [], '', 404, []],
    ['GET /OPEN', [], '', 404, []],
    ['DELETE /me', ['Authorization: Bearer TOKEN'], '', 404, []],
    ['GET /later', ['Authorization: Bearer TOKEN'], '', 501, []],
    ['GET /a/b', [], '', 501, []],
    // Its own endpoints first, by method.
    ['GET /token', [], '', 200, []],
    ['POST /token', [], '', 400, []],
    // Not for this machine (DNS rebinding).
    ['GET /open', ['Host: evil.example'], '', 421, []],
    ['GET /open', ['Host: localhost.evil.example'], '', 421, []],
    ['GET /open', ['Host: 127.0.0.1.evil.example:80'], '', 421, []],
    ['GET /open', ['Host: localhost:1234'], '', 200, []],
    ['GET /open', ['Host: localhost', 'Host: evil.example'], '', 400, []],
    ['GET /open', ['Host: user@localhost'], '', 421, []],
    ['GET /open', ['Host:'], '', 421, []],
  ])('%s %j %s: %i', async (line, headers, body, status, challenge) => {
    expect(seen(await ask(line, headers, body))).toEqual([status, challenge])
  })

  test.each<[string, string[]]>([
    ['none', []],
    ['no method', ['X-Original-URI: /open']],
    ['no target', ['X-Original-Method: GET']],
    ['two targets', ['X-Original-Method: GET', 'X-Original-URI: /open', 'X-Original-URI: /me']],
    ['two methods', ['X-Original-Method: GET', 'X-Original-Method: POST', 'X-Original-URI: /open']],
    ['an odd target', ['X-Original-Method: GET', 'X-Original-URI: /x/../open']],
    ['a whole URL', ['X-Original-Method: GET', 'X-Original-URI: http://localhost/open']],
    ['an odd method', ['X-Original-Method: get', 'X-Original-URI: /open']],
    [
      'pairs that differ',
      [
        'X-Original-Method: GET',
        'X-Original-URI: /open',
        'X-Forwarded-Method: GET',
        'X-Forwarded-Uri: /me',
      ],
    ],
    [
      'half of another pair',
      ['X-Original-Method: GET', 'X-Original-URI: /open', 'X-Forwarded-Uri: /open'],
    ],
    ['a token in the target', ['X-Original-Method: GET', 'X-Original-URI: /open?access_token=x']],
  ])('forward-auth with %s is refused', async (_what, headers) => {
    expect((await ask('GET /.scopectl/authorize', headers)).status).toBe(400)
  })

  test.each([
    [['X-Forwarded-Method: GET', 'X-Forwarded-Uri: /open?a=b']],
    [
      [
        'X-Original-Method: GET',
        'X-Original-URI: /open',
        'X-Forwarded-Method: GET',
        'X-Forwarded-Uri: /open',
      ],
    ],
  ])('forward-auth by %j', async (headers) => {
    expect((await ask('GET /.scopectl/authorize', headers)).status).toBe(200)
  })

  test('nothing is for a browser of another origin, or for a cache', async () => {
    const { headers } = await ask('GET /open', ['Origin: https://evil.example'])
    expect(headers.get('cache-control')).toEqual(['no-store'])
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  test('of a HEAD nothing but the head comes', async () => {
    expect((await ask('HEAD /open')).body).toBe('')
  })

  test('a token that contradicts itself has no verdict', async () => {
    serve(catalog)
    const token = await sign({}, { sub: 'a', exp: NOW + 60, scope: 'read', scp: 'write' }, KEY)
    const { status } = await get(server.port, 'POST /me', [`Authorization: Bearer ${token}`])
    expect(status).toBe(501)
  })

  test('keys that cannot be had refuse every token, and leave public routes open', async () => {
    serve(catalog)
    const trust = () => Promise.reject(new ScopectlError([{ code: 'no-token', args: {} }]))
    snapshot = { ...snapshot, trust }
    const bearer = ['Authorization: Bearer a.b.c']
    expect((await get(server.port, 'GET /me', bearer)).status).toBe(503)
    expect((await get(server.port, 'GET /open', bearer)).status).toBe(200)
  })

  test('a body without an end is cut off', async () => {
    const form = `a=${'x'.repeat(400_000)}`
    expect((await ask('POST /me', [FORM], form)).status).toBe(413)
    expect((await ask('POST /token', [FORM], form)).status).toBe(413)
  })
})
