import { describe, expect, test } from 'vitest'
import type { Assertion } from '../../../src/core/suite/model.js'
import { files, parse, problemsOf, suiteOf } from './support.js'

const wanted = ({ expected }: Assertion): string =>
  expected === 'undecided' ? '?' : [...expected].join('|')

const lines = (text: string): string[] =>
  suiteOf(text).assertions.map(
    (each) =>
      `${each.at?.line}:${each.at?.column} ${each.subjectName}, ${each.route.name}: ${wanted(each)}`,
  )

describe('expectations', () => {
  test('each keyword has its statuses, each route its location', () => {
    const text = [
      'tests:',
      '  - as: { role: editor }',
      '    allow: [GET /me]',
      '    forbidden: [GET /users/42]',
      '    unauthorized:',
      '      - GET /items/',
      '    deny:',
      '      - DELETE /users/{id}',
    ].join('\n')
    expect(lines(text)).toEqual([
      '3:13 role editor, GET /me: 200',
      '4:17 role editor, GET /users/{id}: 403',
      '6:9 role editor, GET /items/: 401',
      '8:9 role editor, DELETE /users/{id}: 401|403',
    ])
  })

  test('every subject of a list is tested with every route', () => {
    const text =
      'tests:\n  - as: [{ user: bob }, { anonymous: true }]\n    deny: [GET /me, POST /items/]'
    const names = suiteOf(text).assertions.map(({ name }) => name)
    expect(names).toEqual([
      'user bob GET /me',
      'user bob POST /items/',
      'anonymous GET /me',
      'anonymous POST /items/',
    ])
  })

  test('allow_only covers all decided routes, including the public one, and notes the others', () => {
    const text =
      'tests:\n  - as: { client: ci-bot }\n    allow_only:\n      - GET /health\n      - GET /me\n      - GET /items/\n'
    const suite = suiteOf(text)
    const all = suite.assertions.map(
      (each) => `${each.at?.line} ${each.route.name} ${wanted(each)}`,
    )
    expect(all).toEqual([
      '4 GET /health 200',
      '5 GET /me 200',
      '6 GET /items/ 200',
      '3 POST /items/ 401|403',
      '3 GET /users/{id} 401|403',
      '3 DELETE /users/{id} 401|403',
      '3 GET /files/{path*} 401|403',
    ])
    expect(suite.notes).toMatchObject([
      { code: 'undecided-left-out', args: { routes: ['POST /exports'] }, at: { line: 3 } },
    ])
  })

  test('a table has one assertion per cell, each with its own location', () => {
    const text = [
      'subjects: { nobody: { anonymous: true }, editor: { role: editor } }',
      'table:',
      '  columns: [nobody, editor]',
      '  rows:',
      '    POST /items/:   401  200',
      '    POST /exports: "? ?"',
    ].join('\n')
    expect(lines(text)).toEqual([
      '5:21 nobody, POST /items/: 401',
      '5:26 editor, POST /items/: 200',
      '6:21 nobody, POST /exports: ?',
      '6:23 editor, POST /exports: ?',
    ])
  })

  test('with one column a cell is a plain number', () => {
    const text =
      'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { GET /me: 200 } }'
    expect(lines(text)).toEqual(['2:41 a, GET /me: 200'])
  })
})

describe('names of tests', () => {
  const named = (as: string, routes: string) =>
    suiteOf(`tests: [{ name: N, as: ${as}, allow: ${routes} }]`).assertions.map(
      ({ name, testName }) => [name, testName],
    )

  test('a test with one assertion has its own name', () => {
    expect(named('{ role: editor }', '[GET /me]')).toEqual([['N', 'N']])
  })

  test('with several, each name says which one it is', () => {
    expect(named('{ role: editor }', '[GET /me, GET /items/]')).toEqual([
      ['N (role editor GET /me)', 'N'],
      ['N (role editor GET /items/)', 'N'],
    ])
  })

  test.each([
    ['{ role: [editor, admin] }', 'role editor+admin'],
    ['{ user: alice, scope: users:read }', 'user alice narrowed to users:read'],
    ['{ user: alice, flaw: expired }', 'user alice (expired)'],
    ['{ scopes: [read, write] }', 'scopes read write'],
    ['{ token: env:TOKEN }', 'env:TOKEN'],
    ['{ token: eyJh.eyJz.c2ln }', 'a token'],
  ])('the subject %s has the name %j', (as, name) => {
    const [first] = suiteOf(`tests: [{ as: ${as}, allow: [GET /me] }]`).assertions
    expect(first?.subjectName).toBe(name)
  })

  test('the same definition is the same subject', () => {
    const text =
      'subjects: { a: { role: editor, scope: read } }\ntests:\n  - { as: a, allow: [GET /me] }\n  - { as: { scope: read, role: editor }, allow: [GET /me] }'
    const [one, two] = suiteOf(text).assertions
    expect(one?.subject).toBe(two?.subject)
  })
})

describe('a suite may have its own users', () => {
  test('and then only uses those', () => {
    const own = 'users: { dan: { roles: [editor] } }\nclients: { bot: {} }\n'
    const good = `${own}tests: [{ as: [{ user: dan }, { client: bot }], allow: [GET /me] }]`
    expect(problemsOf(parse(good))).toEqual([])
    const bad = `${own}tests: [{ as: { user: bob }, allow: [GET /me] }]`
    expect(problemsOf(parse(bad))).toEqual(['3:23 no-such-user bob'])
  })

  test('whose mistakes are located in the suite', () => {
    const text =
      'users: { dan: { roles: [edtor] } }\ntests: [{ as: { user: dan }, allow: [GET /me] }]'
    expect(problemsOf(parse(text))).toEqual(['1:25 unknown-role edtor'])
  })
})

test('a skipped test is checked against the catalog too', () => {
  const text = 'tests: [{ as: { role: editor }, skip: later, deny: [GET /nope] }]'
  expect(problemsOf(parse(text))).toEqual(['1:53 no-route GET /nope'])
})

test('a disabled user may be narrowed: no token was given to narrow', () => {
  const text = 'tests: [{ as: { user: carol, scope: admin }, unauthorized: [GET /me] }]'
  expect(problemsOf(parse(text, files()))).toEqual([])
})
