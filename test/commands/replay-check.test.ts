import { expect, test } from 'vitest'
import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { scopectlHere } from '../support/in-process.js'
import { FILES, ndjson, replay, SECRET } from '../support/replay-world.js'
import { tempDir } from '../support/temp-dir.js'

// Every call of a generated log gets the answer that `check --batch` gives to the same question.

const NOW = 1_800_000_000
const KEY: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
}
const OTHER: Key = { ...KEY, jwk: { kty: 'oct', k: Buffer.alloc(34, 7).toString('base64url') } }
const claims = (more: object = {}) => ({
  iss: 'https://idp.test',
  aud: 'api',
  sub: 'a',
  iat: NOW - 60,
  exp: NOW + 60,
  ...more,
})
const tokens = await Promise.all([
  sign({}, claims({ scope: 'read write' }), KEY),
  sign({}, claims({ scope: 'admin', roles: ['editor'] }), KEY),
  sign({}, claims({ scope: 'read', exp: NOW - 5 }), KEY),
  sign({}, claims({ scope: 'read', aud: 'other' }), KEY),
  sign({}, claims({ scope: 'read' }), OTHER),
])

/** Each caller as a log has it, and as a query has it. */
const CALLERS: readonly { log: object; as: object }[] = [
  { log: { user: null }, as: { anonymous: true } },
  ...['alice', 'bob', 'eve'].map((user) => ({ log: { user }, as: { user } })),
  ...['reader', 'editor', 'chief'].map((role) => ({ log: { role }, as: { role } })),
  { log: { role: ['reader', 'chief'] }, as: { role: ['reader', 'chief'] } },
  ...['read', 'write', 'admin', 'read write', 'spare'].map((scopes) => ({
    log: { scopes },
    as: { scopes },
  })),
  ...['', '-'].map((nothing) => ({ log: { scopes: nothing }, as: { anonymous: true } })),
  ...[' ', []].map((scopes) => ({ log: { scopes }, as: { scopes: [] } })),
  { log: { claims: { scope: 'read admin' } }, as: { scopes: 'read admin' } },
  ...tokens.map((token) => ({ log: { token: `Bearer ${token}`, time: NOW }, as: { token } })),
]
const PATHS = [
  '/health',
  '/me',
  '/items/',
  '/items/7',
  '/a/b/c',
  '/a/q/c',
  '/a/b/d',
  '/exports',
  '/none',
  '/items//',
  '/%2e%2e/x',
  '/items/a%2Fb',
]
const METHODS = ['GET', 'HEAD', 'POST', 'DELETE']
const STATUSES = [200, 201, 204, 304, 404, 422, 401, 403, 302, 400, 429, 500, null]

const CALLS = CALLERS.flatMap((caller, i) =>
  PATHS.flatMap((path, j) =>
    METHODS.map((method, k) => ({
      ...caller,
      method,
      path,
      status: STATUSES[(i * 7 + j * 5 + k) % STATUSES.length],
    })),
  ),
)

interface Asked {
  line: number
  status: number | null
  problem?: { code: string }
  route?: { method: string; template: string } | null
}

test('the same answers as check --batch, one by one', async () => {
  const queries = CALLS.map(({ as, method, path }) => ({ as, route: `${method} ${path}` }))
  const cwd = tempDir({ ...FILES, 'q.ndjson': ndjson(queries) })
  const asked = await scopectlHere(
    ['check', '--batch', 'q.ndjson', '--json', '--at', String(NOW)],
    { cwd, env: { KEY: SECRET } },
  )
  const answers = asked.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Asked)
  expect(answers).toHaveLength(CALLS.length)

  const counts = { allowed: 0, refused: 0, undecided: 0, ambiguous: 0, no_route: 0, bad_path: 0 }
  const changes = { newly_refused: 0, newly_allowed: 0 }
  const NONE = {
    'undecided-route': 'undecided',
    'ambiguous-route': 'ambiguous',
    'no-route': 'no_route',
    'bad-path': 'bad_path',
  } as const
  for (const [i, { status: got, problem }] of answers.entries()) {
    const code = (problem?.code ?? '') as keyof typeof NONE
    const answer = got === 200 ? 'allowed' : got === 401 || got === 403 ? 'refused' : NONE[code]
    expect(answer, JSON.stringify(answers[i])).toBeDefined()
    counts[answer]++
    const { status = null } = CALLS[i] ?? {}
    const was = status === 401 || status === 403
    if (was && answer === 'allowed') changes.newly_allowed++
    const passed = [200, 201, 204, 304, 404, 422].includes(status ?? 0)
    if (passed && answer === 'refused') changes.newly_refused++
  }
  const log = ndjson(
    CALLS.map(({ log, method, path, status }) => ({ ...log, method, path, status })),
  )
  const { exit, document } = await replay(log)
  expect(exit).toBe(0)
  expect(document.counts.answers).toEqual(counts)
  expect(document.counts.changes).toEqual(changes)
  expect(Object.values(counts).every((count) => count > 0)).toBe(true)
  expect(changes.newly_allowed * changes.newly_refused).toBeGreaterThan(0)
  const groups = (document.changes as { change: string; calls: number }[]).filter(
    ({ change }) => change === 'newly-allowed',
  )
  expect(groups.reduce((sum, { calls }) => sum + calls, 0)).toBe(changes.newly_allowed)

  // Each line by itself, so that two wrong answers cannot make up for each other.
  const picked = CALLS.map((each, i) => ({ each, i })).filter(({ i }) => i % 23 === 0)
  for (const { each, i } of picked) {
    const { log: who, method, path } = each
    const one = await replay(ndjson([{ ...who, method, path }]))
    const { allowed, refused } = one.document.counts.answers
    const status = answers[i]?.status
    expect([allowed, refused], JSON.stringify(each)).toEqual([
      status === 200 ? 1 : 0,
      status === 401 || status === 403 ? 1 : 0,
    ])
  }
})
