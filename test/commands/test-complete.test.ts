import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { tempDir } from '../support/temp-dir.js'
import { GREEN, RED, run, world } from './suite-world.js'

const ANONYMOUS = 'tests: [{ as: { anonymous: true }, unauthorized: [GET /me] }]\n'
const CATALOG = `
token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write, users:read: '', users:delete: '', admin: { implies: ["users:*"] } }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
  DELETE /users/{id}: { any: [users:read users:delete, { all: [admin, { other: by phone }] }] }
  POST /exports: undecided
`
const own = (more: Record<string, string> = {}) =>
  tempDir({ 'scopes.yaml': CATALOG, 'scopes.test.yaml': ANONYMOUS, ...more })

type Entry = Record<'as', unknown> & Record<string, string[]>
const WORDS = ['allow', 'forbidden', 'unauthorized'] as const

test('where nobody is granted a scope, a token without scopes is `scopes: []`', async () => {
  const cwd = tempDir({
    'scopes.yaml':
      'token: { issuer: https://idp.test, audience: api }\nscopes: {}\nroutes: { GET /me: authenticated }\n',
    'scopes.test.yaml': ANONYMOUS,
  })
  const { stdout } = await run(cwd, 'scopes.test.yaml', '--complete', '--suggest')
  expect(parse(stdout)).toEqual({ tests: [{ as: { scopes: [] }, allow: ['GET /me'] }] })
  writeFileSync(join(cwd, 'more.scopes.test.yaml'), stdout)
  const after = await run(cwd, '--complete')
  expect([after.exit, after.stdout]).toEqual([0, expect.stringMatching(/^complete\n/)])
})

test('the suggested suite makes the suite complete, and each of its cells is needed', async () => {
  const cwd = own()
  const before = await run(cwd, '--complete')
  expect(before.exit).toBe(5)
  expect(before.stdout).toMatch(/^not complete\n/)
  expect(before.stderr).toContain('error: the suite is not complete: ')
  const { stdout, exit } = await run(cwd, 'scopes.test.yaml', '--complete', '--suggest')
  expect(exit).toBe(5)
  const more = join(cwd, 'more.scopes.test.yaml')
  writeFileSync(more, stdout)
  const after = await run(cwd, '--complete')
  expect(after.stdout).toMatch(/^complete\n/)
  expect(after.stdout.replace(/\s+/g, ' ')).toContain(
    'any monotone rule that differs from this catalog on a route for some token that can be issued here, or without a token, fails this suite',
  )
  expect(after.stdout).toContain('not covered: users, `when`, `disabled`, trust, 1 undecided route')
  expect(after.exit).toBe(0)

  const { tests } = parse(stdout) as { tests: Entry[] }
  let cells = 0
  for (const [i, entry] of tests.entries()) {
    for (const word of WORDS) {
      for (const route of entry[word] ?? []) {
        cells++
        const left = tests.toSpliced(i, 1, ...without(entry, word, route))
        writeFileSync(more, JSON.stringify({ tests: left }))
        const { exit: now, stderr } = await run(cwd, '--complete', '--no-tokens')
        expect(now, JSON.stringify([entry.as, route])).toBe(5)
        expect(stderr).toContain('the suite is not complete: 1 question missing')
      }
    }
  }
  expect(cells).toBeGreaterThan(8)
})

function without(entry: Entry, word: (typeof WORDS)[number], route: string): Entry[] {
  const list = entry[word]?.filter((each) => each !== route) ?? []
  const { [word]: _, ...rest } = entry
  const changed = (list.length === 0 ? rest : { ...entry, [word]: list }) as Entry
  return WORDS.some((each) => changed[each]) ? [changed] : []
}

