import { expect, test } from 'vitest'
import type { TokenAnswer } from '../../src/core/answer.js'
import { decode } from '../../src/core/token/decode.js'
import { curl, header, json, token as tokenText } from '../../src/report/token.js'
import { runProcess } from '../support/run-process.js'
import { catalogOf, plain, SAMPLE, tokenFor, userOf, usersOf } from './sample.js'

const catalog = catalogOf({
  ...SAMPLE,
  routes: {
    ...SAMPLE.routes,
    "GET /it's/{id}/{rest*}": { needs: 'read', params: { id: 'a/b c', rest: 'd/e f' } },
  },
})
const users = usersOf(catalog)
const token = await tokenFor(catalog, userOf(users, 'bob'))

function answerOf(more: Partial<TokenAnswer> = {}): TokenAnswer {
  const read = decode(token)
  if (read.kind !== 'decoded') throw new Error('no token')
  const { claims } = read.token
  return {
    kind: 'token',
    outcome: 'yes',
    subject: { kind: 'user', name: 'bob', source: '--user' },
    tokens: [{ token, claims, flaw: undefined, expected: undefined }],
    scopes: ['read', 'write'],
    dropped: [],
    route: undefined,
    notes: [],
    files: {},
    ...more,
  }
}

const routed = (name: string) => ({ route: catalog.routes.find((route) => route.name === name) })

test('the bare token and a line end; a header', () => {
  expect(tokenText(answerOf(), plain)).toBe(`${token}\n`)
  expect(header(answerOf())).toBe(`Authorization: Bearer ${token}\n`)
})

test('a request that can be pasted', () => {
  const line = (name: string) => curl(answerOf(routed(name)))
  expect(line('GET /items/')).toBe(
    `curl -g -H "Authorization: Bearer ${token}" http://localhost:8000/items/\n`,
  )
  expect(line('DELETE /users/{id}')).toContain('curl -g -X DELETE -H')
  expect(line('DELETE /users/{id}')).toMatch(/ http:\/\/localhost:8000\/users\/1\n$/)
})

test.each(['https://idp.test/x/', 'urn:me', "https://i.test/'$(id)`id`", 'https://'])(
  'the base is the issuer %s, if that is a URL',
  async (iss) => {
    const [only] = answerOf().tokens
    if (!only) throw new Error('no token')
    const answer = answerOf({
      ...routed("GET /it's/{id}/{rest*}"),
      tokens: [{ ...only, claims: { ...only.claims, iss } }],
    })
    const line = curl(answer).replace(/^curl/, "printf '%s\\n'")
    const env = { PATH: process.env['PATH'] ?? '' }
    const { stdout } = await runProcess('sh', ['-c', line], { cwd: '.', env })
    const url = stdout.trimEnd().split('\n').at(-1)
    const base =
      URL.canParse(iss) && iss.startsWith('https')
        ? new URL(iss).href.replace(/\/+$/, '')
        : 'http://localhost:8000'
    expect(url).toBe(`${base}/it's/a%2Fb%20c/d/e%20f`)
  },
)

test('several flaws, one per line, with the expected answer', () => {
  const [only] = answerOf().tokens
  if (!only) throw new Error('no token')
  const expected = { status: 401, reason: 'expired' } as const
  const forbidden = { status: 403, reason: 'insufficient_scope' } as const
  const tokens = [
    { ...only, flaw: 'expired', expected },
    { ...only, flaw: 'unscoped', expected: forbidden },
  ] as const
  expect(tokenText(answerOf({ tokens }), plain)).toBe(
    `expired   401 expired             ${token}\nunscoped  403 insufficient_scope  ${token}\n`,
  )
  expect(json(answerOf({ tokens }))).toMatchObject({
    access_token: null,
    tokens: [{ flaw: 'expired', expected, access_token: token }, { flaw: 'unscoped' }],
  })
  expect(json(answerOf({ tokens: tokens.slice(0, 1) }))).toMatchObject({ access_token: token })
})

test('JSON like that of a token endpoint', () => {
  expect(json(answerOf())).toMatchObject({
    access_token: token,
    token_type: 'Bearer',
    expires_in: 900,
    scope: 'read write',
    subject: { kind: 'user', name: 'bob' },
    claims: { sub: 'bob' },
  })
  expect(json(answerOf())).not.toHaveProperty('tokens')
})
