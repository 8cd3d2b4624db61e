import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commit, git } from '../support/git.js'
import { scopectlHere } from '../support/in-process.js'
import { call, FILES, ndjson, replay, SECRET } from '../support/replay-world.js'
import { tempDir } from '../support/temp-dir.js'

describe('--fail-on', () => {
  const refused = ndjson([call({ role: 'reader', path: '/items/', method: 'POST', status: 201 })])
  const allowed = ndjson([call({ role: 'reader', status: 403 })])

  test.each([
    [refused, 'newly-refused', 5],
    [refused, 'newly-allowed', 0],
    [allowed, 'newly-allowed', 5],
    [allowed, 'newly-refused', 0],
    [refused, 'any', 5],
    [allowed, 'any', 5],
  ])('%j, %s: exit %i', async (log, kinds, exit) => {
    expect((await replay(log, ['--fail-on', kinds])).exit).toBe(exit)
    expect((await replay(log)).exit).toBe(0)
  })

  test.each([
    ['no line has a status', [call({ role: 'reader' })]],
    ['no status says whether it was allowed', [call({ role: 'reader', status: 500 })]],
    ['no call has an answer', [call({ path: '/none', status: 200 })]],
    ['no call has both', [call({ path: '/none', status: 200 }), call({ status: 500 })]],
  ])('a gate that compares nothing is an error: %s', async (_what, lines) => {
    const { exit, document } = await replay(ndjson(lines), ['--fail-on', 'any'])
    expect([exit, document.problem.code]).toEqual([2, 'replay-nothing-compared'])
  })

  test('calls that depend on `enforce` fail if the catalog does not say it', async () => {
    const log = ndjson([
      call({ method: 'POST', scopes: 'admin', status: 200 }),
      call({ path: '/items/7', scopes: 'read admin', status: 403 }),
    ])
    const files = { 'scopes.yaml': FILES['scopes.yaml'].replace(', enforce: literal', '') }
    const { exit, document } = await replay(log, ['--fail-on', 'any'], { files })
    expect(document.counts.changes).toEqual({ newly_refused: 0, newly_allowed: 0 })
    expect([exit, document.notes[0].code]).toEqual([5, 'replay-views'])
    expect((await replay(log, ['--fail-on', 'any'])).exit).toBe(0)
  })
})

test('no line at all is an error', async () => {
  for (const text of ['', '\n \n']) {
    const { exit, document } = await replay(text)
    expect([exit, document.problem.code]).toEqual([2, 'replay-empty'])
  }
})

test('callers that only look alike do not share an answer', async () => {
  const files = {
    'scopes.yaml': `token: { role_claim: roles }
scopes: { a: A, b: B }
roles: { x: { scopes: [a] }, y: { scopes: [b] }, x+y: {} }
routes: { GET /both: a b }
`,
    'users.yaml': 'users: {}\n',
  }
  const pairs: (readonly [allowed: object, refused: object])[] = [
    [{ scopes: 'a b' }, { scopes: ['a b'] }],
    [{ role: ['x', 'y'] }, { role: 'x+y' }],
    [{ claims: { scope: 'a b' } }, { claims: { scope: ['a b'] } }],
    [{ claims: { scope: 'a', roles: 'y' } }, { claims: { scope: 'y', roles: 'a' } }],
    [{ claims: { scope: 'a b' } }, { claims: { roles: 'a b' } }],
  ]
  for (const [allowed, refused] of pairs) {
    for (const lines of [
      [allowed, refused],
      [refused, allowed],
    ]) {
      const log = ndjson(lines.map((each) => ({ method: 'GET', path: '/both', ...each })))
      const { document } = await replay(log, [], { files })
      expect(document.counts.answers, log).toMatchObject({ allowed: 1, refused: 1 })
    }
  }
})

