import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import { sign } from '../../../src/core/token/sign.js'
import { loadCatalog } from '../../support/generators.js'
import { guarding, KEY, NOW, seen } from './guarding.js'

const guard = guarding()

describe('what is not a verdict', () => {
  const catalog = loadCatalog({
    token: { issuer: 'any', audience: 'any' },
    scopes: { read: 'Read' },
    routes: {
      'GET /open': 'public',
      'GET /me': 'authenticated',
      'POST /me': 'read',
      'GET /later': 'undecided',
      'GET /{x}/b': 'public',
      'GET /a/{x}': 'read',
      'POST /token': 'public',
      'GET /token': 'public',
    },
  })
  const ask = async (line: string, headers: string[] = [], body = '') => {
    guard.serve(catalog)
    const token = await sign({}, { sub: 'alice', exp: NOW + 60, scope: 'read' }, KEY)
    return guard.get(
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
    ['GET /me', ['Authorization: Bearer'], '', 401, ['Bearer']],
    ['GET /me', ['Authorization: bearer  '], '', 401, ['Bearer']],
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
    // Odd targets are refused, whatever they mean.
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
    // No route, or no decision.
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

  test('no response is for another origin or for a cache', async () => {
    const { headers } = await ask('GET /open', ['Origin: https://evil.example'])
    expect(headers.get('cache-control')).toEqual(['no-store'])
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  test('HEAD only returns headers', async () => {
    expect((await ask('HEAD /open')).body).toBe('')
  })

  test('a token that contradicts itself gets no verdict', async () => {
    guard.serve(catalog)
    const token = await sign({}, { sub: 'a', exp: NOW + 60, scope: 'read', scp: 'write' }, KEY)
    const { status } = await guard.get('POST /me', [`Authorization: Bearer ${token}`])
    expect(status).toBe(501)
  })

  test('without keys every token is refused, and public routes stay open', async () => {
    const trust = () => Promise.reject(new ScopectlError([{ code: 'no-token', args: {} }]))
    guard.serve(catalog, { trust })
    const bearer = ['Authorization: Bearer a.b.c']
    expect((await guard.get('GET /me', bearer)).status).toBe(503)
    expect((await guard.get('GET /open', bearer)).status).toBe(200)
  })

  test('an endless body is cut off', async () => {
    const form = `a=${'x'.repeat(400_000)}`
    expect((await ask('POST /me', [FORM], form)).status).toBe(413)
    expect((await ask('POST /token', [FORM], form)).status).toBe(413)
  })
})
