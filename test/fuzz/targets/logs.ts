import fc from 'fast-check'
import { expect } from 'vitest'
import { forge, GOOD, headerOf, KEYS, NOW } from '../../core/token/support.js'
import { ask, SECRET } from '../ask.js'
import { edited } from '../edits.js'
import { answerTo, type LoggedCall } from '../log-oracle.js'
import { type Fields, type LogFormat, linesOf } from '../log-readers.js'
import { ENV, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'

interface Input {
  readonly format: LogFormat
  readonly text: string
}

const SIGNER = {
  ...KEYS.HS256,
  kid: undefined,
  jwk: { kty: 'oct' as const, k: Buffer.from(SECRET).toString('base64url') },
}
const tokenOf = (scope: string): string =>
  forge(headerOf(SIGNER), { ...GOOD, azp: 'app', scope }, SIGNER)
const [READS, WRITES] = [tokenOf('read'), tokenOf('write')]
const json = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')
const called = (method: string, path: string) => ({ method, path })

const NDJSON = json([
  { ...called('GET', '/items?page=2'), scopes: 'read other', status: 200, client: 'web' },
  { ...called('POST', '/items'), token: `Bearer ${READS}`, time: NOW, status: 201 },
  { ...called('POST', '/items'), role: 'editor', status: 403 },
  { ...called('GET', '/me'), user: 'alice', time: '2026-11-01T10:00:00.5Z', status: '401' },
  { ...called('GET', 'https://api.test/open#x'), user: null, status: 404 },
  { ...called('GET', '/users/7'), claims: { scope: ['admin', 'users:read'] }, status: 500 },
  { ...called('DELETE', '/items/7'), scopes: [] },
])
const ENVOY = json([
  { ...called('GET', '/items'), jwt_payload: { scope: 'write' }, response_code: 200 },
  { ...called('GET', '/me'), jwt_payload: null, response_code: 0, start_time: NOW * 1000 },
  { ...called('GET', '/nothing/7'), jwt_payload: { scp: ['read'] }, response_code: 403 },
])
const CSV = [
  'method,path,scopes,user,status,claims,time',
  'GET,/items,read write,,200,,',
  'GET,"/items?a=""b,c""",,carol,403,,',
  'GET,/users/1,-,,401,"{""scope"":""read""}",2026-11-01T10:00:00+01:00',
  'GET,/open,,,,,\r\n',
].join('\r\n')
const at = '[01/Nov/2026:10:00:00 +0100]'
const NGINX = [
  `127.0.0.1 - - ${at} "GET /items?x HTTP/1.1" 200 12 "-" "curl \\"x\\"" "read"`,
  `127.0.0.1 - bob b ${at} "POST /items HTTP/1.1" 403 - "-" "-" "write" "web"`,
  `::1 - - ${at} "GET /items/\\xC3\\xA9 HTTP/2.0" 401 12 "-" "-" "-" "-"`,
  `::1 - - ${at} "GET /me HTTP/2.0" 304 12 "-" "-" "re\\x61d\\x22"\n`,
].join('\n')
const request = (method: string, url: string, token?: string) => ({
  request: {
    method,
    url: `https://api.test${url}`,
    headers: token === undefined ? [] : [{ name: 'authorization', value: `Bearer ${token}` }],
  },
  response: { status: 200 },
  startedDateTime: '2027-01-15T08:00:00.000Z',
})
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    entries: [
      request('GET', '/items', READS),
      request('POST', '/items?x=1', READS),
      request('POST', '/items', WRITES),
      request('GET', '/me'),
    ],
  },
})

const SEEDS: readonly (readonly [LogFormat, readonly string[]])[] = [
  ['ndjson', [NDJSON, ENVOY]],
  ['csv', [CSV]],
  ['nginx', [NGINX]],
  ['har', [HAR]],
]
const WORDS = [
  ...['read', 'write', 'admin', '"read write"', 'viewer', 'alice', 'null', '"-"', '-', '200'],
  ...['403', '/items', '/items/7', '/items%2F7', '//', '?', 'GET', 'POST', 'scopes', 'token'],
  ...['user', 'claims', '\\x72', '\\', '""', '",', '\u0172ead', 'https://a@b', ' HTTP/1.1'],
]
const place = placeFor({ 'scopes.yaml': SMALL, 'users.yaml': USERS })
const NAMES: Readonly<Record<LogFormat, string>> = {
  ndjson: 'a.ndjson',
  csv: 'a.csv',
  nginx: 'access.log',
  har: 'a.har',
}

/** Every line of a log that is read has the answer of `decide`, and every change is one. */
export const logs = target<Input>({
  name: 'access-log',
  inputs: fc.oneof(
    ...SEEDS.map(([format, seeds]) =>
      fc.record({ format: fc.constant(format), text: edited(seeds, WORDS) }),
    ),
  ),
  controls: SEEDS.flatMap(([format, seeds]) => seeds.map((text) => ({ format, text }))),
  async check({ format, text }) {
    const name = NAMES[format]
    const cwd = place({ [name]: text })
    const args = ['replay', name, '--log-format', format, '--at', `${NOW}`, '--json']
    const { exit, stdout } = await ask(args, { cwd, env: ENV })
    if (exit !== 0) return 'refused'
    const { counts } = JSON.parse(stdout)
    const expected = { lines: 0, answers: {} as Record<string, number>, refused: 0, allowed: 0 }
    for (const fields of linesOf(format, text)) {
      const answer = await answerTo(callOf(fields))
      const status = Number(firstOf(fields, 'status', 'response_code') ?? 0)
      expected.lines++
      expected.answers[answer] = (expected.answers[answer] ?? 0) + 1
      if (PASSED.test(`${status}`) && answer === 'refused') expected.refused++
      if ([401, 403].includes(status) && answer === 'allowed') expected.allowed++
    }
    const found = Object.entries(counts.answers).filter(([, count]) => count !== 0)
    expect({ lines: counts.lines, answers: Object.fromEntries(found) }).toEqual({
      lines: expected.lines,
      answers: expected.answers,
    })
    expect(counts.changes).toEqual({
      newly_refused: expected.refused,
      newly_allowed: expected.allowed,
    })
    return 'accepted'
  },
})

const PASSED = /^(?:2\d\d|304|404|409|410|412|422)$/

/** The first of the names with a value: docs/replay.md. */
function firstOf(fields: Fields, ...names: readonly string[]): unknown {
  const values = names.filter((name) => Object.hasOwn(fields, name)).map((name) => fields[name])
  return values.find((value) => value !== null && value !== '-')
}

function callOf(fields: Fields): LoggedCall {
  const line = firstOf(fields, 'request')
  const [first, second] = typeof line === 'string' ? line.split(' ') : []
  const own = firstOf(fields, 'path', 'uri', 'request_uri', 'url')
  const method = firstOf(fields, 'method', 'request_method')
  const isWhole = own !== undefined && method !== undefined
  return {
    method: `${isWhole ? method : first}`,
    target: `${isWhole ? own : second}`,
    token: firstOf(fields, 'token', 'authorization'),
    claims: firstOf(fields, 'claims', 'jwt_payload'),
    scopes: firstOf(fields, 'scopes', 'scope'),
    role: firstOf(fields, 'role', 'roles'),
    user: firstOf(fields, 'user'),
  }
}