test('groups by route, role and client, with examples that show no token', async () => {
  const claims = { scope: 'read', roles: ['editor', 'guest'], azp: 'web' }
  const log = ndjson([
    call({
      method: 'DELETE',
      path: '/items/eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
      user: undefined,
      claims,
      status: 204,
    }),
    call({ method: 'DELETE', path: '/items/2', user: undefined, claims, status: 204 }),
    call({ method: 'DELETE', path: '/items/3', user: 'alice', client: 'app', status: 200 }),
    call({ method: 'DELETE', path: '/items/4', status: 200 }),
  ])
  const { document, stdout } = await replay(log)
  expect(stdout).not.toContain('eyJ')
  const group = { change: 'newly-refused', route: 'DELETE /items/{id}' }
  expect(document.changes).toMatchObject([
    {
      ...group,
      role: 'editor',
      client: 'web',
      calls: 2,
      reasons: { insufficient_scope: 2 },
      examples: [{ line: 1 }, { line: 2, path: '/items/2', status: 204 }],
    },
    { ...group, role: 'editor+reader', client: 'app', calls: 1 },
    { ...group, role: null, client: null, calls: 1, reasons: { 'no-token': 1 } },
  ])
})

test('--against: what a change of the catalog and the users does to live calls', async () => {
  const cwd = tempDir()
  git(cwd, 'init', '-q', '-b', 'main')
  commit(cwd, FILES)
  const now = FILES['scopes.yaml']
    .replace('GET /items/: read', 'GET /items/: write')
    .replace('  GET /me: authenticated\n', '')
    .replace('POST /exports: undecided', 'POST /exports: authenticated')
  commit(cwd, {
    'scopes.yaml': now,
    'users.yaml': FILES['users.yaml'].replace('bob: {}', 'dan: { roles: [editor] }'),
    'access.log': ndjson([
      call({ role: 'reader', status: 403 }),
      call({ role: 'editor', status: 403 }),
      call({ path: '/me', role: 'reader', status: 403 }),
      call({ path: '/exports', method: 'POST', role: 'reader' }),
      call({ path: '/none', role: 'reader', status: 200 }),
      call({ path: '/items/', user: 'dan' }),
      call({ path: '/items/7', user: 'bob' }),
    ]),
  })
  const done = await scopectlHere(
    ['replay', 'access.log', '--json', '--against', 'HEAD~1', '--fail-on', 'any'],
    { cwd, env: { KEY: SECRET } },
  )
  const { counts, changes, baseline, revision } = JSON.parse(done.stdout)
  expect([done.exit, baseline, revision]).toEqual([5, 'revision', 'HEAD~1'])
  expect(counts.changes).toEqual({ newly_refused: 2, newly_allowed: 2 })
  const found = (changes as { change: string; route: string | null }[]).map(({ change, route }) => [
    change,
    route,
  ])
  expect(found).toHaveLength(4)
  expect(found).toEqual(
    expect.arrayContaining([
      ['newly-refused', 'GET /items/'],
      ['newly-refused', null],
      ['newly-allowed', 'POST /exports'],
      ['newly-allowed', 'GET /items/'],
    ]),
  )
  const refused = async (log: string, ...args: string[]) => {
    const { exit } = await scopectlHere(['replay', log, ...args], { cwd, env: { KEY: SECRET } })
    expect(exit).toBe(2)
  }
  await refused('access.log', '--against', 'nope')
  // The paths of another service: neither catalog answers any call.
  writeFileSync(join(cwd, 'other.log'), ndjson([call({ path: '/none', status: 200 })]))
  await refused('other.log', '--against', 'HEAD~1', '--fail-on', 'any')
})

test('a token in the wrong field is never shown or kept', async () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg'
  for (const fields of [
    { client: token, status: 200, user: null },
    { scopes: `Bearer ${token}`, user: undefined, status: 200 },
    { claims: { scope: token, azp: token }, user: undefined, status: 200 },
    { user: token },
    { role: token, user: undefined },
  ]) {
    // The last line is invalid, so the state is kept.
    const text = ndjson([call({ ...fields }), []])
    const { stdout, stderr, cwd } = await replay(text, ['--resume', 'state'])
    for (const shown of [stdout, stderr, readFileSync(join(cwd, 'state'), 'utf8')])
      expect(shown).not.toContain(token.slice(0, 40))
    const done = await replay(ndjson([call(fields)]))
    expect(done.stdout + done.stderr).not.toContain(token.slice(0, 40))
  }
})