describe('what is not complete', () => {
  test('a failing test is the failure: completeness is not reported', async () => {
    const { exit, stdout, stderr } = await run(world({ 'scopes.test.yaml': RED }), '--complete')
    expect(exit).toBe(5)
    expect(stdout).not.toContain('complete')
    expect(stderr).toContain('completeness was not checked: 1 test fails')
  })

  test('an empty suite, or none, is an error', async () => {
    expect((await run(world({ 'scopes.test.yaml': 'tests: []\n' }), '--complete')).exit).toBe(2)
    expect((await run(world(), '--complete')).exit).toBe(2)
  })

  test('a route with more refused sets than are examined is never complete, whatever is asked', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `s${i}`)
    const any = Array.from({ length: 12 }, (_, i) => `s${2 * i} s${2 * i + 1}`)
    const catalog = {
      scopes: Object.fromEntries(names.map((name) => [name, name])),
      routes: { 'GET /x': { any } },
    }
    const cwd = tempDir({
      'scopes.json': JSON.stringify(catalog),
      'scopes.test.yaml': 'tests: [{ as: { anonymous: true }, unauthorized: [GET /x] }]\n',
    })
    const { stdout } = await run(cwd, 'scopes.test.yaml', '--complete', '--suggest')
    writeFileSync(join(cwd, 'more.scopes.test.yaml'), stdout)
    const after = await run(cwd, '--complete')
    expect(after.exit).toBe(5)
    expect(after.stdout).toMatch(/^not complete\n/)
    expect(after.stdout).toContain('more sets of scopes than can be listed')
    expect(after.stderr).toContain('more refused sets of scopes than the 256 that are examined')
    const { completeness } = JSON.parse((await run(cwd, '--complete', '--json')).stdout)
    expect(completeness).toMatchObject({ complete: false, missing: 0 })
    expect(completeness.open_routes).toMatchObject([{ route: 'GET /x', exact: false, missing: [] }])
  })

  test('an undecided catalog has nothing to ask', async () => {
    const cwd = tempDir({
      'scopes.yaml': 'scopes: { a: x }\nroutes: { GET /x: undecided }\n',
      'scopes.test.yaml': 'tests: [{ as: { anonymous: true }, deny: [GET /x] }]\n',
    })
    expect((await run(cwd, '--complete')).exit).toBe(2)
  })
})

test('JSON has every missing question, and annotations have the summary', async () => {
  const cwd = own()
  const { exit, stdout } = await run(cwd, '--complete', '--suggest', '--json')
  const { completeness } = JSON.parse(stdout)
  expect(exit).toBe(5)
  expect(completeness.routes).toEqual({ total: 5, complete: 0, undecided: 1 })
  expect(completeness.open_routes[0]).toEqual({
    route: 'DELETE /users/{id}',
    questions: 3,
    missing: [
      { answer: 'allow', token: 'scopes', scopes: ['users:delete', 'users:read'] },
      { answer: 'deny', token: 'all-but', scopes: ['users:delete'] },
      { answer: 'deny', token: 'all-but', scopes: ['users:read'] },
    ],
    exact: true,
  })
  expect(completeness.suggestions).toContainEqual({
    as: { scopes: { except: 'users:read' } },
    forbidden: ['DELETE /users/{id}'],
  })
  const github = await run(cwd, '--complete', '--report', 'github')
  expect(github.stdout).toContain('title=scopectl test%3A not-complete::')
  expect(github.stdout).toContain('title=scopectl test%3A completeness::not complete')
})

describe('`except` of a subject', () => {
  const asked = (as: string, word = 'forbidden') =>
    own({ 'scopes.test.yaml': `tests:\n  - as: ${as}\n    ${word}:\n      - DELETE /users/{id}\n` })

  test('leaves out the scopes and those that imply them', async () => {
    expect((await run(asked('{ scopes: { except: read write } }', 'allow'))).exit).toBe(0)
    expect((await run(asked('{ scopes: { except: users:read } }'))).exit).toBe(0)
    const narrowed = '{ user: root, scope: { except: [users:read] } }'
    const cwd = asked(narrowed)
    writeFileSync(join(cwd, 'users.yaml'), 'users: { root: { scopes: [admin] } }\n')
    const { stdout, exit } = await run(cwd, '--json')
    expect(exit).toBe(0)
    const [{ assertions }] = JSON.parse(stdout).suites
    expect(assertions[0].subject).toBe('user root narrowed to all but users:read')
  })

  test('two that differ only in what they leave out are two subjects', async () => {
    const text = `tests:
  - as: { scopes: { except: read } }
    forbidden: [GET /items/]
  - as: { scopes: { except: write } }
    allow: [GET /items/]
`
    expect((await run(own({ 'scopes.test.yaml': text }))).exit).toBe(0)
  })

  test.each([
    ['{ scopes: { except: raed } }', 'did you mean'],
    ['{ scopes: { except: " " } }', 'except'],
    ['{ scopes: { but: read } }', 'scopes.test.yaml:2'],
    ['{ role: editor, scope: { except: read write } }', 'scopes.test.yaml:2'],
    ['{ scopes: { except: read }, scope: write }', 'scopes.test.yaml:2'],
  ])('%s is an error', async (as, says) => {
    const { exit, stderr } = await run(asked(as))
    expect(exit).toBe(2)
    expect(stderr).toContain(says)
  })
})

test('a green run without --complete says nothing about it', async () => {
  const { stdout, exit } = await run(world({ 'scopes.test.yaml': GREEN }))
  expect([stdout, exit]).toEqual(['', 0])
})
